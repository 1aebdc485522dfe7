import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { predictedLabels } from '../../../src/core/labels.ts'
import { decode } from '../../../src/core/nlp/decode.ts'
import { encode } from '../../../src/core/nlp/encode.ts'
import { modelInput } from '../../../src/core/nlp/input.ts'
import { loadModel, shippedModel } from '../../../src/core/nlp/load.ts'
import { documentOf } from '../../../src/core/readers/document-of.ts'

const model = await loadModel(shippedModel, { models: 'models/', device: 'cpu' })
if (!model.ok) throw new Error(model.problem.code)

describe('the shipped model', () => {
  it.each(['sample-district-2013', 'sample-city-2018', 'sample-county-2023'])('labels %s alike in batches of any size', async (name) => {
    const doc = documentOf(name, { text: readFileSync(`public/samples/${name}.txt`, 'utf8').replace(/^\ufeff/, ''), encoding: 'utf-8' })
    if (!doc.ok) throw new Error(doc.problem.code)
    const input = modelInput(doc.value, model.value.vocabulary)
    const labels = await Promise.all([1, 3, 16].map(async (batch) => {
      const rows = await encode({ ...model.value, batch }, input.windows)
      const prediction = await decode(model.value, doc.value, input, rows)
      return predictedLabels(doc.value, prediction).map(({ section, role, substance, spans }) =>
        [section.value, role.value, substance.value, ...spans.map((span) => `${span.value} ${span.start}–${span.end}`)].join(' '))
    }))
    expect(labels[1]).toEqual(labels[0])
    expect(labels[2]).toEqual(labels[0])
  })
})

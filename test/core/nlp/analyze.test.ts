import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { nodePlace } from '../../../src/cli/readings.ts'
import { overlap } from '../../../src/core/document.ts'
import { predictedLabels } from '../../../src/core/labels.ts'
import { analyze } from '../../../src/core/nlp/analyze.ts'
import { decode } from '../../../src/core/nlp/decode.ts'
import { encode } from '../../../src/core/nlp/encode.ts'
import { modelInput } from '../../../src/core/nlp/input.ts'
import { loadModel, shippedModel } from '../../../src/core/nlp/load.ts'
import { documentOf } from '../../../src/core/readers/document-of.ts'

const model = await loadModel(shippedModel, nodePlace('models/'))
if (!model.ok) throw new Error(model.problem.code)

function sample(name: string, change: (text: string) => string = (text) => text) {
  const doc = documentOf(name, { text: change(readFileSync(`public/samples/${name}.txt`, 'utf8').replace(/^\ufeff/, '')), encoding: 'utf-8' })
  if (!doc.ok) throw new Error(doc.problem.code)
  return doc.value
}

describe('the shipped model', () => {
  it.each(['sample-district-2013', 'sample-city-2018', 'sample-county-2023'])('labels %s alike in batches of any size', async (name) => {
    const doc = sample(name)
    const input = modelInput(doc, model.value.vocabulary)
    const labels = await Promise.all([1, 3, 16].map(async (batch) => {
      const rows = await encode({ ...model.value, batch }, input.windows)
      const prediction = await decode(model.value, doc, input, rows)
      return predictedLabels(doc, prediction).map(({ section, role, substance, spans }) =>
        [section.value, role.value, substance.value, ...spans.map((span) => `${span.value} ${span.start}–${span.end}`)].join(' '))
    }))
    expect(labels[1]).toEqual(labels[0])
    expect(labels[2]).toEqual(labels[0])
  })

  it.each(['sample-district-2013', 'sample-city-2018'])('labels %s much the same when it has lost its line breaks', async (name) => {
    const inOneLine = (text: string) => text.replaceAll('\n', ' ')
    const [whole, runOn] = [sample(name), sample(name, inOneLine)]
    const [sections, found] = await Promise.all([whole, runOn].map(async (doc) => predictedLabels(doc, await analyze(model.value, doc)).map(({ section }) => section.value)))
    // Both texts have the same characters at the same places.
    const same = whole.paragraphs.filter((paragraph, index) => {
      const most = runOn.paragraphs.reduce((a, b) => (overlap(b, paragraph) > overlap(a, paragraph) ? b : a))
      return found?.[runOn.paragraphs.indexOf(most)] === sections?.[index]
    }).length
    expect(same / whole.paragraphs.length).toBeGreaterThan(0.9)
  })
})

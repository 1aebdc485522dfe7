import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { nodePlace } from '../../../src/cli/readings.ts'
import { predictedLabels } from '../../../src/core/labels.ts'
import { analyze } from '../../../src/core/nlp/analyze.ts'
import { firstReading } from '../../../src/core/nlp/first-reading.ts'
import { modelInput } from '../../../src/core/nlp/input.ts'
import { loadBasis, loadModel, shippedModel } from '../../../src/core/nlp/load.ts'
import { documentOf } from '../../../src/core/readers/document-of.ts'

const basis = await loadBasis(shippedModel, nodePlace('models/'))
if (!basis.ok) throw new Error(basis.problem.code)
const loaded = basis.value

function read(name: string, text: string) {
  const doc = documentOf(name, { text, encoding: 'utf-8' })
  if (!doc.ok) throw new Error(doc.problem.code)
  return { doc: doc.value, prediction: firstReading(loaded, doc.value, modelInput(doc.value, loaded.vocabulary)) }
}

const sample = (name: string) => readFileSync(`public/samples/${name}.txt`, 'utf8').replace(/^\ufeff/, '')

describe('a first reading', () => {
  it.each(['sample-district-2013', 'sample-city-2018', 'sample-county-2023'])('of %s has most labels of the whole model', async (name) => {
    const model = await loadModel(shippedModel, nodePlace('models/'))
    if (!model.ok) throw new Error(model.problem.code)
    const { doc, prediction } = read(name, sample(name))
    const [first, whole] = [predictedLabels(doc, prediction), predictedLabels(doc, await analyze(model.value, doc))]
    for (const field of ['section', 'role', 'substance'] as const) {
      const same = first.filter((labels, index) => labels[field].value === whole[index]?.[field].value).length
      expect(same / whole.length, field).toBeGreaterThan(0.9)
    }
    expect(first.flatMap(({ spans }) => spans)).toEqual([])
  })

  it('leaves to structure what structure decides, and gives probabilities', () => {
    const { doc, prediction } = read('county', sample('sample-county-2023'))
    const labels = predictedLabels(doc, prediction)
    for (const [index, paragraph] of doc.paragraphs.entries()) if (paragraph.structure) expect(labels[index]?.section).toMatchObject({ by: { kind: 'structure' }, score: 1 })
    expect(doc.paragraphs.some(({ structure }) => structure)).toBe(true)
    for (let row = 0; row < doc.paragraphs.length; row++) {
      const columns = prediction.labels.section.length
      expect(prediction.section.subarray(row * columns, (row + 1) * columns).reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 5)
    }
  })
})

describe('a model', () => {
  it('that lacks a file is missing; one of another interface is told from it', async () => {
    const place = nodePlace('models/')
    const without = { ...place, read: (path: string) => (path.endsWith('.safetensors') ? Promise.resolve(null) : place.read(path)) }
    expect(await loadBasis(shippedModel, without)).toEqual({ ok: false, problem: { code: 'model-missing', file: shippedModel } })
    const newer = { ...place, read: (path: string) => (path.endsWith('/config.json') ? Promise.resolve(new TextEncoder().encode(readFileSync('models/nianbao-1/config.json', 'utf8').replace('"format": 4', '"format": 99'))) : place.read(path)) }
    expect(await loadModel(shippedModel, newer)).toEqual({ ok: false, problem: { code: 'newer-version', found: 99, known: 4 } })
  })
})

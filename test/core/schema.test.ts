import { describe, expect, it } from 'vitest'
import { predictedLabels } from '../../src/core/labels.ts'
import { withLabel } from '../../src/core/agreement.ts'
import { inSchema, likeliest, taggedSegments } from '../../src/core/prediction.ts'
import { documentOf } from '../../src/core/readers/document-of.ts'
import { disclosureSchema, liveLabels, successorOf, type Label, type LabelField, type Schema } from '../../src/core/schema.ts'
import { predictionOf } from '../fixtures/predictions.ts'

const read = documentOf('a.txt', { text: '一、收费情况\n全年没有收费。\n公开不够及时。', encoding: 'utf-8' })
if (!read.ok) throw new Error(read.problem.code)
const doc = read.value
const prediction = predictionOf(doc, [{ section: 'fees', role: 'heading' }, { section: 'on_request', score: 0.6 }, { section: 'issues', tags: ['ISSUE'] }])

const changed = (field: LabelField, id: string, change: Partial<Label>): Schema =>
  ({ ...disclosureSchema, labels: { ...disclosureSchema.labels, [field]: disclosureSchema.labels[field].map((each) => (each.id === id ? { ...each, ...change } : each)) } })

describe('a schema', () => {
  it('leaves what the model says alone where its labels are the model’s', () => {
    expect(inSchema(prediction, disclosureSchema)).toBe(prediction)
    expect(inSchema(prediction, changed('section', 'fees', { zh: '费用', key: '' }))).toBe(prediction)
  })

  it('adds the model’s probabilities of labels that have become one', () => {
    const schema = changed('section', 'fees', { retired: true, into: 'on_request' })
    const mapped = inSchema(prediction, schema)
    expect(mapped.labels.section).not.toContain('fees')
    expect(likeliest(mapped, 0).section).toMatchObject({ value: 'on_request' })
    expect(likeliest(mapped, 0).section.score).toBeGreaterThan(0.9)
    expect([...mapped.section].reduce((sum, each) => sum + each, 0)).toBeCloseTo([...prediction.section].reduce((sum, each) => sum + each, 0), 4)
    expect(likeliest(mapped, 2).section.value).toBe('issues')
  })

  it('gives the next likeliest where a label is retired, with its own score', () => {
    const [labels] = predictedLabels(doc, inSchema(prediction, changed('section', 'fees', { retired: true })))
    expect(labels?.section.value).not.toBe('fees')
    expect(labels?.section.score).toBeLessThan(prediction.unsure)
  })

  it('takes the place of a tag, or leaves none', () => {
    const last = doc.paragraphs[2]
    if (!last) throw new Error('three paragraphs')
    expect(taggedSegments(inSchema(prediction, changed('tag', 'ISSUE', { retired: true })), last)).toEqual([])
    expect(taggedSegments(inSchema(prediction, changed('tag', 'ISSUE', { retired: true, into: 'MEASURE' })), last)).toMatchObject([{ value: 'MEASURE' }])
  })

  it('knows what has taken the place of a label, over several steps', () => {
    const once = changed('section', 'fees', { retired: true, into: 'on_request' })
    const twice = { ...once, labels: { ...once.labels, section: once.labels.section.map((each) => (each.id === 'on_request' ? { ...each, retired: true as const, into: 'services' } : each)) } }
    expect(successorOf(twice, 'section', 'fees')).toBe('services')
    expect(successorOf(twice, 'section', 'issues')).toBe('issues')
    expect(successorOf(twice, 'section', 'nonsense')).toBeNull()
    expect(liveLabels(twice, 'section')).toHaveLength(15)
  })

  it('keeps labels of a group together', () => {
    const schema = changed('section', 'measures', { group: '申请' })
    const grouped = { ...schema, labels: { ...schema.labels, section: schema.labels.section.map((each) => (each.id === 'on_request' ? { ...each, group: '申请' } : each)) } }
    const ids = liveLabels(grouped, 'section').map(({ id }) => id)
    expect(ids.indexOf('measures') - ids.indexOf('on_request')).toBe(1)
  })

  it('keeps a label that only people know where another field changes', () => {
    const labels = predictedLabels(doc, prediction)[2]
    if (!labels) throw new Error('three paragraphs')
    const own = { ...labels, section: { ...labels.section, value: 'training', by: { kind: 'person' as const, name: '甲' } } }
    expect(withLabel(own, prediction, 2, 'substance', 'boilerplate')).toMatchObject({ section: 'training' })
  })
})

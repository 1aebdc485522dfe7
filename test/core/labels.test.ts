import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withLabel } from '../../src/core/agreement.ts'
import { noTag, placeOf, type Annotation } from '../../src/core/annotation.ts'
import { apply, invert, stating, withdrawing, type Annotations } from '../../src/core/change.ts'
import { byPlace } from '../../src/core/imported.ts'
import { isUnsure, paragraphAt, resolve } from '../../src/core/labels.ts'
import { likeliest, taggedSegments } from '../../src/core/prediction.ts'
import { documentOf } from '../../src/core/readers/document-of.ts'
import { disclosureSchema, agree, fields, labelIds } from '../../src/core/schema.ts'
import { predictionOf } from '../fixtures/predictions.ts'

const read = documentOf('a.txt', { text: '一、问题\n一是公开少；二是更新慢。\n署名', encoding: 'utf-8' })
if (!read.ok) throw new Error(read.problem.code)
const doc = read.value
const prediction = predictionOf(doc, [
  { role: 'heading', section: 'issues' }, { section: 'issues', substance: 'boilerplate', tags: ['ISSUE', 'ISSUE'], score: 0.6 }, { section: 'front', substance: 'na' },
])
const person = { kind: 'person' as const, name: '甲' }
const [, second] = doc.paragraphs
if (!second) throw new Error('the fixture has three paragraphs')
const statement = (over: Partial<Annotation>): Annotation => ({ start: second.start, end: second.end, field: 'section', value: 'measures', by: person, at: 7, ...over })
const stated = (...annotations: Annotation[]): Annotations => byPlace(annotations)

describe('labels as they stand', () => {
  it('are the model’s until somebody states otherwise', () => {
    const labels = resolve(doc, prediction, stated())
    expect(labels[1]).toMatchObject({ section: { value: 'issues', by: { kind: 'model', name: 'test 1' } }, decidedAt: null })
    expect(labels[1]?.section.score).toBeCloseTo(0.6)
    expect(labels[1]?.spans.map((span) => doc.text.slice(span.start, span.end))).toEqual(['公开少', '更新慢'])
    expect(labels.map((label) => isUnsure(label, prediction.unsure))).toEqual([false, true, false])
  })

  it('are a person’s where the person has spoken, in that field alone', () => {
    const label = resolve(doc, prediction, stated(statement({})))[1]
    expect(label).toMatchObject({ section: { value: 'measures', by: person, score: null }, role: { by: { kind: 'model' } }, decidedAt: 7 })
    expect(label && isUnsure(label, prediction.unsure)).toBe(false)
  })

  it('lose a model’s tag that a person states to be none, and keep one nested in another', () => {
    const whole = { start: second.start + 2, end: second.start + 5 }
    const inner = { start: second.start + 8, end: second.start + 10 }
    const labels = resolve(doc, prediction, stated(statement({ ...whole, field: 'tag', value: noTag }), statement({ ...inner, field: 'tag', value: 'MEASURE' })))[1]
    expect(labels?.spans.map((span) => [doc.text.slice(span.start, span.end), span.value])).toEqual([['更新慢', 'ISSUE'], ['更新', 'MEASURE']])
    expect(labels?.untagged).toHaveLength(1)
  })

  it('take no notice of statements that fit no paragraph', () => {
    expect(resolve(doc, prediction, stated(statement({ end: second.end - 1 })))).toEqual(resolve(doc, prediction, stated()))
  })
})

describe('changes', () => {
  it('apply and invert to where they began, whatever they are', () => {
    const annotation = fc.record({ start: fc.nat(3), end: fc.nat(3), field: fc.constantFrom('section' as const, 'tag' as const), value: fc.constantFrom('a', 'b'), by: fc.constant(person), at: fc.nat(9) })
    fc.assert(fc.property(fc.array(annotation), fc.array(fc.tuple(annotation, fc.boolean())), (base, edits) => {
      const before = stated(...base)
      let after: Annotations = before
      const sets = edits.map(([annotation_, withdraw]) => {
        const known = after.get(placeOf(annotation_))
        const change = withdraw && known ? withdrawing(known) : stating(after, annotation_)
        after = apply(after, [change])
        return change
      })
      expect(Object.fromEntries(apply(after, invert(sets)))).toEqual(Object.fromEntries(before))
    }))
  })
})

describe('labels that agree', () => {
  it('are what the model’s likeliest combination always is', () => {
    const number = fc.float({ min: 0, max: 1, noNaN: true })
    fc.assert(fc.property(fc.array(number, { minLength: 25, maxLength: 25 }), (scores) => {
      const one = predictionOf({ ...doc, paragraphs: doc.paragraphs.slice(0, 1) }, [{}])
      const { role, section, substance } = likeliest({ ...one, section: Float32Array.from(scores.slice(0, 17)), role: Float32Array.from(scores.slice(17, 22)), substance: Float32Array.from(scores.slice(22)) }, 0)
      expect(agree(role.value, section.value, substance.value)).toBe(true)
    }))
  })

  it('follow any one label that a person sets, and change nothing that agrees already', () => {
    const labels = resolve(doc, prediction, stated())
    for (const [index, label] of labels.entries())
      for (const field of fields)
        for (const value of labelIds(disclosureSchema, field)) {
          const next = withLabel(label, prediction, index, field, value)
          expect(next[field]).toBe(value)
          expect(agree(next.role, next.section, next.substance)).toBe(true)
        }
    const body = labels[1]
    if (!body) throw new Error('no labels')
    expect(withLabel(body, prediction, 1, 'section', 'measures')).toEqual({ role: 'body', section: 'measures', substance: 'boilerplate' })
    expect(withLabel(body, prediction, 1, 'role', 'chrome')).toEqual({ role: 'chrome', section: 'chrome', substance: 'na' })
    expect(withLabel(body, prediction, 1, 'role', 'heading')).toEqual({ role: 'heading', section: 'issues', substance: 'na' })
    const [heading] = labels
    if (!heading) throw new Error('no labels')
    expect(withLabel(heading, prediction, 0, 'role', 'body')).toMatchObject({ role: 'body', section: 'issues' })
    expect(withLabel(heading, prediction, 0, 'role', 'body').substance).not.toBe('na')
  })
})

describe('finding places', () => {
  it('gives the paragraph of an offset and the tagged segments of a paragraph', () => {
    expect([0, 4, 5, 16, 17, 19].map((offset) => paragraphAt(doc.paragraphs, offset))).toEqual([0, 0, 1, 1, 1, 2])
    expect(taggedSegments(prediction, doc.paragraphs[0] ?? second)).toEqual([])
    expect(taggedSegments(prediction, second)).toHaveLength(2)
  })
})

import { describe, expect, it } from 'vitest'
import type { Annotation } from '../../src/core/annotation.ts'
import { stating, apply } from '../../src/core/change.ts'
import { annotatorOf, digestLabel, digestOf, digestTags, Flag, predictedSection } from '../../src/core/digest.ts'
import { predictedLabels, resolve } from '../../src/core/labels.ts'
import { documentOf } from '../../src/core/readers/document-of.ts'
import { predictionOf } from '../fixtures/predictions.ts'

const read = documentOf('a.txt', { text: '一、收费情况\n全年没有收费。\n公开不够及时。', encoding: 'utf-8' })
if (!read.ok) throw new Error(read.problem.code)
const doc = read.value
const prediction = predictionOf(doc, [{ section: 'fees', role: 'heading' }, { section: 'on_request', score: 0.4 }, { section: 'issues', tags: ['ISSUE'] }])
const predicted = predictedLabels(doc, prediction)

describe('a digest', () => {
  it('tells what stands, what the model says, how sure it is, and by whom', () => {
    const { start = 0, end = 0 } = doc.paragraphs[1] ?? {}
    const says = (field: Annotation['field'], value: string): Annotation => ({ start, end, field, value, by: { kind: 'person', name: '甲' }, at: 1 })
    const stated = apply(new Map(), [says('section', 'fees'), says('role', 'body'), says('substance', 'substantive')].map((each) => stating(new Map(), each)))
    const digest = digestOf('id', resolve(doc, prediction, stated), predicted, prediction.unsure)
    expect([0, 1, 2].map((at) => digestLabel(digest, 'section', at))).toEqual(['fees', 'fees', 'issues'])
    expect([0, 1, 2].map((at) => digestLabel(digest, 'role', at))).toEqual(['heading', 'body', 'body'])
    expect([0, 1, 2].map((at) => predictedSection(digest, at))).toEqual(['fees', 'on_request', 'issues'])
    expect([0, 1, 2].map((at) => annotatorOf(digest, at))).toEqual([null, '甲', null])
    expect([...digest.flags]).toEqual([0, Flag.decided, 0])
    expect([0, 1, 2].map((at) => digestTags(digest, at))).toEqual([[], [], ['ISSUE']])
    expect(digest.score[1]).toBe(Math.round(255 * 0.4))
  })

  it('marks what the model is unsure of until a person has settled it', () => {
    const digest = digestOf('id', predicted, predicted, prediction.unsure)
    expect([...digest.flags]).toEqual([0, Flag.unsure, 0])
  })
})

import { describe, expect, it } from 'vitest'
import { accuracyBySection, accuracyOf, confusionOf, draw, wilson, wrong } from '../../../src/core/review/sample.ts'
import type { Sample } from '../../../src/core/sample.ts'
import { disclosureSchema } from '../../../src/core/schema.ts'

const said = (section: string) => ({ section, role: 'body', substance: 'na' })
const sample: Sample = {
  id: 's', seed: 1, population: 100, models: ['m 1'], drawnAt: 1, drawnBy: '甲',
  items: [['fees', 'fees'], ['fees', 'issues'], ['issues', 'issues'], ['issues', null]].map(([model, answer], paragraph) =>
    ({ report: 'a', paragraph, model: said(model ?? ''), answer: answer ? { ...said(answer), by: '甲', at: 2 } : null })),
}

describe('a random sample', () => {
  it('gives Wilson’s interval as in the literature', () => {
    // R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
    for (const [right, of, low, high] of [[81, 263, 0.2553, 0.3662], [15, 148, 0.0624, 0.1605], [0, 20, 0, 0.1611], [1, 29, 0.0061, 0.1718]] as const) {
      expect(wilson(right, of).low).toBeCloseTo(low, 4)
      expect(wilson(right, of).high).toBeCloseTo(high, 4)
    }
  })

  it('is surer the greater a part of everything it is, and certain when it is everything', () => {
    expect(wilson(9, 10, 20).low).toBeGreaterThan(wilson(9, 10).low)
    expect(wilson(9, 10, 10)).toMatchObject({ low: 0.9, high: 0.9 })
    expect(wilson(0, 0)).toMatchObject({ low: 0, high: 1 })
  })

  it('is drawn without repetition, each as likely as any other', () => {
    const from = [0, 1, 2, 3, 4]
    expect(new Set(draw(from, 9, () => 0.5)).size).toBe(5)
    let state = 1
    const random = () => { state = (state * 48271) % 2147483647; return state / 2147483647 }
    const times = [0, 0, 0, 0, 0]
    for (let round = 0; round < 10_000; round++) for (const each of draw(from, 2, random)) times[each] = (times[each] ?? 0) + 1
    for (const each of times) expect(Math.abs(each - 4000)).toBeLessThan(200)
  })

  it('is reckoned from the answers alone', () => {
    expect(accuracyOf(sample, 'section')).toMatchObject({ right: 2, of: 3 })
    expect(accuracyOf(sample, 'role')).toMatchObject({ right: 3, of: 3 })
    expect(accuracyBySection(sample).map(([section, { right, of }]) => [section, right, of])).toEqual([['fees', 1, 2], ['issues', 1, 1]])
    expect(wrong(sample).map(({ paragraph }) => paragraph)).toEqual([1])
  })

  it('tells what the model took for what, rows the answers, and where any field was wrong', () => {
    expect(confusionOf(sample, 'section', disclosureSchema)).toEqual({ labels: ['fees', 'issues'], counts: [[1, 0], [1, 1]] })
    expect(confusionOf(sample, 'role', disclosureSchema)).toEqual({ labels: ['body'], counts: [[3]] })
    const items = sample.items.map((item, at) => (at === 2 && item.answer ? { ...item, answer: { ...item.answer, substance: 'boilerplate' } } : item))
    expect(wrong({ ...sample, items }).map(({ paragraph }) => paragraph)).toEqual([1, 2])
    expect(wrong({ ...sample, items }, ['section']).map(({ paragraph }) => paragraph)).toEqual([1])
    // Labels that the schema does not know come last.
    const strange = sample.items.map((item, at) => (at === 2 ? { ...item, model: { ...item.model, section: 'gone' } } : item))
    expect(confusionOf({ ...sample, items: strange }, 'section', disclosureSchema)).toEqual({ labels: ['fees', 'issues', 'gone'], counts: [[1, 0, 0], [1, 0, 1], [0, 0, 0]] })
  })
})

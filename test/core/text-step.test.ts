import { describe, expect, it } from 'vitest'
import { stepFrom, type Ground } from '../../src/core/text-step.ts'

const text = '政府  信息 '
const ground: Ground = { text, words: Uint32Array.from([2, 4, 6, 7]), paragraph: { start: 0, end: text.length }, segments: [] }

describe('a step by a word', () => {
  it('passes over white space, and stops at the end of the paragraph', () => {
    expect(stepFrom(ground, 0, 'word', 1, 'end')).toBe(2)
    expect(stepFrom(ground, 2, 'word', 1, 'end')).toBe(6)
    expect(stepFrom(ground, 6, 'word', 1, 'end')).toBe(7)
    expect(stepFrom(ground, 6, 'word', -1, 'start')).toBe(4)
    expect(stepFrom(ground, 4, 'word', -1, 'start')).toBe(0)
    expect(stepFrom(ground, 0, 'word', -1, 'start')).toBe(0)
  })
})

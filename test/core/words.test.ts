import { describe, expect, it } from 'vitest'
import { tokenize } from '../../src/core/nlp/tokenize.ts'
import { countWords, wholeWords, wordAt } from '../../src/core/words.ts'

const words = (text: string, ends: Uint32Array): string[] => [...ends].map((end, index) => text.slice(ends[index - 1] ?? 0, end))

describe('words', () => {
  it('cover the text, with the words of the field whole and offsets in UTF-16', async () => {
    const text = '𠮷林市2013年依申请公开、一网通办。\n😀三公经费\n'
    const ends = await tokenize(text)
    expect(words(text, ends).join('')).toBe(text)
    expect(words(text, ends)).toEqual(expect.arrayContaining(['依申请公开', '一网通办', '三公经费', '\n']))
  })

  it('know what a person has added', async () => {
    const text = '全面推行柳溪码上办服务'
    expect(words(text, await tokenize(text))).not.toContain('柳溪码上办')
    expect(words(text, await tokenize(text, ['柳溪码上办']))).toContain('柳溪码上办')
  })

  it('are found at an offset and round a span', () => {
    const ends = Uint32Array.from([2, 5, 6])
    expect([0, 1, 2, 4, 5, 6, 9].map((offset) => wordAt(ends, offset).end)).toEqual([2, 2, 5, 5, 6, 6, 6])
    expect(wholeWords(ends, { start: 1, end: 3 })).toEqual({ start: 0, end: 5 })
    expect(wholeWords(ends, { start: 2, end: 5 })).toEqual({ start: 2, end: 5 })
  })

  it('are counted without punctuation', async () => {
    const text = '群众学习，干部学习；参加学习。'
    const { characters, words: count, distinct, frequent } = countWords(text, await tokenize(text), [{ start: 0, end: text.length }])
    expect(characters).toBe(12)
    expect(count).toBe(6)
    expect(distinct).toBe(4)
    expect(frequent.slice(0, 2)).toEqual([['学习', 3], ['群众', 1]])
  })
})

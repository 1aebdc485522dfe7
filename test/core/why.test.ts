import { describe, expect, it } from 'vitest'
import { explanation, mostWords, nextRemovals, partsOf, untouched, type Removal } from '../../src/core/why.ts'

const text = '存在的问题不足，问题多。二是人手少。'
const ends = Uint32Array.from([2, 3, 5, 7, 8, 10, 11, 12, 14, 16, 17, 18])
const parts = partsOf(text, ends, { start: 0, end: text.length })
const spelled = (removals: readonly Removal[]) => removals.map((removal) => removal.text)

/** Scores by the text that is taken out; 0.9 where nothing is said. */
const known = (scores: Record<string, number>) => ({ text: taken }: Removal) => scores[taken] ?? 0.9

describe('what is taken out of a paragraph', () => {
  it('is every word but punctuation, a repeated one everywhere at once, and whole segments', () => {
    expect(spelled(parts.words)).toEqual(['存在', '的', '问题', '不足', '多', '二是', '人手', '少'])
    expect(parts.words[2]?.places).toEqual([{ start: 3, end: 5 }, { start: 8, end: 10 }])
    expect(spelled(parts.sentences)).toEqual(['存在的问题不足，问题多', '人手少'])
  })

  it('is cut to the paragraph where a word reaches beyond it', () => {
    expect(partsOf(text, ends, { start: 4, end: 7 }).words).toEqual([{ text: '题', places: [{ start: 4, end: 5 }] }, { text: '不足', places: [{ start: 5, end: 7 }] }])
  })
})

describe('an explanation', () => {
  it('asks for the score as it stands, without anything and without each word', () => {
    const first = nextRemovals(parts, () => undefined)
    expect(spelled(first)).toEqual(['', text])
    const scores = new Map(first.map((removal) => [removal.text, removal === untouched ? 0.9 : 0.1]))
    expect(spelled(nextRemovals(parts, ({ text: taken }) => scores.get(taken)))).toEqual(spelled(parts.words))
  })

  it('tells the words for and against, strongest first', () => {
    const told = explanation(parts, known({ [text]: 0.1, 问题: 0.5, 不足: 0.3, 人手: 0.97, 少: 0.895 }))
    expect(told?.for.map(({ text: word, drop }) => [word, Number(drop.toFixed(2))])).toEqual([['不足', 0.6], ['问题', 0.4]])
    expect(spelled(told?.against ?? [])).toEqual(['人手'])
    expect(told).toMatchObject({ decides: 'words', score: 0.9, bare: 0.1, sentences: [] })
  })

  it('goes on to whole segments where no single word decides but all do', () => {
    const scores: Record<string, number | undefined> = Object.fromEntries(['', ...spelled(parts.words)].map((word) => [word, 0.9]))
    scores[text] = 0.2
    const without = ({ text: taken }: Removal) => scores[taken]
    expect(spelled(nextRemovals(parts, without))).toEqual(spelled(parts.sentences))
    Object.assign(scores, { [parts.sentences[0]?.text ?? '']: 0.4, [parts.sentences[1]?.text ?? '']: 0.9 })
    expect(nextRemovals(parts, without)).toEqual([])
    expect(explanation(parts, without)).toMatchObject({ decides: 'all words', for: [], against: [], sentences: [{ text: '存在的问题不足，问题多' }] })
  })

  it('says that the surroundings decide where the score stays without any word', () => {
    expect(explanation(parts, known({ [text]: 0.88 }))?.decides).toBe('surroundings')
  })

  it('of a long paragraph tries segments first, then the words of the strongest', () => {
    const sentences = Array.from({ length: 8 }, (_, sentence) => Array.from({ length: 10 }, (_, word) => String.fromCharCode(0x4e00 + 10 * sentence + word)).join(''))
    const long = `${sentences.join('。')}。`
    const parts = partsOf(long, Uint32Array.from(long, (_, at) => at + 1), { start: 0, end: long.length })
    expect(parts.words.length).toBeGreaterThan(mostWords)
    expect(spelled(nextRemovals(parts, () => undefined))).toEqual(['', long, ...sentences])
    const scores = new Map<string, number>([['', 0.9], [long, 0.1], ...sentences.map((sentence, at) => [sentence, 0.9 - 0.1 * at] as const)])
    const words = spelled(nextRemovals(parts, ({ text: taken }) => scores.get(taken)))
    expect(words).toHaveLength(mostWords)
    expect(words.slice(0, 10).join('')).toBe(sentences[7])
    expect(words).not.toContain(sentences[0]?.[0])
  })
})

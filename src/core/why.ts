/**
 * Why a paragraph has its label: what its score would be without each of its words. This is occlusion (Zeiler & Fergus 2014), for
 * words as in Li, Monroe & Jurafsky 2016, "Understanding neural networks through representation erasure".
 */
import type { Span } from './document.ts'
import type { Field } from './schema.ts'
import { segments } from './segment.ts'
import { wordsIn, type WordEnds } from './words.ts'

/** What is taken out of a paragraph to see what that does: all places at once. */
export interface Removal {
  readonly text: string
  readonly places: readonly Span[]
}

/** Calibrated probability of every label of the three fields. */
export type Scores = Readonly<Record<Field, Readonly<Record<string, number>>>>

/** A removal and what it does to the score of a label; positive: the score drops, so it speaks for the label. */
export interface Effect extends Removal {
  readonly drop: number
}

/** All that can be taken out of a paragraph. */
export interface Parts {
  readonly whole: Removal
  readonly words: readonly Removal[]
  readonly sentences: readonly Removal[]
}

/** The score of the label that is explained without what is taken out; undefined as long as it is not known. */
export type ScoreWithout = (removal: Removal) => number | undefined

export interface Explanation {
  /** The label's score as the paragraph stands, and without any of its words: what its surroundings alone make of it. */
  readonly score: number
  readonly bare: number
  readonly for: readonly Effect[]
  readonly against: readonly Effect[]
  /** Whole segments, where all words together decide and none alone. */
  readonly sentences: readonly Effect[]
  /** All words together where without them less than half of the score is left. */
  readonly decides: 'words' | 'all words' | 'surroundings'
  /** How many of the words were tried. */
  readonly tried: number
}

/** Words that are tried one after the other; of a paragraph with more, those of the segments that matter most. */
export const mostWords = 60
/** Where no word changes the score by this much, no single word decides. */
export const noticeable = 0.05
/** Changes smaller than this are not shown. */
export const visible = 0.01

/** The paragraph as it stands. */
export const untouched: Removal = { text: '', places: [] }

/** `ends` are those of the whole text. */
export function partsOf(text: string, ends: WordEnds, paragraph: Span): Parts {
  const removal = (place: Span): Removal => ({ text: text.slice(place.start, place.end), places: [place] })
  return { whole: removal(paragraph), words: wordsOf(text, ends, paragraph), sentences: segments(text, paragraph).map(removal) }
}

/**
 * The words of a paragraph without punctuation, in the order in which they first stand there. A word that is repeated is one
 * removal of all its places, as one that is left would stand in for the others.
 */
function wordsOf(text: string, ends: WordEnds, paragraph: Span): Removal[] {
  const words = new Map<string, Span[]>()
  for (const word of wordsIn(ends, paragraph)) {
    const place = { start: Math.max(word.start, paragraph.start), end: Math.min(word.end, paragraph.end) }
    const shown = text.slice(place.start, place.end)
    if (!/[\p{L}\p{N}]/u.test(shown)) continue
    words.set(shown, [...(words.get(shown) ?? []), place])
  }
  return [...words].map(([shown, places]) => ({ text: shown, places }))
}

/** What is to be tried next to explain a label; nothing once it is explained. */
export function nextRemovals(parts: Parts, without: ScoreWithout): Removal[] {
  const unknown = (removals: readonly Removal[]) => removals.filter((removal) => without(removal) === undefined)
  const first = unknown([untouched, parts.whole, ...(isLong(parts) ? parts.sentences : [])])
  if (first.length > 0) return first
  const words = unknown(wordsToTry(parts, without))
  if (words.length > 0) return words
  return explanation(parts, without)?.decides === 'all words' ? unknown(parts.sentences) : []
}

/** What is known so far; null before the score as it stands and that of the surroundings alone are. */
export function explanation(parts: Parts, without: ScoreWithout): Explanation | null {
  const [score, bare] = [without(untouched), without(parts.whole)]
  if (score === undefined || bare === undefined) return null
  const words = effects(wordsToTry(parts, without), without)
  const isWords = words.some(({ drop }) => Math.abs(drop) >= noticeable)
  const decides = isWords ? 'words' : bare < score / 2 ? 'all words' : 'surroundings'
  return {
    score,
    bare,
    for: words.filter(({ drop }) => drop >= visible),
    against: words.filter(({ drop }) => drop <= -visible),
    sentences: decides === 'all words' ? effects(parts.sentences, without).filter(({ drop }) => Math.abs(drop) >= visible) : [],
    decides,
    tried: words.length,
  }
}

const isLong = ({ words }: Parts): boolean => words.length > mostWords

/** All words, or of a long paragraph those of the strongest segments; none before these are known. */
function wordsToTry(parts: Parts, without: ScoreWithout): readonly Removal[] {
  if (!isLong(parts)) return parts.words
  const strongest = effects(parts.sentences, without)
  if (strongest.length < parts.sentences.length) return []
  const isIn = (word: Removal, sentence: Removal): boolean =>
    word.places.some((place) => sentence.places.some(({ start, end }) => start <= place.start && place.end <= end))
  return [...new Set(strongest.flatMap((sentence) => parts.words.filter((word) => isIn(word, sentence))))].slice(0, mostWords)
}

/** Strongest first, as far as they are known. */
function effects(removals: readonly Removal[], without: ScoreWithout): Effect[] {
  const score = without(untouched) ?? 0
  return removals.flatMap((removal) => {
    const left = without(removal)
    return left === undefined ? [] : [{ ...removal, drop: score - left }]
  }).sort((a, b) => Math.abs(b.drop) - Math.abs(a.drop))
}

import { Converter } from 'opencc-js/t2cn'

/** One id a character, as `models/<name>/tokenizer.json` lists them. */
export type Vocabulary = ReadonlyMap<string, number>

export const special = { pad: 0, unknown: 1, start: 2, separator: 3, mask: 4 } as const

/** Reads the vocabulary out of a `tokenizers` file of the word-level kind. */
export function readVocabulary(tokenizer: { model: { vocab: Record<string, number> } }): Vocabulary {
  return new Map(Object.entries(tokenizer.model.vocab))
}

const toSimplified = Converter({ from: 't', to: 'cn' })
const remembered = new Map<string, string>()

/**
 * The character that the model sees for a character of the text, or '' for white space: Traditional mapped to Simplified,
 * then NFKC and lower case, each only where it gives exactly one character. `models/training/vocabulary.py` has the same rule.
 */
export function normal(character: string): string {
  const known = remembered.get(character)
  if (known !== undefined) return known
  const simplified = single(toSimplified(character), character)
  const folded = single(simplified.normalize('NFKC').toLowerCase(), simplified)
  const seen = /^[\s\u200b\u2060\ufeff]$/.test(folded) ? '' : folded
  remembered.set(character, seen)
  return seen
}

const single = (candidate: string, otherwise: string): string => ([...candidate].length === 1 ? candidate : otherwise)

/** The ids of a stretch of text, and for each the UTF-16 offset of its character. */
export function encodeCharacters(text: string, start: number, end: number, vocabulary: Vocabulary): { ids: number[]; offsets: number[] } {
  const ids: number[] = []
  const offsets: number[] = []
  let at = start
  for (const character of text.slice(start, end)) {
    const seen = normal(character)
    if (seen !== '') {
      ids.push(vocabulary.get(seen) ?? special.unknown)
      offsets.push(at)
    }
    at += character.length
  }
  return { ids, offsets }
}

import type { Effect } from '../../core/why.ts'

/** The strongest words are listed and underlined; more would only tire. */
export const shownWords = (words: readonly Effect[]): readonly Effect[] => words.slice(0, 5)

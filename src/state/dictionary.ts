/** Names the dictionary that words were cut with, so that a change of it is noticed. */
export const dictionaryOf = (ownWords: readonly string[]): string => ['1', ...ownWords].join(' ')

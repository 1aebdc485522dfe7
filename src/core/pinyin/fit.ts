import { match } from 'pinyin-pro'

/**
 * How well what a person typed fits a text, the higher the better; null where it does not. Han characters may be typed as
 * themselves, as their pinyin or as its first letter, mixed at will; Latin words by their first letters. With `gaps` characters
 * may be passed over.
 */
export function fit(text: string, typed: string, gaps: boolean): number | null {
  const query = typed.toLowerCase().replace(/\s+/g, '')
  const plain = text.toLowerCase()
  const found = plain.replace(/\s+/g, '').indexOf(query)
  // Latin letters count where a word begins with them: g is not meant to find page.
  const begins = !/^[a-z]/.test(query) || plain.split(/[^a-z0-9]+/).some((word) => word !== '' && (word.startsWith(query) || query.startsWith(word)))
  if (query === '') return 0
  if (found >= 0 && begins) return rank(3, found, text)
  const initials = (plain.match(/[a-z0-9]+/g) ?? []).map((word) => word.charAt(0)).join('')
  const word = query.length > 1 ? initials.indexOf(query) : -1
  if (word >= 0) return rank(2, word, text)
  if (!/\p{Script=Han}/u.test(text)) return null
  const joined = match(text, query, { continuous: true })
  if (joined) return rank(2, joined[0] ?? 0, text)
  const spread = gaps ? match(text, query) : null
  return spread ? rank(1, (spread.at(-1) ?? 0) - (spread[0] ?? 0), text) : null
}

/** What begins sooner, and the shorter text, is the better one of a kind. */
const rank = (kind: number, at: number, text: string): number => kind - Math.min(at, 99) / 200 - Math.min(text.length, 99) / 20_000

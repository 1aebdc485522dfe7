import type { Span } from '../document.ts'
import type { Item, ItemTag } from '../dataset/items.ts'
import type { LossKind } from '../loss.ts'

export interface Token extends Span {
  /** Without any white space. */
  readonly text: string
  /** O, or B- or I- with the tag. */
  readonly bio: string
}

export interface TaggedTokens {
  readonly tokens: readonly Token[]
  readonly losses: [LossKind, number][]
}

/**
 * An item as tokens with BIO tags. White space makes no token. Of tags that overlap the longest is kept; a tag that ends inside a
 * token is widened to hold it.
 */
export function tokensOf(item: Item, ends: Iterable<number>): TaggedTokens {
  const spans = tokenSpans(item.text, ends)
  const kept = longestFirst(item.tags)
  const bio = spans.map(() => 'O')
  const counts = { widened: 0, trimmed: 0, overlap: item.tags.length - kept.length }
  for (const tag of kept) {
    const inside = spans.flatMap((span, index) => (span.start < tag.end && span.end > tag.start ? [index] : []))
    const [first, last] = [inside[0], inside.at(-1)]
    if (first === undefined || last === undefined) {
      counts.trimmed++
      continue
    }
    if (inside.some((index) => bio[index] !== 'O')) {
      counts.overlap++
      continue
    }
    const [start = tag.start, end = tag.end] = [spans[first]?.start, spans[last]?.end]
    if (start < tag.start || end > tag.end) counts.widened++
    if (start > tag.start || end < tag.end) counts.trimmed++
    for (const index of inside) bio[index] = `${index === first ? 'B' : 'I'}-${tag.value}`
  }
  const blank = item.text.length - spans.reduce((sum, span) => sum + span.text.length, 0)
  return {
    tokens: spans.map((span, index) => ({ ...span, bio: bio[index] ?? 'O' })),
    losses: [...Object.entries(counts) as [keyof typeof counts, number][], ['white-space', blank]],
  }
}

/** Tags of which none overlaps another: the longest first, of equal ones the earlier. In order of the text. */
export function longestFirst(tags: readonly ItemTag[]): ItemTag[] {
  const kept: ItemTag[] = []
  for (const tag of [...tags].sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start))
    if (kept.every((each) => each.end <= tag.start || tag.end <= each.start)) kept.push(tag)
  return kept.sort((a, b) => a.start - b.start)
}

/** Ends of the characters (code points) of a text. */
export function characterEnds(text: string): number[] {
  let at = 0
  return Array.from(text, (character) => (at += character.length))
}

/** Pieces between the ends that hold more than white space; without it at their ends and inside. */
function tokenSpans(text: string, ends: Iterable<number>): (Span & { text: string })[] {
  const spans: (Span & { text: string })[] = []
  let from = 0
  for (const to of ends) {
    const raw = text.slice(from, to)
    const blank = raw.length - raw.trimStart().length
    if (raw.trim() !== '') spans.push({ start: from + blank, end: from + raw.trimEnd().length, text: raw.replace(/\s+/g, '') })
    from = to
  }
  return spans
}

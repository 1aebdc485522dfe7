import type { Paragraph, Span, Structure } from '../document.ts'
import { enumeratorAt, type EnumeratorStyle } from '../enumerator.ts'
import { structuresOf } from '../structure.ts'

/**
 * Finds, by shape alone, which paragraphs are or begin with heading words, how deep they lie, and what stands above each.
 * It is what the model is told; which lines are headings in the end is the model's and the person's to say.
 * `known` is what a format says of each paragraph's structure; of the others their shape decides.
 * `stated` is the depth that a format states for its headings, 0 where it states none.
 */
export function outline(text: string, spans: readonly Span[], known: readonly (Structure | null)[] = [], stated: readonly number[] = []): Paragraph[] {
  const open: Open[] = []
  const structures = structuresOf(spans.map((span) => text.slice(span.start, span.end))).map((shape, index) => known[index] ?? shape)
  return spans.map((span, index) => {
    const level = statedLevel(text.slice(span.start, span.end), stated[index])
    const heading = structures[index] ? null : headingWords(text, span, spans[index + 1]) ?? (level > 0 ? wholeHeading(text, span) : null)
    const rank = structures[index] ? undefined : (heading?.style ?? enumeratorAt(text, span.start)?.style)
    if (level > 0) closeStated(open, level)
    if (rank) closeFrom(open, rank, level > 0)
    const trail = open.map((entry) => entry.index)
    if (heading) open.push({ index, style: heading.style, level })
    return {
      start: span.start,
      end: span.end,
      headingEnd: heading?.end ?? span.start,
      level: heading ? trail.length + 1 : 0,
      trail,
      structure: structures[index] ?? null,
    }
  })
}

type Style = EnumeratorStyle | 'plain'

interface Open {
  readonly index: number
  readonly style: Style
  /** As its format states it; 0 where only its shape shows it. */
  readonly level: number
}

interface HeadingWords {
  readonly end: number
  readonly style: Style
}

const outermostFirst: readonly Style[] = [
  'part', 'chinese', 'plain', 'chinese-bracket', 'digit', 'digit-bracket', 'circled', 'ordinal', 'point',
]
const longestHeading = 60
const longestRunIn = 42
const longestPlain = 26
const reportTitle = /(?:[报報]告|年[报報]|[总總][结結])$/
const stop = /[。；！？;!?]/
const plainHeading = /^[^\d，。；：！？、,;:!?|>＞•·【\[（(]{2,26}(?:[：:]|[（(][^（()）]{1,12}[）)])?$/

/**
 * A heading of a style ends those of the same style. One that stands open further out also ends what was opened inside it;
 * a style not yet open lies inside all that are, save that deeper styles never hold shallower ones. Where a format states depths,
 * shape ends what shape opened, and a number the stated headings with the same numbers, for many are numbered and not stated.
 */
function closeFrom(open: Open[], style: Style, isStated: boolean): void {
  const stays = (entry: Open): boolean => entry.level > 0 && (isStated || entry.style === 'plain')
  const rank = outermostFirst.indexOf(style)
  const same = open.findIndex((entry) => entry.style === style && !stays(entry))
  if (same >= 0) open.length = same
  else {
    for (let last = open.at(-1); last && !stays(last) && outermostFirst.indexOf(last.style) > rank; last = open.at(-1)) open.pop()
  }
}

/** A heading whose depth is stated ends those that were stated as deep or deeper, with all that was opened inside them. */
function closeStated(open: Open[], level: number): void {
  const ended = open.findIndex((entry) => entry.level >= level)
  if (ended >= 0) open.length = ended
}

/** Formats often have the report's own title as a heading; it stands above no paragraph, for all stand under it. */
const statedLevel = (line: string, level = 0): number => (line.length > longestHeading || reportTitle.test(line) ? 0 : level)

const wholeHeading = (text: string, span: Span): HeadingWords =>
  ({ end: span.end, style: enumeratorAt(text, span.start)?.style ?? 'plain' })

function headingWords(text: string, span: Span, next: Span | undefined): HeadingWords | null {
  const line = text.slice(span.start, span.end)
  const enumerator = enumeratorAt(text, span.start)
  if (!enumerator) return plain(line, text, next) ? { end: span.end, style: 'plain' } : null
  const words = line.slice(enumerator.length)
  const at = words.search(stop)
  if (at === -1) {
    return words.length <= longestHeading && enumerator.style !== 'point' ? { end: span.end, style: enumerator.style } : null
  }
  if (at === words.length - 1 && enumerator.style !== 'point' && words.length <= longestHeading && !words.endsWith('；'))
    return { end: span.end, style: enumerator.style }
  if (at > 0 && at <= longestRunIn && words.charAt(at) === '。')
    return { end: span.start + enumerator.length + at + 1, style: enumerator.style }
  return null
}

/** An unnumbered heading: a short line without punctuation, directly above running text. */
function plain(line: string, text: string, next: Span | undefined): boolean {
  if (line.length > longestPlain || !plainHeading.test(line) || reportTitle.test(line) || !next) return false
  const below = text.slice(next.start, next.end)
  return below.length >= 40 || /[。；]$/.test(below)
}

import type { Paragraph, Span, Structure } from '../document.ts'
import { enumeratorAt, type EnumeratorStyle } from '../enumerator.ts'
import { structuresOf } from '../structure.ts'

/**
 * Finds, by shape alone, which paragraphs are or begin with heading words, how deep they lie, and what stands above each.
 * It is what the model is told; which lines are headings in the end is the model's and the person's to say.
 * `known` is what a format says of each paragraph's structure; of the others their shape decides.
 */
export function outline(text: string, spans: readonly Span[], known: readonly (Structure | null)[] = []): Paragraph[] {
  const open: Open[] = []
  const structures = structuresOf(spans.map((span) => text.slice(span.start, span.end))).map((shape, index) => known[index] ?? shape)
  return spans.map((span, index) => {
    const heading = structures[index] ? null : headingWords(text, span, spans[index + 1])
    const rank = structures[index] ? undefined : (heading?.style ?? enumeratorAt(text, span.start)?.style)
    if (rank) closeFrom(open, rank)
    const trail = open.map((entry) => entry.index)
    if (heading) open.push({ index, style: heading.style })
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
 * a style not yet open lies inside all that are, save that deeper styles never hold shallower ones.
 */
function closeFrom(open: Open[], style: Style): void {
  const same = open.findIndex((entry) => entry.style === style)
  if (same >= 0) open.length = same
  else {
    const rank = outermostFirst.indexOf(style)
    while (open.length > 0 && outermostFirst.indexOf(open.at(-1)?.style ?? 'part') > rank) open.pop()
  }
}

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

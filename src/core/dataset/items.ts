import { overlap, type Paragraph, type Span } from '../document.ts'
import type { TaggedSpan } from '../labels.ts'
import { segments } from '../segment.ts'
import type { WordEnds } from '../words.ts'
import type { ChosenLabels, ChosenReport } from './choice.ts'

/** What one record of a data set is: a paragraph, a segment of one, or a whole report. */
export type Unit = 'paragraph' | 'segment' | 'report'

/** A tag inside an item. Offsets are UTF-16 code units into `Item.text`; `source` is its place in the report's text. */
export interface ItemTag extends TaggedSpan {
  readonly source: Span
}

/** A labelled paragraph inside an item, at its place in `Item.text`. */
export interface ItemParagraph extends Span {
  /** Its index in the report. */
  readonly index: number
  readonly labels: ChosenLabels
  readonly source: Span
}

/** One record of a data set. */
export interface Item {
  readonly report: ChosenReport
  /** The same for the same text and place: the report's fingerprint and where the item starts. */
  readonly id: string
  readonly unit: Unit
  /** Its place in the report's text, in UTF-16 code units. Where page chrome is cut out of a report, from the first piece to the last. */
  readonly start: number
  readonly end: number
  readonly text: string
  /** The labels of its paragraph; null for a whole report. */
  readonly labels: ChosenLabels | null
  /** In order; a tag before those inside it. Never empty. */
  readonly tags: readonly ItemTag[]
  readonly paragraphs: readonly ItemParagraph[]
  /** Tags left out because they are empty, and those cut at the ends of the item. */
  readonly emptyTags: number
  readonly clippedTags: number
  /** Ends of the words of `text`. */
  words(): Promise<WordEnds>
}

/** The items of a report, in order. A paragraph without a chosen label gives none; nor does a report without any. */
export function itemsOf(report: ChosenReport, unit: Unit): Item[] {
  if (unit === 'report') return report.paragraphs.some((labels) => labels) ? [wholeReport(report)] : []
  return report.source.doc.paragraphs.flatMap((paragraph, index) => {
    const labels = report.paragraphs[index]
    if (!labels) return []
    const stretches = unit === 'paragraph' ? [paragraph] : segments(report.source.doc.text, paragraph)
    return stretches.map((stretch) => part(report, unit, stretch, index, labels))
  })
}

/** The items of every report, in order. */
export async function* allItems(reports: AsyncIterable<ChosenReport>, unit: Unit): AsyncGenerator<Item> {
  for await (const report of reports) yield* itemsOf(report, unit)
}

/** A stretch of the report's text that stands at `at` in the item's. */
interface Piece extends Span {
  readonly at: number
}

function part(report: ChosenReport, unit: Unit, { start, end }: Span, index: number, labels: ChosenLabels): Item {
  const piece = { start, end, at: 0 }
  const paragraph = { index, labels, start: 0, end: end - start, source: { start, end } }
  return { ...itemOf(report, unit, [piece], labels.spans), labels, paragraphs: [paragraph] }
}

function wholeReport(report: ChosenReport): Item {
  const { doc } = report.source
  const pieces = report.chrome.size === 0 ? [{ start: 0, end: doc.text.length, at: 0 }] : piecesWithout(report)
  const paragraphs = doc.paragraphs.flatMap((paragraph, index) => {
    const labels = report.paragraphs[index]
    const place = labels && placed(pieces, paragraph)
    return labels && place ? [{ index, labels, ...place, source: spanOf(paragraph) }] : []
  })
  const spans = paragraphs.flatMap(({ labels }) => labels.spans)
  return { ...itemOf(report, 'report', pieces, spans), labels: null, paragraphs }
}

const spanOf = ({ start, end }: Paragraph): Span => ({ start, end })

/** The report's text but for its page chrome: each paragraph with the white space before it. */
function piecesWithout({ source: { doc }, chrome }: ChosenReport): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const [index, paragraph] of doc.paragraphs.entries()) {
    if (chrome.has(index)) continue
    const start = doc.paragraphs[index - 1]?.end ?? 0
    const end = index === doc.paragraphs.length - 1 ? doc.text.length : paragraph.end
    pieces.push({ start, end, at })
    at += end - start
  }
  return pieces
}

function itemOf(report: ChosenReport, unit: Unit, pieces: readonly Piece[], spans: readonly TaggedSpan[]): Omit<Item, 'labels' | 'paragraphs'> {
  const { doc } = report.source
  const start = pieces[0]?.start ?? 0
  const end = pieces.at(-1)?.end ?? 0
  const nonEmpty = spans.filter((span) => span.start < span.end)
  const inside = nonEmpty.flatMap((span) => tagIn(pieces, span))
  return {
    report,
    id: `${doc.sha256.slice(0, 16)}-${start}${unit === 'report' ? '' : `-${end}`}`,
    unit,
    start,
    end,
    text: pieces.map((piece) => doc.text.slice(piece.start, piece.end)).join(''),
    tags: inside,
    emptyTags: spans.length - nonEmpty.length,
    clippedTags: inside.filter(({ source }) => !spans.some((span) => span.start === source.start && span.end === source.end)).length,
    words: async () => wordsOf(pieces, await report.source.words()),
  }
}

function tagIn(pieces: readonly Piece[], span: TaggedSpan): ItemTag[] {
  const piece = pieces.find((each) => overlap(each, span) > 0)
  if (!piece) return []
  const source = { start: Math.max(span.start, piece.start), end: Math.min(span.end, piece.end) }
  const { value, by, score } = span
  return [{ ...shifted(piece, source), value, by, score, source }]
}

function placed(pieces: readonly Piece[], span: Span): Span | null {
  const piece = pieces.find((each) => each.start <= span.start && span.end <= each.end)
  return piece ? shifted(piece, span) : null
}

const shifted = (piece: Piece, { start, end }: Span): Span =>
  ({ start: start - piece.start + piece.at, end: end - piece.start + piece.at })

function wordsOf(pieces: readonly Piece[], ends: WordEnds): WordEnds {
  return Uint32Array.from(pieces.flatMap((piece) => [
    ...Array.from(ends.filter((end) => end > piece.start && end < piece.end), (end) => end - piece.start + piece.at),
    piece.end - piece.start + piece.at,
  ]))
}

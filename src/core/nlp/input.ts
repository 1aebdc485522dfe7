import { headingTrail, type Doc, type Paragraph, type Span } from '../document.ts'
import { particularKinds, particulars } from '../particulars.ts'
import { segments } from '../segment.ts'
import { features } from './features.ts'
import { encodeCharacters, special, type Vocabulary } from './vocabulary.ts'

/** A report as the model takes it: windows for the encoder, and for the document model what belongs to which paragraph. */
export interface ModelInput {
  readonly paragraphs: number
  readonly windows: readonly Window[]
  /** Start and end of every segment, in pairs, in order: the rows of the tag output. */
  readonly segments: Uint32Array
  /** The paragraph of every segment. */
  readonly owners: Uint32Array
  /** Row-major, `featureCount` columns, one row a paragraph. */
  readonly features: Float32Array
  /** Of every paragraph the innermost and the outermost heading above it, in pairs; -1 where there is none. */
  readonly above: Int32Array
}

/** One pass of the encoder: heading trail and a stretch of one paragraph. A long paragraph takes several. */
export interface Window {
  readonly paragraph: number
  readonly ids: readonly number[]
  /** Of every token: 0 heading trail, 1 paragraph, from 2 on a particular of the paragraph, in the order of `particularKinds`. */
  readonly kinds: readonly number[]
  /** How many tokens the heading trail takes, the start token included. */
  readonly lead: number
  readonly parts: readonly Part[]
}

/** A stretch of tokens of a window that belongs to one segment; a long segment has parts in several windows. */
export interface Part {
  readonly segment: number
  /** Token positions in the window, end exclusive. */
  readonly first: number
  readonly end: number
}

/** Characters of the paragraph in one window, and of each heading of its trail. */
const windowLength = 192
const headingLength = 24
const headings = 3

export function modelInput(doc: Pick<Doc, 'text' | 'paragraphs'>, vocabulary: Vocabulary): ModelInput {
  const windows: Window[] = []
  const bounds: number[] = []
  const owners: number[] = []
  for (const [index, paragraph] of doc.paragraphs.entries()) {
    // It learned with the surroundings as pages have them: chrome is read too, though its labels are decided by structure.
    if (paragraph.structure === 'table-row') continue
    const cut = segments(doc.text, paragraph)
    const first = owners.length
    for (const segment of cut) {
      bounds.push(segment.start, segment.end)
      owners.push(index)
    }
    const lead = encodeTrail(doc, paragraph, vocabulary)
    const { ids, offsets } = encodeCharacters(doc.text, paragraph.start, paragraph.end, vocabulary)
    const kinds = tokenKinds(doc, paragraph, offsets)
    for (const stretch of stretches(offsets, cut)) windows.push({
      paragraph: index,
      ids: [...lead, ...ids.slice(stretch.start, stretch.end), special.separator],
      kinds: [...lead.map(() => 0), ...kinds.slice(stretch.start, stretch.end), 1],
      lead: lead.length,
      parts: partsOf(offsets, cut, stretch, first, lead.length),
    })
  }
  return {
    paragraphs: doc.paragraphs.length,
    windows,
    segments: Uint32Array.from(bounds),
    owners: Uint32Array.from(owners),
    features: features(doc),
    above: Int32Array.from(doc.paragraphs.flatMap(({ trail }) => [trail.at(-1) ?? -1, trail[0] ?? -1])),
  }
}

/** The outermost heading and the innermost ones, each cut to its first words. */
function encodeTrail(doc: Pick<Doc, 'text' | 'paragraphs'>, paragraph: Paragraph, vocabulary: Vocabulary): number[] {
  const trail = headingTrail(doc, paragraph)
  const near = trail.length > headings ? [...trail.slice(0, 1), ...trail.slice(1 - headings)] : trail
  const encoded = near.map((words) => encodeCharacters(words, 0, words.length, vocabulary).ids.slice(0, headingLength))
  return [special.start, ...encoded.flatMap((ids) => [...ids, special.separator])]
}

/** What each token of a paragraph is: plain text, or part of a particular. */
function tokenKinds(doc: Pick<Doc, 'text'>, paragraph: Paragraph, offsets: readonly number[]): number[] {
  const found = particulars(doc.text, paragraph)
  let next = 0
  return offsets.map((offset) => {
    while ((found[next]?.end ?? Infinity) <= offset) next++
    const particular = found[next]
    return particular && particular.start <= offset ? 2 + particularKinds.indexOf(particular.kind) : 1
  })
}

/** Token ranges of at most `windowLength` that end at segment ends where they can. */
function stretches(offsets: readonly number[], cut: readonly Span[]): Span[] {
  const ends = new Set(cut.map((segment) => tokenAt(offsets, segment.end)))
  const found: Span[] = []
  for (let start = 0; start < offsets.length; ) {
    let end = Math.min(offsets.length, start + windowLength)
    if (end < offsets.length) {
      let better = end
      while (better > start + windowLength / 3 && !ends.has(better)) better--
      if (ends.has(better)) end = better
    }
    found.push({ start, end })
    start = end
  }
  return found.length > 0 ? found : [{ start: 0, end: 0 }]
}

function partsOf(offsets: readonly number[], cut: readonly Span[], stretch: Span, firstSegment: number, lead: number): Part[] {
  return cut.flatMap((segment, index) => {
    const first = Math.max(stretch.start, tokenAt(offsets, segment.start))
    const end = Math.min(stretch.end, tokenAt(offsets, segment.end))
    return first < end ? [{ segment: firstSegment + index, first: first - stretch.start + lead, end: end - stretch.start + lead }] : []
  })
}

/** The first token whose character starts at or after an offset (binary search). */
function tokenAt(offsets: readonly number[], offset: number): number {
  let low = 0
  let high = offsets.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((offsets[middle] ?? 0) < offset) low = middle + 1
    else high = middle
  }
  return low
}

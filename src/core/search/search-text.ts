import type { Span } from '../document.ts'
import type { Folding } from '../filter.ts'
import type { WordEnds } from '../words.ts'
import { foldText } from './fold.ts'

/** What a search needs of a report's text. */
export interface SearchSource {
  readonly text: string
  /** Start and end of every paragraph, in pairs. */
  readonly bounds: Uint32Array
  /** Empty while the words have not been cut. */
  readonly words: WordEnds
}

/**
 * The text of a report as it is searched: its paragraphs one after the other with a line break between them and none inside, so
 * that nothing is found across two paragraphs and lines that a page broke off hide nothing.
 */
export class SearchText {
  readonly #source: SearchSource
  readonly #text: string
  /** Where each paragraph starts in the joined text, and one past its end. */
  readonly #starts: Uint32Array
  /** The offset in the report's text of each code unit of a report that has line breaks inside paragraphs. */
  readonly #offsets: Uint32Array | null
  /** A bit for each offset of the report's text: whether a word ends there. Null while words have not been cut. */
  readonly #wordEnds: Uint8Array | null
  readonly #folded = new Map<string, string>()

  constructor(source: SearchSource) {
    this.#source = source
    const { text, bounds, words } = source
    const parts: string[] = []
    const starts = new Uint32Array(bounds.length / 2 + 1)
    let at = 0
    for (let index = 0; index < bounds.length / 2; index++) {
      const part = unbroken(text, bounds[2 * index] ?? 0, bounds[2 * index + 1] ?? 0)
      parts.push(part)
      starts[index] = at
      at += part.length + 1
    }
    starts[bounds.length / 2] = at
    this.#text = parts.join('\n')
    this.#starts = starts
    this.#offsets = parts.some((part, index) => part.length < (bounds[2 * index + 1] ?? 0) - (bounds[2 * index] ?? 0)) ? offsetsOf(source, at) : null
    this.#wordEnds = words.length > 0 ? bitsOf(words, text.length) : null
  }

  get paragraphs(): number {
    return this.#starts.length - 1
  }

  /** The paragraph that an offset of the report's text lies in, or the last one before it. */
  paragraphAt(offset: number): number {
    const { bounds } = this.#source
    let paragraph = 0
    while ((bounds[2 * paragraph + 2] ?? Infinity) <= offset) paragraph++
    return paragraph
  }

  get hasWords(): boolean {
    return this.#wordEnds !== null
  }

  /** The joined text as a search sees it; kept, as the next search mostly looks past the same. */
  folded(fold: Folding): string {
    const key = `${fold.script} ${fold.width}`
    const known = this.#folded.get(key)
    if (known !== undefined) return known
    const folded = foldText(this.#text, fold)
    this.#folded.set(key, folded)
    return folded
  }

  start(paragraph: number): number {
    return this.#starts[paragraph] ?? this.#text.length
  }

  end(paragraph: number): number {
    return this.start(paragraph + 1) - 1
  }

  /** The paragraph that an offset of the joined text lies in, at or after `from`. */
  paragraphOf(offset: number, from: number): number {
    let low = from + 1
    let high = this.paragraphs
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#starts[middle] ?? 0) <= offset) low = middle + 1
      else high = middle
    }
    return low - 1
  }

  /** The words of a paragraph as they are written. */
  paragraph(index: number): string {
    return this.#text.slice(this.start(index), this.end(index))
  }

  /** Whether a stretch of a paragraph of the joined text is whole words. */
  isWhole(start: number, end: number, paragraph: number): boolean {
    return (start === this.start(paragraph) || this.#endsWord(this.offset(start, paragraph))) && this.#endsWord(this.offset(end - 1, paragraph) + 1)
  }

  /** Where a code unit of a paragraph of the joined text stands in the report's text. */
  offset(at: number, paragraph: number): number {
    return this.#offsets ? (this.#offsets[at] ?? 0) : at - this.start(paragraph) + (this.#source.bounds[2 * paragraph] ?? 0)
  }

  /** A stretch of a paragraph of the joined text as a span of the report's text. */
  span({ start, end }: Span, paragraph: number): Span {
    return { start: this.offset(start, paragraph), end: this.offset(end - 1, paragraph) + 1 }
  }

  #endsWord(offset: number): boolean {
    return (((this.#wordEnds?.[offset >> 3] ?? 0) >> (offset & 7)) & 1) === 1
  }
}

/** A paragraph without the line breaks of its page: between Latin letters they are a space, as on the screen. */
const unbroken = (text: string, start: number, end: number): string => {
  const part = text.slice(start, end)
  return part.includes('\n') ? part.replace(breaks, ' ').replaceAll('\n', '') : part
}

const breaks = /(?<=[!-~])\n(?=[!-~])/g

function offsetsOf({ text, bounds }: SearchSource, length: number): Uint32Array {
  const offsets = new Uint32Array(length)
  let at = 0
  for (let index = 0; index < bounds.length / 2; index++) {
    const start = bounds[2 * index] ?? 0
    const part = text.slice(start, bounds[2 * index + 1])
    const kept = part.replace(breaks, ' ')
    for (let inside = 0; inside < kept.length; inside++) if (kept[inside] !== '\n') offsets[at++] = start + inside
    at++
  }
  return offsets
}

function bitsOf(words: WordEnds, length: number): Uint8Array {
  const bits = new Uint8Array((length >> 3) + 1)
  for (const end of words) bits[end >> 3] = (bits[end >> 3] ?? 0) | (1 << (end & 7))
  return bits
}

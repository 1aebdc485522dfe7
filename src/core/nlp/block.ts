import { featureCount } from './features.ts'
import type { ModelInput, Window } from './input.ts'

/** Paragraphs that the document model sees at once, and how many of them at each side only serve as surroundings. */
const blockLength = 448
const surroundings = 64

/** A run of paragraphs to decide, and the wider run that is looked at for it; ends exclusive. */
export interface Block {
  readonly from: number
  readonly to: number
  readonly seenFrom: number
  readonly seenTo: number
}

export function blocks(paragraphs: number): Block[] {
  if (paragraphs <= blockLength) return [{ from: 0, to: paragraphs, seenFrom: 0, seenTo: paragraphs }]
  const found: Block[] = []
  const step = blockLength - 2 * surroundings
  for (let from = 0; from < paragraphs; from += step) {
    const to = Math.min(paragraphs, from + step)
    found.push({ from, to, seenFrom: Math.max(0, from - surroundings), seenTo: Math.min(paragraphs, to + surroundings) })
  }
  return found
}

export const blockOf = (paragraphs: number, paragraph: number): Block | undefined =>
  blocks(paragraphs).find(({ from, to }) => from <= paragraph && paragraph < to)

/** The part of a report's input that one block looks at. Paragraphs and segments keep their numbers in the report. */
export interface BlockInput {
  readonly block: Block
  readonly windows: readonly Window[]
  /** The first segment of the block, and the paragraph of every segment from there. */
  readonly firstSegment: number
  readonly owners: Uint32Array
  readonly features: Float32Array
  readonly above: Int32Array
}

export function blockInput(input: ModelInput, block: Block): BlockInput {
  const { seenFrom, seenTo } = block
  const firstSegment = firstOwned(input.owners, seenFrom)
  return {
    block,
    windows: input.windows.filter(({ paragraph }) => paragraph >= seenFrom && paragraph < seenTo),
    firstSegment,
    owners: input.owners.slice(firstSegment, firstOwned(input.owners, seenTo)),
    features: input.features.slice(seenFrom * featureCount, seenTo * featureCount),
    above: input.above.slice(2 * seenFrom, 2 * seenTo),
  }
}

/** The first segment of a paragraph or a later one. Owners ascend. */
export function firstOwned(owners: Uint32Array, paragraph: number): number {
  const at = owners.findIndex((owner) => owner >= paragraph)
  return at === -1 ? owners.length : at
}

/** The encoder's rows of a block, averaged over the windows of each paragraph and each segment by their length. */
export interface BlockRows {
  /** Two rows a paragraph: start token and mean. */
  readonly paragraphs: Float32Array
  /** One row a segment. */
  readonly segments: Float32Array
}

/** `rows` are those of the block's windows, in order; `width` is the length of a row. */
export function gather(width: number, { block, windows, firstSegment, owners }: BlockInput, rows: readonly Float32Array[]): BlockRows {
  const count = block.seenTo - block.seenFrom
  const paragraphs = new Float32Array(count * 2 * width)
  const segments = new Float32Array(owners.length * width)
  const paragraphWeight = new Float32Array(count)
  const segmentWeight = new Float32Array(owners.length)
  for (const [index, window] of windows.entries()) {
    const row = rows[index]
    if (!row) throw new Error(`window ${index} was not encoded`)
    const weight = window.ids.length - window.lead
    const paragraph = window.paragraph - block.seenFrom
    addTo(paragraphs, paragraph * 2 * width, row.subarray(0, 2 * width), weight)
    paragraphWeight[paragraph] = (paragraphWeight[paragraph] ?? 0) + weight
    for (const [at, part] of window.parts.entries()) {
      const segment = part.segment - firstSegment
      addTo(segments, segment * width, row.subarray((at + 2) * width, (at + 3) * width), part.end - part.first)
      segmentWeight[segment] = (segmentWeight[segment] ?? 0) + part.end - part.first
    }
  }
  for (const [index, weight] of paragraphWeight.entries()) divide(paragraphs, index * 2 * width, 2 * width, weight)
  for (const [index, weight] of segmentWeight.entries()) divide(segments, index * width, width, weight)
  return { paragraphs, segments }
}

function addTo(sums: Float32Array, at: number, row: Float32Array, weight: number): void {
  for (let column = 0; column < row.length; column++) sums[at + column] = (sums[at + column] ?? 0) + weight * (row[column] ?? 0)
}

function divide(sums: Float32Array, at: number, length: number, weight: number): void {
  if (weight > 0) for (let column = at; column < at + length; column++) sums[column] = (sums[column] ?? 0) / weight
}

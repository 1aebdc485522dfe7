import { Tensor } from '@xenova/transformers'
import { noTag } from '../annotation.ts'
import type { Doc } from '../document.ts'
import type { Prediction } from '../prediction.ts'
import type { Field } from '../schema.ts'
import { structureLabels } from '../structure.ts'
import { featureCount } from './features.ts'
import type { ModelInput } from './input.ts'
import type { Model } from './load.ts'

/** Paragraphs that the document model sees at once, and how many of them at each side only serve as surroundings. */
const blockLength = 448
const surroundings = 64

/**
 * Decides the labels of one report together, from the encoder's rows of all its windows in order.
 * Paragraphs that structure decides get their labels from there.
 */
export async function decode(model: Model, doc: Doc, input: ModelInput, rows: readonly Float32Array[]): Promise<Prediction> {
  const gathered = gather(model, input, rows)
  const { labels, vector } = model.config
  const columns = (field: Field | 'tag') => labels[field].length
  const prediction = {
    model: `${model.config.name} ${model.config.version}`,
    unsure: model.config.unsure,
    labels,
    section: new Float32Array(input.paragraphs * columns('section')),
    role: new Float32Array(input.paragraphs * columns('role')),
    substance: new Float32Array(input.paragraphs * columns('substance')),
    segments: input.segments,
    tag: new Float32Array(input.owners.length * columns('tag')),
    vectors: new Float32Array(input.paragraphs * vector),
  }
  for (const block of blocks(input.paragraphs)) await decodeBlock(model, input, gathered, block, prediction)
  for (const [index, paragraph] of doc.paragraphs.entries()) {
    if (!paragraph.structure) continue
    for (const field of ['section', 'role', 'substance'] as const) {
      const decided = structureLabels[paragraph.structure][field]
      prediction[field].set(labels[field].map((label) => (label === decided ? 1 : 0)), index * columns(field))
    }
  }
  untagStructured(doc, input, prediction)
  return prediction
}

/** Nothing stands to be tagged where structure says that a paragraph is none of the report's text. */
function untagStructured(doc: Doc, input: ModelInput, { labels, tag }: Pick<Prediction, 'labels' | 'tag'>): void {
  for (const [segment, owner] of input.owners.entries())
    if (doc.paragraphs[owner]?.structure) tag.set(labels.tag.map((label) => (label === noTag ? 1 : 0)), segment * labels.tag.length)
}

/** A run of paragraphs to decide, and the wider run that is looked at for it; ends exclusive. */
interface Block {
  readonly from: number
  readonly to: number
  readonly seenFrom: number
  readonly seenTo: number
}

function blocks(paragraphs: number): Block[] {
  if (paragraphs <= blockLength) return [{ from: 0, to: paragraphs, seenFrom: 0, seenTo: paragraphs }]
  const found: Block[] = []
  const step = blockLength - 2 * surroundings
  for (let from = 0; from < paragraphs; from += step) {
    const to = Math.min(paragraphs, from + step)
    found.push({ from, to, seenFrom: Math.max(0, from - surroundings), seenTo: Math.min(paragraphs, to + surroundings) })
  }
  return found
}

interface Gathered {
  /** Two encoder rows a paragraph: start token and mean, averaged over its windows by their length. */
  readonly paragraphs: Float32Array
  /** One encoder row a segment, averaged over the windows that it runs through. */
  readonly segments: Float32Array
}

function gather(model: Model, input: ModelInput, rows: readonly Float32Array[]): Gathered {
  const { width } = model.config
  const paragraphs = new Float32Array(input.paragraphs * 2 * width)
  const segments = new Float32Array(input.owners.length * width)
  const paragraphWeight = new Float32Array(input.paragraphs)
  const segmentWeight = new Float32Array(input.owners.length)
  for (const [index, window] of input.windows.entries()) {
    const row = rows[index]
    if (!row) throw new Error(`window ${index} was not encoded`)
    const weight = window.ids.length - window.lead
    addTo(paragraphs, window.paragraph * 2 * width, row.subarray(0, 2 * width), weight)
    paragraphWeight[window.paragraph] = (paragraphWeight[window.paragraph] ?? 0) + weight
    for (const [at, part] of window.parts.entries()) {
      addTo(segments, part.segment * width, row.subarray((at + 2) * width, (at + 3) * width), part.end - part.first)
      segmentWeight[part.segment] = (segmentWeight[part.segment] ?? 0) + part.end - part.first
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

async function decodeBlock(
  model: Model, input: ModelInput, gathered: Gathered, block: Block, into: Prediction,
): Promise<void> {
  const { width, vector, temperature } = model.config
  const count = block.seenTo - block.seenFrom
  const firstSegment = firstOwned(input.owners, block.seenFrom)
  const endSegment = firstOwned(input.owners, block.seenTo)
  // A graph cannot take a dimension of 0: a block without segments gets one row of zeros that nobody reads.
  const segmentCount = Math.max(1, endSegment - firstSegment)
  const segmentRows = new Float32Array(segmentCount * width)
  segmentRows.set(gathered.segments.subarray(firstSegment * width, endSegment * width))
  const owners = new BigInt64Array(segmentCount)
  for (let at = firstSegment; at < endSegment; at++) owners[at - firstSegment] = BigInt((input.owners[at] ?? 0) - block.seenFrom)
  const output = await model.document({
    paragraphs: new Tensor('float32', gathered.paragraphs.slice(block.seenFrom * 2 * width, block.seenTo * 2 * width), [count, 2 * width]),
    features: new Tensor('float32', input.features.slice(block.seenFrom * featureCount, block.seenTo * featureCount), [count, featureCount]),
    segments: new Tensor('float32', segmentRows, [segmentCount, width]),
    owners: new Tensor('int64', owners, [segmentCount]),
  })
  const copy = (to: Float32Array, from: Float32Array, columns: number, first: number, end: number, seenFirst: number) =>
    to.set(from.subarray((first - seenFirst) * columns, (end - seenFirst) * columns), first * columns)
  for (const field of ['section', 'role', 'substance'] as const) {
    const columns = into.labels[field].length
    copy(into[field], softmaxRows(output[field].data, columns, temperature[field]), columns, block.from, block.to, block.seenFrom)
  }
  copy(into.vectors, output.vector.data, vector, block.from, block.to, block.seenFrom)
  const tags = into.labels.tag.length
  copy(into.tag, softmaxRows(output.tag.data, tags, temperature.tag), tags,
    firstOwned(input.owners, block.from), firstOwned(input.owners, block.to), firstSegment)
}

/** The first segment of a paragraph or a later one. Owners ascend. */
function firstOwned(owners: Uint32Array, paragraph: number): number {
  const at = owners.findIndex((owner) => owner >= paragraph)
  return at === -1 ? owners.length : at
}

function softmaxRows(logits: Float32Array, columns: number, temperature: number): Float32Array {
  const result = new Float32Array(logits.length)
  for (let start = 0; start < logits.length; start += columns) {
    const row = logits.subarray(start, start + columns).map((logit) => logit / temperature)
    const most = row.reduce((a, b) => Math.max(a, b), -Infinity)
    const powers = row.map((value) => Math.exp(value - most))
    const sum = powers.reduce((a, b) => a + b, 0)
    result.set(powers.map((power) => power / sum), start)
  }
  return result
}

import { Tensor } from '@xenova/transformers'
import { noTag } from '../annotation.ts'
import type { Doc } from '../document.ts'
import type { Prediction } from '../prediction.ts'
import { fields, type Field } from '../schema.ts'
import { structureLabels } from '../structure.ts'
import { blockInput, blocks, firstOwned, gather, type BlockInput, type BlockRows } from './block.ts'
import { featureCount } from './features.ts'
import type { ModelInput } from './input.ts'
import type { Basis, Model } from './load.ts'

/**
 * Decides the labels of one report together, from the encoder's rows of all its windows in order.
 * Paragraphs that structure decides get their labels from there.
 */
export async function decode(model: Model, doc: Doc, input: ModelInput, rows: readonly Float32Array[]): Promise<Prediction> {
  const prediction = blankPrediction(model, input)
  for (const block of blocks(input.paragraphs)) {
    const part = blockInput(input, block)
    const first = input.windows.findIndex((window) => window === part.windows[0])
    const gathered = gather(model.config.width, part, rows.slice(first, first + part.windows.length))
    keep(model, part, await look(model, part, gathered), prediction)
  }
  decideStructured(doc, input, prediction)
  return prediction
}

/** A prediction of the right size that says nothing yet. */
export function blankPrediction({ config }: Basis, input: ModelInput): Prediction {
  const { labels, vector } = config
  return {
    model: `${config.name} ${config.version}`,
    unsure: config.unsure,
    labels,
    section: new Float32Array(input.paragraphs * labels.section.length),
    role: new Float32Array(input.paragraphs * labels.role.length),
    substance: new Float32Array(input.paragraphs * labels.substance.length),
    segments: input.segments,
    tag: new Float32Array(input.owners.length * labels.tag.length),
    vectors: new Float32Array(input.paragraphs * vector),
  }
}

/** Gives paragraphs that structure decides their labels from there. Nothing stands to be tagged where it says that they are none of the report's text. */
export function decideStructured(doc: Doc, input: ModelInput, prediction: Prediction): void {
  const { labels } = prediction
  for (const [index, paragraph] of doc.paragraphs.entries()) {
    if (!paragraph.structure) continue
    for (const field of fields) {
      const decided = structureLabels[paragraph.structure][field]
      prediction[field].set(labels[field].map((label) => (label === decided ? 1 : 0)), index * labels[field].length)
    }
  }
  for (const [segment, owner] of input.owners.entries()) if (doc.paragraphs[owner]?.structure) untag(prediction, segment)
}

export function untag({ labels, tag }: Prediction, segment: number): void {
  tag.set(labels.tag.map((label) => (label === noTag ? 1 : 0)), segment * labels.tag.length)
}

/** What the document model says of all that a block looks at: probabilities, one row a paragraph or segment of it. */
export type BlockScores = Readonly<Record<Field | 'tag' | 'vectors', Float32Array>>

export async function look(model: Model, { block, owners, features, above }: BlockInput, { paragraphs, segments }: BlockRows): Promise<BlockScores> {
  const { width, temperature, labels } = model.config
  const count = block.seenTo - block.seenFrom
  // A graph cannot take a dimension of 0: a block without segments gets one row of zeros that nobody reads.
  const none = owners.length === 0
  const output = await model.document({
    paragraphs: new Tensor('float32', paragraphs, [count, 2 * width]),
    features: new Tensor('float32', features, [count, featureCount]),
    segments: new Tensor('float32', none ? new Float32Array(width) : segments, [none ? 1 : owners.length, width]),
    owners: new Tensor('int64', none ? new BigInt64Array(1) : BigInt64Array.from(owners, (owner) => BigInt(owner - block.seenFrom)), [none ? 1 : owners.length]),
    // A heading that the block does not see is none.
    above: new Tensor('int64', BigInt64Array.from(above, (heading) => BigInt(Math.max(-1, heading - block.seenFrom))), [count, 2]),
  })
  const scores = (field: Field | 'tag'): Float32Array => softmaxRows(output[field].data, labels[field].length, temperature[field])
  return { section: scores('section'), role: scores('role'), substance: scores('substance'), tag: scores('tag'), vectors: output.vector.data }
}

/** Takes over what a block decides, and leaves what it only looked at to its neighbours. */
function keep(model: Model, { block, owners, firstSegment }: BlockInput, scores: BlockScores, into: Prediction): void {
  const copy = (to: Float32Array, from: Float32Array, columns: number, first: number, end: number, seenFirst: number) =>
    to.set(from.subarray((first - seenFirst) * columns, (end - seenFirst) * columns), first * columns)
  for (const field of fields) copy(into[field], scores[field], into.labels[field].length, block.from, block.to, block.seenFrom)
  copy(into.vectors, scores.vectors, model.config.vector, block.from, block.to, block.seenFrom)
  const segmentOf = (paragraph: number) => firstSegment + firstOwned(owners, paragraph)
  copy(into.tag, scores.tag, into.labels.tag.length, segmentOf(block.from), segmentOf(block.to), firstSegment)
}

export function softmaxRows(logits: Float32Array, columns: number, temperature: number): Float32Array {
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

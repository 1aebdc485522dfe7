import type { Window } from './input.ts'
import { readSafetensors, type StoredTensor } from './safetensors.ts'
import { special } from './vocabulary.ts'

/**
 * The linear part of the model (models/training/linear.py): weights of single characters and of pairs of characters, looked up for every
 * token. The document model takes what they come to beside the encoder's rows; before that is there, they alone give a first reading.
 */
export interface Linear {
  /** What a text says of its own section, of the next paragraph's and of the one before, of its role, its substance and its tag. */
  readonly texts: Table
  /** What the headings above say of section, role and substance. */
  readonly headings: Table
  /** What the features say, and how much each counts beside the document model. */
  readonly section: Weights
  readonly role: Weights
  readonly substance: Weights
}

/** One row a character, then one a pair, 8-bit integers with one scale a row. */
interface Table {
  readonly rows: StoredTensor['data']
  readonly scales: StoredTensor['data']
  readonly columns: number
  /** How many rows are of single characters. */
  readonly singles: number
}

/** One row a label, one column a feature; what is added always; what the sum is multiplied with. */
export interface Weights {
  readonly weight: StoredTensor['data']
  readonly bias: StoredTensor['data']
  readonly share: number
}

/** Pairs are hashed into so many rows, a prime, with this factor (labeller.py). */
const pairs = 32749
const factor = 10007

/** Reads `linear.safetensors`. A tensor that is not there throws. */
export function readLinear(bytes: Uint8Array<ArrayBuffer>): Linear {
  const tensors = readSafetensors(bytes)
  const tensor = (name: string): StoredTensor => {
    const found = tensors.get(name)
    if (!found) throw new Error(`the linear part has no ${name}`)
    return found
  }
  const table = (name: string): Table => {
    const { data: rows, shape: [count = 0, columns = 0] } = tensor(`${name}.weight.int8`)
    return { rows, scales: tensor(`${name}.weight.scale`).data, columns, singles: count - pairs }
  }
  const weights = (name: string, output: number): Weights =>
    ({ weight: tensor(`${name}.weight`).data, bias: tensor(`${name}.bias`).data, share: tensor('shares').data[output] ?? 0 })
  return { texts: table('texts'), headings: table('headings'), section: weights('section', 0), role: weights('role', 1), substance: weights('substance', 2) }
}

/** Numbers in one row of `lookUp`. */
export const linearColumns = ({ texts, headings }: Linear): number => texts.columns + headings.columns

/**
 * What the tables say of a window, in rows as the encoder gives them: start token (zeros, as nobody asks), mean of the paragraph's tokens,
 * then one a part. In each the columns of the texts, then those of the headings.
 */
export function lookUp(linear: Linear, window: Window): Float32Array {
  const { texts } = linear
  const columns = linearColumns(linear)
  const rows = new Float32Array((window.parts.length + 2) * columns)
  const row = (index: number) => rows.subarray(index * columns, (index + 1) * columns)
  const above = headingsOf(linear, window)
  average(texts, window, window.lead, window.ids.length, row(1))
  for (const [index, { first, end }] of window.parts.entries()) average(texts, window, first, end, row(index + 2))
  for (let index = 1; index < window.parts.length + 2; index++) row(index).set(above, texts.columns)
  return rows
}

function average(table: Table, { ids }: Window, from: number, to: number, into: Float32Array): void {
  const sums = new Float64Array(table.columns)
  for (let at = from; at < to; at++) addToken(table, ids, at, sums)
  into.set(sums.map((sum) => sum / (to - from)))
}

/** The tokens of the heading trail together, over the square root of their number. */
function headingsOf({ headings }: Linear, { ids, lead }: Window): Float64Array {
  const sums = new Float64Array(headings.columns)
  for (let at = 0; at < lead; at++) addToken(headings, ids, at, sums)
  return sums.map((sum) => sum / Math.sqrt(lead))
}

/** Adds the rows of the character at a place, and of it with the one before. */
function addToken(table: Table, ids: readonly number[], at: number, sums: Float64Array): void {
  const id = ids[at] ?? special.pad
  const before = ids[at - 1] ?? special.pad
  addRow(table, id, sums)
  addRow(table, table.singles + ((before * factor + id) % pairs), sums)
}

function addRow({ rows, scales, columns }: Table, index: number, sums: Float64Array): void {
  const scale = scales[index] ?? 0
  const start = index * columns
  for (let column = 0; column < columns; column++) sums[column] = (sums[column] ?? 0) + scale * (rows[start + column] ?? 0)
}

import { Tensor } from '@xenova/transformers'
import { special } from './vocabulary.ts'
import type { Window } from './input.ts'
import { lookUp } from './linear.ts'
import type { Model } from './load.ts'

/**
 * Runs the encoder over windows, `model.batch` at a time. Gives for each window its rows of `width` numbers, one after the
 * other: start token, mean of the paragraph, then one a part; in each the encoder's numbers, then those of the linear part.
 */
export async function encode(model: Model, windows: readonly Window[]): Promise<Float32Array[]> {
  const rows: Float32Array[] = []
  for (let at = 0; at < windows.length; at += model.batch) rows.push(...(await encodeBatch(model, windows.slice(at, at + model.batch))))
  return rows
}

async function encodeBatch(model: Model, windows: readonly Window[]): Promise<Float32Array[]> {
  const length = Math.max(...windows.map((window) => window.ids.length))
  const count = Math.max(...windows.map(rowsOf))
  const ids = new BigInt64Array(windows.length * length).fill(BigInt(special.pad))
  const kinds = new BigInt64Array(windows.length * length)
  const pool = new Float32Array(windows.length * count * length)
  for (const [index, window] of windows.entries()) {
    ids.set(BigInt64Array.from(window.ids, BigInt), index * length)
    kinds.set(BigInt64Array.from(window.kinds, BigInt), index * length)
    pool.set(pooling(window, length), index * count * length)
  }
  const { rows } = await model.encoder({
    ids: new Tensor('int64', ids, [windows.length, length]),
    kinds: new Tensor('int64', kinds, [windows.length, length]),
    pool: new Tensor('float32', pool, [windows.length, count, length]),
  })
  const data: Float32Array = rows.data
  const width = data.length / (windows.length * count)
  return windows.map((window, index) =>
    sideBySide(data.subarray(index * count * width, (index * count + rowsOf(window)) * width), lookUp(model.linear, window), rowsOf(window)))
}

/** Two matrices of the same number of rows as one. */
function sideBySide(left: Float32Array, right: Float32Array, rows: number): Float32Array {
  const [first, second] = [left.length / rows, right.length / rows]
  const joined = new Float32Array(left.length + right.length)
  for (let row = 0; row < rows; row++) {
    joined.set(left.subarray(row * first, (row + 1) * first), row * (first + second))
    joined.set(right.subarray(row * second, (row + 1) * second), row * (first + second) + first)
  }
  return joined
}

const rowsOf = (window: Window): number => window.parts.length + 2

/** Row-major weights over `length` tokens that average their states: the start token, the paragraph's tokens, the tokens of each part. */
export function pooling(window: Window, length: number): Float32Array {
  const weights = new Float32Array(rowsOf(window) * length)
  weights[0] = 1
  const average = (row: number, from: number, to: number) => weights.fill(1 / (to - from), row * length + from, row * length + to)
  average(1, window.lead, window.ids.length)
  for (const [index, part] of window.parts.entries()) average(index + 2, part.first, part.end)
  return weights
}

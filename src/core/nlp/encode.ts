import { Tensor } from '@xenova/transformers'
import type { Window } from './input.ts'
import type { Model } from './load.ts'

/**
 * Runs the encoder over windows, one at a time: on one thread a batch costs more than it saves.
 * Gives for each window its rows of `width` numbers, one after the other: start token, mean of the paragraph, then one a part.
 */
export async function encode(model: Model, windows: readonly Window[]): Promise<Float32Array[]> {
  const rows: Float32Array[] = []
  for (const window of windows) rows.push(await encodeWindow(model, window))
  return rows
}

async function encodeWindow(model: Model, window: Window): Promise<Float32Array> {
  const length = window.ids.length
  const count = window.parts.length + 2
  const { rows } = await model.encoder({
    ids: new Tensor('int64', BigInt64Array.from(window.ids, BigInt), [1, length]),
    kinds: new Tensor('int64', BigInt64Array.from(window.kinds, BigInt), [1, length]),
    pool: new Tensor('float32', pooling(window), [1, count, length]),
  })
  return rows.data
}

/** Row-major weights that average token states: the start token, the paragraph's tokens, the tokens of each part. */
export function pooling(window: Window): Float32Array {
  const length = window.ids.length
  const weights = new Float32Array((window.parts.length + 2) * length)
  weights[0] = 1
  const first = window.kinds.indexOf(1)
  const average = (row: number, from: number, to: number) => weights.fill(1 / (to - from), row * length + from, row * length + to)
  average(1, first, length)
  for (const [index, part] of window.parts.entries()) average(index + 2, part.first, part.end)
  return weights
}

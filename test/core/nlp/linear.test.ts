import { describe, expect, it } from 'vitest'
import { linearColumns, lookUp, readLinear } from '../../../src/core/nlp/linear.ts'
import { readSafetensors } from '../../../src/core/nlp/safetensors.ts'

type Numbers = Int8Array | Float32Array

/** A safetensors file, its tensors in this order. */
function file(tensors: Record<string, { shape: number[]; data: Numbers }>, kindOf = (data: Numbers): string => (data instanceof Int8Array ? 'I8' : 'F32')): Uint8Array<ArrayBuffer> {
  let at = 0
  const header = Object.fromEntries(Object.entries(tensors).map(([name, { shape, data }]) =>
    [name, { dtype: kindOf(data), shape, data_offsets: [at, (at += data.byteLength)] }]))
  const text = JSON.stringify({ __metadata__: { format: 'np' }, ...header })
  const padded = new TextEncoder().encode(text.padEnd(Math.ceil(text.length / 8) * 8))
  const bytes = new Uint8Array(8 + padded.length + at)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(padded.length), true)
  bytes.set(padded, 8)
  let from = 8 + padded.length
  for (const { data } of Object.values(tensors)) {
    bytes.set(new Uint8Array(data.buffer), from)
    from += data.byteLength
  }
  return bytes
}

describe('a safetensors file', () => {
  it('gives its tensors by name', () => {
    const tensors = readSafetensors(file({ b: { shape: [2], data: Float32Array.of(0.5, -2) }, a: { shape: [1, 3], data: Int8Array.of(1, -128, 127) } }))
    expect([...tensors.keys()]).toEqual(['b', 'a'])
    expect(tensors.get('a')).toEqual({ shape: [1, 3], data: Int8Array.of(1, -128, 127) })
    expect(tensors.get('b')).toEqual({ shape: [2], data: Float32Array.of(0.5, -2) })
  })

  it('with numbers of another kind is refused', () => {
    expect(() => readSafetensors(file({ a: { shape: [1], data: Float32Array.of(1) } }, () => 'BF16'))).toThrow('a has numbers of the kind BF16')
  })
})

/** Ten characters and all pairs; a row's numbers follow from its place. */
const singles = 10
const rows = singles + 32749
const inTexts = (row: number, column: number) => ((row * 7 + column * 3) % 11) - 5
const inHeadings = (row: number) => (row % 13) - 6
const scaleOf = (row: number) => 0.25 * (1 + (row % 2))
const scales = Float32Array.from({ length: rows }, (_, row) => scaleOf(row))
const one = (name: string) => ({ [`${name}.weight`]: { shape: [1, 1], data: Float32Array.of(2) }, [`${name}.bias`]: { shape: [1], data: Float32Array.of(3) } })
const tables = {
  'texts.weight.scale': { shape: [rows, 1], data: scales },
  'headings.weight.scale': { shape: [rows, 1], data: scales },
  shares: { shape: [4], data: Float32Array.of(4, 5, 6, 7) },
  ...one('section'), ...one('role'), ...one('substance'),
  'texts.weight.int8': { shape: [rows, 2], data: Int8Array.from({ length: 2 * rows }, (_, at) => inTexts(at >> 1, at & 1)) },
  'headings.weight.int8': { shape: [rows, 1], data: Int8Array.from({ length: rows }, (_, row) => inHeadings(row)) },
}

describe('the linear part', () => {
  it('looks up each character and each pair, averaged over the paragraph and its parts, with the headings over the root of their number', () => {
    const linear = readLinear(file(tables))
    const ids = [2, 9, 3, 5, 6, 7, 3]
    const found = lookUp(linear, { paragraph: 0, ids, kinds: [0, 0, 0, 1, 1, 1, 1], lead: 3, parts: [{ segment: 0, first: 3, end: 5 }, { segment: 1, first: 5, end: 6 }] })
    const pair = (at: number) => singles + (((ids[at - 1] ?? 0) * 10007 + (ids[at] ?? 0)) % 32749)
    const text = (at: number, column: number) => [ids[at] ?? 0, pair(at)].reduce((sum, row) => sum + scaleOf(row) * inTexts(row, column), 0)
    const heading = (at: number) => [ids[at] ?? 0, pair(at)].reduce((sum, row) => sum + scaleOf(row) * inHeadings(row), 0)
    const mean = (places: number[], column: number) => places.reduce((sum, at) => sum + text(at, column), 0) / places.length
    const above = (heading(0) + heading(1) + heading(2)) / Math.sqrt(3)
    const expected = [0, 0, 0, ...[[3, 4, 5, 6], [3, 4], [5]].flatMap((places) => [mean(places, 0), mean(places, 1), above])]
    expect(linearColumns(linear)).toBe(3)
    expect(found).toHaveLength(expected.length)
    for (const [at, value] of expected.entries()) expect(found[at]).toBeCloseTo(value, 5)
  })

  it('has the weights and the share of each output', () => {
    const { section, role, substance } = readLinear(file(tables))
    expect([section.share, role.share, substance.share]).toEqual([4, 5, 6])
    expect([...section.weight, ...section.bias]).toEqual([2, 3])
  })

  it('says which tensor is not there', () => {
    const { shares: _, ...rest } = tables
    expect(() => readLinear(file(rest))).toThrow('the linear part has no shares')
  })
})

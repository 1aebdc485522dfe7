/** A tensor of a safetensors file: its numbers row by row. */
export interface StoredTensor {
  readonly shape: readonly number[]
  readonly data: Int8Array | Float32Array
}

const kinds = { I8: Int8Array, F32: Float32Array } as const

/**
 * Reads a file of the safetensors format: the length of the header (64 bits), the header (JSON), the tensors, little-endian. Tensors of
 * 8-bit integers and 32-bit floats alone; a file that is not so throws. The tensors are views of `bytes`, which are to be left alone.
 */
export function readSafetensors(bytes: Uint8Array<ArrayBuffer>): Map<string, StoredTensor> {
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true))
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))) as Record<string, { dtype: string; shape: number[]; data_offsets: [number, number] }>
  const tensors = new Map<string, StoredTensor>()
  delete header.__metadata__
  for (const [name, { dtype, shape, data_offsets: [start, end] }] of Object.entries(header)) {
    if (dtype !== 'I8' && dtype !== 'F32') throw new Error(`${name} has numbers of the kind ${dtype}`)
    const Numbers = kinds[dtype]
    tensors.set(name, { shape, data: new Numbers(bytes.buffer, bytes.byteOffset + 8 + length + start, (end - start) / Numbers.BYTES_PER_ELEMENT) })
  }
  return tensors
}

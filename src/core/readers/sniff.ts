import type { FileFormat } from '../result.ts'
import type { Source } from './reader.ts'

const signatures: readonly (readonly [FileFormat, readonly number[]])[] = [
  ['image', [0x89, 0x50, 0x4e, 0x47]],
  ['image', [0xff, 0xd8, 0xff]],
  ['image', [0x47, 0x49, 0x46, 0x38]],
  ['image', [0x49, 0x49, 0x2a, 0x00]],
  ['image', [0x4d, 0x4d, 0x00, 0x2a]],
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['archive', [0x52, 0x61, 0x72, 0x21]],
  ['archive', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ['archive', [0x1f, 0x8b]],
  ['rtf', [0x7b, 0x5c, 0x72, 0x74, 0x66]],
]

/** The format that a file's first bytes give away, whatever its name says; null for what may be text. */
export function sniffFormat(bytes: Uint8Array): FileFormat | null {
  for (const [format, signature] of signatures) if (signature.every((byte, index) => bytes[index] === byte)) return format
  const head = ascii(bytes.subarray(0, 1024))
  return /^(?:RIFF....WEBP|BM....\0\0\0\0)/s.test(head) ? 'image' : null
}

/** The first characters of a file as far as they are ASCII, without a byte order mark. */
export const headOf = (source: Source): string =>
  (typeof source === 'string' ? source.slice(0, 2048) : ascii(source.subarray(0, 2048))).replace(/^(?:\ufeff|ï»¿|ÿþ|þÿ)/, '').replaceAll('\0', '')

/** In lower case, without the dot; empty where a name has none. */
export const extensionOf = (name: string): string => /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''

const ascii = (bytes: Uint8Array): string => String.fromCharCode(...bytes)

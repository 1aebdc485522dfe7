import type { FileFormat } from '../result.ts'

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
  if (/^(?:RIFF....WEBP|BM....\0\0\0\0)/s.test(head)) return 'image'
  return /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b/is.test(head.replace('ï»¿', '')) ? 'html' : null
}

/**
 * The names in a ZIP archive, from its central directory; of one that was cut short, which has none, the name of its first file.
 * Empty for what is no ZIP archive.
 */
export function zipNames(bytes: Uint8Array): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 30 || view.getUint32(0, true) !== 0x04034b50) return []
  const nameAt = (start: number, length: number): string => new TextDecoder().decode(bytes.subarray(start, start + length))
  const end = endOfCentralDirectory(view)
  if (end === null) return [nameAt(30, view.getUint16(26, true))]
  const names: string[] = []
  let at = view.getUint32(end + 16, true)
  while (at + 46 <= end && view.getUint32(at, true) === 0x02014b50 && names.length < 10_000) {
    const length = view.getUint16(at + 28, true)
    names.push(nameAt(at + 46, length))
    at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return names
}

/** Where the record begins that ends a ZIP archive; a comment of up to 64 kB may follow it. */
function endOfCentralDirectory(view: DataView): number | null {
  for (let at = view.byteLength - 22; at >= 0 && at >= view.byteLength - 22 - 0xffff; at--)
    if (view.getUint32(at, true) === 0x06054b50) return at
  return null
}

const ascii = (bytes: Uint8Array): string => String.fromCharCode(...bytes)

import type { Problem } from '../result.ts'

const signature = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]

/** Names of the streams that tell what an OLE container holds; a locked .docx is one too. */
const kinds: readonly (readonly [stream: string, problem: Problem])[] = [
  ['EncryptedPackage', { code: 'encrypted', format: 'office' }],
  ['WordDocument', { code: 'unsupported-format', format: 'word' }],
  ['Workbook', { code: 'unsupported-format', format: 'excel' }],
  ['PowerPoint Document', { code: 'unsupported-format', format: 'slides' }],
]

/** Why a file of an Office before 2007 (.doc, .xls, .ppt, .wps, .et, .dps) is not read; null for every other file. */
export function oleProblem(bytes: Uint8Array): Problem | null {
  if (!signature.every((byte, index) => bytes[index] === byte)) return null
  const directory = new TextDecoder('latin1').decode(bytes)
  return kinds.find(([stream]) => directory.includes([...stream].join('\0')))?.[1] ?? { code: 'unsupported-format', format: 'office' }
}

import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Doc, PageFacts, Span, Structure } from '../document.ts'
import { fail, ok, type Result } from '../result.ts'
import type { Decoded } from './decode.ts'
import { outline } from './outline.ts'
import { cutParagraphs } from './paragraphs.ts'

/** Characters of one line. The longest real reports have some 30,000 in all. */
export const longestLine = 100_000

/** Decoded text as a report: paragraphs cut, headings found, identity computed. Fails on a line that cannot be a paragraph. */
export function documentOf(name: string, { text, encoding }: Decoded): Result<Doc> {
  const tooLong = lineOver(text, longestLine)
  if (tooLong) return fail({ code: 'paragraph-too-long', ...tooLong, limit: longestLine })
  return ok({ name, text, encoding, sha256: fingerprint(text), paragraphs: outline(text, cutParagraphs(text)) })
}

/** A stretch of a document with bounds that its format states: text that may hold several lines, or a row of a table. */
export interface Block {
  readonly text: string
  readonly structure: Structure | null
  /** Depth that the format states for a heading, outermost 1; absent where it states none. */
  readonly level?: number
}

/** A report of a format that has blocks: no paragraph goes over the end of one, and what its structure says of one holds for it. */
export function documentOfBlocks(name: string, encoding: string, blocks: readonly Block[], page?: PageFacts): Result<Doc> {
  const text = blocks.map((block) => block.text).join('\n')
  const tooLong = lineOver(text, longestLine)
  if (tooLong) return fail({ code: 'paragraph-too-long', ...tooLong, limit: longestLine })
  if (text.trim() === '') return fail({ code: 'no-text' })
  const spans: Span[] = []
  const structures: (Structure | null)[] = []
  const levels: number[] = []
  let start = 0
  for (const block of blocks) {
    for (const cut of cutParagraphs(block.text)) {
      spans.push({ start: start + cut.start, end: start + cut.end })
      structures.push(block.structure)
      levels.push(block.level ?? 0)
    }
    start += block.text.length + 1
  }
  return ok({ name, text, encoding, sha256: fingerprint(text), paragraphs: outline(text, spans, structures, levels), ...(page && { page }) })
}

export const fingerprint = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)))

function lineOver(text: string, limit: number): { line: number; characters: number } | null {
  let start = 0
  for (let line = 1; start <= text.length; line++) {
    const newline = text.indexOf('\n', start)
    const end = newline === -1 ? text.length : newline
    if (end - start > limit) return { line, characters: end - start }
    start = end + 1
  }
  return null
}

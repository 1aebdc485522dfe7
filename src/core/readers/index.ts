import { fail, type Problem, type Result } from '../result.ts'
import { docx } from './docx.ts'
import { labelsJsonl } from './labels-jsonl.ts'
import { oleProblem } from './ole.ts'
import { pdf } from './pdf.ts'
import type { Reader, Reading, Resources, Source } from './reader.ts'
import { sniffFormat } from './sniff.ts'
import { txt } from './txt.ts'

/** Asked in order; the first whose sniff agrees reads. What nobody claims is plain text, or of a format that is named and refused. */
const readers: readonly Reader[] = [docx, pdf, labelsJsonl]

/** Bytes of one file. */
export const largestFile = 50_000_000

/** Every extension that some reader takes, without a dot. */
export const readableExtensions: readonly string[] = [...readers, txt].flatMap((reader) => reader.extensions)

/** Reads a file by what it holds, whatever its name says. `name` is the file's name without a path; PDF needs `resources`. */
export async function read(source: Source, name: string, resources?: Resources): Promise<Result<Reading[]>> {
  if (source.length === 0) return fail({ code: 'empty-file' })
  if (source.length > largestFile) return fail({ code: 'too-large', bytes: source.length, limit: largestFile })
  const reader = readers.find((each) => each.sniff(source))
  if (reader) return reader.read(source, name, resources)
  const problem = typeof source === 'string' ? null : formatProblem(source)
  return problem ? fail(problem) : txt.read(source, name, resources)
}

function formatProblem(bytes: Uint8Array): Problem | null {
  const format = sniffFormat(bytes)
  return format ? { code: 'unsupported-format', format } : oleProblem(bytes)
}

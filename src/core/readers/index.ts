import { fail, type Result } from '../result.ts'
import { conll } from './conll.ts'
import { doccano } from './doccano.ts'
import { labelStudio } from './label-studio.ts'
import { labelsJsonl } from './labels-jsonl.ts'
import type { Reader, Reading, Source } from './reader.ts'
import { sniffFormat } from './sniff.ts'
import { txt } from './txt.ts'

/** Asked in order; the first whose sniff agrees reads. */
const readers: readonly Reader[] = [doccano, labelStudio, labelsJsonl, conll, txt]

/** Bytes of one file. */
export const largestFile = 50_000_000

/** Every extension that some reader takes, without a dot. */
export const readableExtensions: readonly string[] = [...new Set(readers.flatMap((reader) => reader.extensions))]

/** Reads a file by what it holds, whatever its name says. `name` is the file's name without a path. */
export async function read(source: Source, name: string): Promise<Result<Reading[]>> {
  if (source.length === 0) return fail({ code: 'empty-file' })
  if (source.length > largestFile) return fail({ code: 'too-large', bytes: source.length, limit: largestFile })
  const format = typeof source === 'string' ? null : sniffFormat(source)
  if (format) return fail({ code: 'unsupported-format', format })
  const reader = readers.find((each) => each.sniff(source)) ?? txt
  if (reader === txt && /\.json$/i.test(name)) return fail({ code: 'unsupported-format', format: 'json' })
  return reader.read(source, name)
}

import { fail, ok, type Problem, type Result } from '../result.ts'
import { conll } from './conll.ts'
import { csv } from './csv.ts'
import { doccano } from './doccano.ts'
import { docx } from './docx.ts'
import { html } from './html.ts'
import { LabelNames } from './label-names.ts'
import { labelStudio } from './label-studio.ts'
import { labelsJsonl } from './labels-jsonl.ts'
import { markdown } from './markdown.ts'
import { oleProblem } from './ole.ts'
import { pdf } from './pdf.ts'
import type { Reader, Reading, Resources, Source } from './reader.ts'
import { sniffFormat } from './sniff.ts'
import { txt } from './txt.ts'
import { askColumns, askMeanings, type Answer, type Question } from './question.ts'
import { readSheets } from './sheet.ts'
import { disclosureSchema, type Schema } from '../schema.ts'
import { isArchive, unpack, type PackedFile } from './unpack.ts'
import { xlsx } from './xlsx.ts'

/** Asked in order; the first whose sniff agrees reads. What none of them knows and no signature names is plain text. */
export const readers: readonly Reader[] = [doccano, labelStudio, labelsJsonl, conll, docx, xlsx, pdf, html, markdown, csv, txt]

/** Bytes of one file, and of an archive of files. */
export const largestFile = 50_000_000
export const largestArchive = 200_000_000

/** What a file turns out to hold: reports, or files that are still to be read, each by itself. */
export type Opened =
  | { readonly kind: 'reports'; readonly readings: readonly Reading[] }
  | { readonly kind: 'archive'; readonly files: readonly PackedFile[] }

/** Opens whatever a person brings. `name` is the file's name without a path; PDF needs `resources`; labels are those of `schema`. */
export async function open(source: Source, name: string, resources?: Resources, schema: Schema = disclosureSchema): Promise<Result<Opened>> {
  if (isArchive(source)) {
    if (source.length > largestArchive) return fail({ code: 'too-large', bytes: source.length, limit: largestArchive })
    const files = unpack(source)
    return files.ok ? ok({ kind: 'archive', files: files.value }) : files
  }
  const readings = await read(source, name, resources, schema)
  return readings.ok ? ok({ kind: 'reports', readings: readings.value }) : readings
}

/** As `open`, but where a person can choose how the file is read, what is to be asked first; `readAs` then reads it. */
export async function openOrAsk(source: Source, name: string, resources?: Resources, schema: Schema = disclosureSchema): Promise<Result<Opened | Question>> {
  const reader = isArchive(source) || sizeProblem(source) ? undefined : readerOf(source, name)
  if (reader?.sheets) {
    const sheets = await reader.sheets(source, name)
    const question = sheets.ok ? askColumns(sheets.value, schema) : null
    if (question) return ok(question)
  }
  if (reader?.readNamed) {
    const names = new LabelNames(schema)
    const readings = await reader.readNamed(source, name, names)
    if (readings.ok) return ok({ kind: 'reports', readings: readings.value })
    const question = readings.problem.code === 'unknown-labels' ? askMeanings(names) : null
    return question ? ok(question) : readings
  }
  return open(source, name, resources, schema)
}

/** Reads a file as a person has answered. */
export async function readAs(source: Source, name: string, answer: Answer, schema: Schema = disclosureSchema): Promise<Result<Reading[]>> {
  const reader = readerOf(source, name)
  if (answer.kind === 'labels' && reader?.readNamed) return reader.readNamed(source, name, new LabelNames(schema, answer.meanings))
  const sheets = answer.kind === 'tables' ? await reader?.sheets?.(source, name) : undefined
  if (answer.kind !== 'tables' || !sheets) throw new Error('a file is read as answered only where that was asked')
  return sheets.ok ? readSheets(sheets.value, schema, (_, index) => answer.columns[index] ?? null) : sheets
}

/** Reads a file that is no archive by what it holds, whatever its name says. */
export async function read(source: Source, name: string, resources?: Resources, schema: Schema = disclosureSchema): Promise<Result<Reading[]>> {
  const size = sizeProblem(source)
  if (size) return fail(size)
  const reader = readerOf(source, name)
  if (reader) return reader.read(source, name, resources, schema)
  const problem = typeof source === 'string' ? null : formatProblem(source)
  if (problem) return fail(problem)
  if (/\.json$/i.test(name)) return fail({ code: 'unsupported-format', format: 'json' })
  return txt.read(source, name, resources)
}

const readerOf = (source: Source, name: string): Reader | undefined => readers.find((each) => each !== txt && each.sniff(source, name))

function sizeProblem(source: Source): Problem | null {
  if (source.length === 0) return { code: 'empty-file' }
  return source.length > largestFile ? { code: 'too-large', bytes: source.length, limit: largestFile } : null
}

function formatProblem(bytes: Uint8Array): Problem | null {
  const format = sniffFormat(bytes)
  return format ? { code: 'unsupported-format', format } : oleProblem(bytes)
}

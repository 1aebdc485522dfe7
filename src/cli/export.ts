/** `nianbao export`: labels that files state, written as a data set of another format. */
import { createWriteStream, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import type { Which } from '../core/dataset/choice.ts'
import type { Unit } from '../core/dataset/items.ts'
import { defaultDuplicates, type SplitBy, type SplitRequest } from '../core/dataset/split.ts'
import { readBrat } from '../core/readers/brat.ts'
import type { Reading } from '../core/readers/reader.ts'
import { fail, type Result } from '../core/result.ts'
import { readSchema } from '../core/schema-file.ts'
import type { Schema } from '../core/schema.ts'
import type { OutFile } from '../core/writers/format.ts'
import { exportFiles, formats, planExport, type ExportRequest } from '../core/writers/index.ts'
import { zipped } from '../core/writers/zip.ts'
import { complain, filesIn, language, readingsIn } from './files.ts'
import { reportText } from './export-report.ts'
import { sourceReports } from './source-reports.ts'

export const exportUsage = `Usage: nianbao export --format F [OPTION…] FILE|FOLDER… OUT

Writes the labels of files (labels JSONL, doccano, Label Studio, CoNLL, brat's .txt with .ann) as a data set into the
folder OUT, which must be new or empty, or into the archive OUT if it ends in .zip. The split table and what the format
cannot hold go to standard error.

  --format F          ${formats.map(({ id }) => id).join(', ').replace(/(.{1,88})(?:, |$)/g, '$1,\n                      ').trim().replace(/,$/, '')}
  --unit U            paragraph, segment or report; without it the format's usual one
  --labels L          all (without it), human, model:0.8 (a person's, or a model's from that confidence), agreed
  --split BY:A/B/C    by agency, year, report, or section (stratified); shares of train/validation/test
  --seed N            a whole number, 0 without it
  --duplicates D      move or drop: what becomes of near duplicates that would straddle the splits
                      (without it drop for agency and year, move for the others)
  --no-chrome         without what web pages add around the reports
  --anonymous         annotator-1, annotator-2 … in place of names
  --name N            what the data set is called; without it the name of OUT
  --schema FILE       the labels of a project, as its screen of labels exports them; without it the built-in ones
  --licence L         its licence, as the Hugging Face Hub names it (cc-by-4.0)

The same report in several files counts as labelled by several people; the labels of the first file stand.
Exit code 0: written. 1: something could not be read or written. 2: the command itself was wrong.
`

export async function exportDataset(args: string[]): Promise<number> {
  const parsed = parse(args)
  if (typeof parsed === 'string') {
    process.stderr.write(`${parsed}\n\n${exportUsage}`)
    return 2
  }
  const { inputs, out, schemaFile } = parsed
  const schema = schemaFile === undefined ? undefined : schemaIn(schemaFile)
  if (schema && !schema.ok) {
    complain(schemaFile ?? '', schema.problem)
    return 1
  }
  const request: ExportRequest = { ...parsed.request, ...(schema && { schema: schema.value }) }
  const readings: Reading[] = []
  for (const file of inputs.flatMap(filesIn)) {
    const annotations = file.replace(/\.(?:txt|ann)$/, '.ann')
    const found = annotations.endsWith('.ann') && existsSync(annotations) ? [{ path: file, readings: readPair(annotations, schema?.value) }] : readingsIn(file, schema?.value)
    for await (const { path, readings: read } of found) {
      if (!read.ok) {
        complain(path, read.problem)
        return 1
      }
      readings.push(...read.value)
    }
  }
  const reports = sourceReports(readings)
  const plan = await planExport(() => reports, request)
  if (!plan.ok) {
    complain(out, plan.problem)
    return plan.problem.code === 'unknown-format' || plan.problem.code === 'unit-not-held' ? 2 : 1
  }
  process.stderr.write(reportText(plan.value.card, language))
  return write(exportFiles(() => reports, plan.value), out)
}

async function write(files: AsyncIterable<OutFile>, out: string): Promise<number> {
  const isArchive = out.endsWith('.zip')
  if (!isArchive && existsSync(out) && readdirSync(out).length > 0) {
    complain(out, { code: 'folder-not-empty' })
    return 1
  }
  try {
    if (isArchive) await pipeline(zipped(files), createWriteStream(out))
    else for await (const { path, chunks } of files) {
      const file = join(out, path)
      mkdirSync(dirname(file), { recursive: true })
      await pipeline(chunks, createWriteStream(file))
    }
    return 0
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    complain(out, { code: 'unwritable', reason: error.message })
    return 1
  }
}

/** A report in brat's format: the .ann and the .txt beside it. */
function readPair(file: string, schema?: Schema): Result<Reading[]> {
  const text = file.replace(/\.ann$/, '.txt')
  try {
    return readBrat(readFileSync(text), readFileSync(file), basename(text), schema)
  } catch (error) {
    if (error instanceof Error && 'code' in error) return fail({ code: 'unreadable', reason: error.message })
    throw error
  }
}

function schemaIn(file: string): Result<Schema> {
  try {
    return readSchema(readFileSync(file, 'utf8'))
  } catch (error) {
    if (error instanceof Error && 'code' in error) return fail({ code: 'unreadable', reason: error.message })
    throw error
  }
}

interface Command {
  readonly inputs: readonly string[]
  readonly out: string
  readonly request: ExportRequest
  readonly schemaFile: string | undefined
}

/** What is asked for, or what is wrong with it. */
function parse(args: string[]): Command | string {
  try {
    const { positionals, values } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        format: { type: 'string' }, unit: { type: 'string' }, labels: { type: 'string', default: 'all' }, split: { type: 'string' },
        seed: { type: 'string', default: '0' }, duplicates: { type: 'string' }, name: { type: 'string' },
        licence: { type: 'string', default: '' }, schema: { type: 'string' },
        'no-chrome': { type: 'boolean', default: false }, anonymous: { type: 'boolean', default: false },
      },
    })
    const [out, inputs] = [positionals.at(-1), positionals.slice(0, -1)]
    const which = whichOf(values.labels)
    const split = values.split === undefined ? null : splitOf(values.split, values.seed, values.duplicates)
    const unit = values.unit ?? formats.find(({ id }) => id === values.format)?.units[0] ?? 'paragraph'
    if (values.format === undefined) return '--format: ?'
    if (out === undefined || inputs.length === 0) return 'FILE… OUT: ?'
    if (!which) return `--labels ${values.labels}: ?`
    if (split === undefined) return `--split ${values.split ?? ''} --seed ${values.seed} --duplicates ${values.duplicates ?? ''}: ?`
    if (!isUnit(unit)) return `--unit ${unit}: ?`
    const choice = { which, chrome: !values['no-chrome'], anonymous: values.anonymous }
    return { inputs, out, request: { format: values.format, unit, choice, split, name: values.name ?? basename(resolve(out), '.zip'), licence: values.licence }, schemaFile: values.schema }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const isUnit = (unit: string): unit is Unit => unit === 'paragraph' || unit === 'segment' || unit === 'report'
const isSplitBy = (by: string): by is SplitBy => by === 'agency' || by === 'year' || by === 'report' || by === 'section'

function whichOf(text: string): Which | undefined {
  if (text === 'all' || text === 'human' || text === 'agreed') return { kind: text }
  const confidence = Number(/^model:(0(?:\.\d+)?|1(?:\.0+)?)$/.exec(text)?.[1] ?? NaN)
  return Number.isNaN(confidence) ? undefined : { kind: 'model', confidence }
}

/** `agency:80/10/10`: what stays whole, and shares of train, validation and test, or of train and test where there are two. */
function splitOf(text: string, seed: string, duplicates: string | undefined): SplitRequest | undefined {
  const [, by = '', shares = ''] = /^([a-z]+):(\d+(?:\.\d+)?(?:\/\d+(?:\.\d+)?){1,2})$/.exec(text) ?? []
  const numbers = shares.split('/').map(Number)
  const [train = 0, second = 0, third] = numbers
  if (!isSplitBy(by) || !/^\d{1,9}$/.test(seed) || train === 0 || !numbers.slice(1).some((share) => share > 0)) return undefined
  if (duplicates !== undefined && duplicates !== 'move' && duplicates !== 'drop') return undefined
  const ratios = third === undefined ? ([train, 0, second] as const) : ([train, second, third] as const)
  return { by, ratios, seed: Number(seed), duplicates: duplicates ?? defaultDuplicates(by) }
}

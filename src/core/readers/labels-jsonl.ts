import { noTag, type Annotation, type Author } from '../annotation.ts'
import type { Structure } from '../document.ts'
import { fail, ok, type BrokenLine, type Problem, type Result } from '../result.ts'
import { disclosureSchema, fields, labelIds, labelsVersion, successorOf, type LabelField, type Schema } from '../schema.ts'
import { structureOf } from '../structure.ts'
import { checkText, decode, unpaired } from './decode.ts'
import { fingerprint } from './document-of.ts'
import { outline } from './outline.ts'
import type { Reader, Reading } from './reader.ts'

/**
 * Labels JSONL, the native format (docs/formats.md): every report of the file with its text rebuilt from its paragraphs and
 * every label that its lines state. One wrong line refuses the whole file, so that no half of a data set comes in unnoticed.
 */
export const labelsJsonl: Reader = {
  id: 'labels-jsonl',
  extensions: ['jsonl'],
  sniff(source) {
    const head = typeof source === 'string' ? source.slice(0, 2048) : new TextDecoder().decode(source.subarray(0, 2048))
    return /^\ufeff?\s*\{\s*"/.test(head) && /"doc"\s*:/.test(head)
  },
  async read(source, _name, _resources, schema = disclosureSchema) {
    const decoded = typeof source === 'string' ? checkText(source) : decode(source)
    if (!decoded.ok) return decoded
    const reports = new Map<string, Line[]>()
    for (const [index, raw] of decoded.value.text.split('\n').entries()) {
      if (raw.trim() === '') continue
      const line = readLine(raw, index + 1, schema)
      if (!line.ok) return line
      const lines = reports.get(line.value.doc) ?? []
      if (line.value.start < (lines.at(-1)?.end ?? 0)) return broken(index + 1, 'overlaps')
      reports.set(line.value.doc, [...lines, line.value])
    }
    return ok([...reports].map(([name, lines]) => rebuild(name, lines)))
  },
}

interface Line {
  readonly doc: string
  readonly start: number
  readonly end: number
  readonly text: string
  readonly gap: string
  readonly tail: string
  readonly sha256: string | null
  readonly labels: readonly Annotation[]
  /** What decided its labels where it was written, such as the structure of a web page that the text does not show. */
  readonly structure: Structure | null
}

type Json = Readonly<Record<string, unknown>>

const broken = (line: number, reason: BrokenLine): { ok: false; problem: Problem } => fail({ code: 'broken-line', line, reason })

function readLine(raw: string, number: number, schema: Schema): Result<Line> {
  const json = parse(raw)
  if (json === undefined) return broken(number, 'not-json')
  if (!isObject(json)) return broken(number, 'not-object')
  const { doc, start, end, text } = json
  if (typeof doc !== 'string' || doc === '') return broken(number, 'no-doc')
  if (!isOffset(start) || !isOffset(end) || start >= end) return broken(number, 'bad-offsets')
  if (typeof text !== 'string' || text.length !== end - start) return broken(number, 'text-differs')
  if (unpaired.test(text)) return fail({ code: 'lone-surrogate', line: number })
  const version = json['schema_version']
  if (typeof version === 'number' && version > labelsVersion) return fail({ code: 'newer-version', found: version, known: labelsVersion })
  const labels = readLabels(json, { start, end }, number, schema)
  if (!labels.ok) return labels
  return ok({
    doc: doc.split(/[/\\]/).at(-1) ?? doc,
    start,
    end,
    text,
    gap: typeof json['gap'] === 'string' ? json['gap'] : '',
    tail: typeof json['tail'] === 'string' ? json['tail'] : '',
    sha256: typeof json['doc_sha256'] === 'string' ? json['doc_sha256'] : null,
    labels: labels.value,
    structure: json['labelled_by'] === 'structure' ? structureOf(json['role']) : null,
  })
}

function readLabels(json: Json, paragraph: { start: number; end: number }, number: number, schema: Schema): Result<Annotation[]> {
  const by = typeof json['labelled_by'] === 'string' ? json['labelled_by'] : ''
  const at = typeof json['labelled_at'] === 'string' ? Date.parse(json['labelled_at']) || 0 : 0
  const model = typeof json['model'] === 'string' ? json['model'] : ''
  const decided = Array.isArray(json['decided']) ? json['decided'] : null
  const found: Annotation[] = []
  for (const field of fields) {
    const value = json[field]
    if (value === undefined) continue
    if (!isKnown(schema, field, value)) return unknownLabel(number, field, value)
    const score = json[`${field}_score`]
    const isDecided = decided === null ? !isMachine(by) : decided.includes(field)
    found.push({
      ...paragraph,
      field,
      value: successorOf(schema, field, value) ?? value,
      by: isDecided ? author(by, model) : { kind: by === 'structure' ? 'structure' : 'model', name: model },
      at,
      ...(typeof score === 'number' && { score }),
    })
  }
  const tags = [...items(json['spans']), ...items(json['untagged']).map((span) => (isObject(span) ? { ...span, tag: noTag } : span))]
  for (const span of tags) {
    if (!isObject(span) || !isOffset(span['start']) || !isOffset(span['end']) || span['start'] >= span['end']
      || span['start'] < paragraph.start || span['end'] > paragraph.end) return broken(number, 'bad-span')
    const value = span['tag']
    if (value !== noTag && !isKnown(schema, 'tag', value)) return unknownLabel(number, 'tag', value)
    const source = typeof span['labelled_by'] === 'string' ? span['labelled_by'] : by
    found.push({
      start: span['start'],
      end: span['end'],
      field: 'tag',
      value: successorOf(schema, 'tag', value) ?? value,
      by: author(source, model),
      at,
      ...(typeof span['score'] === 'number' && { score: span['score'] }),
    })
  }
  return ok(found)
}

/** The report's text: paragraphs at their offsets, the white space between them as stated, else line breaks. */
function rebuild(name: string, lines: readonly Line[]): Reading {
  let text = ''
  for (const line of lines) {
    const room = line.start - text.length
    text += (line.gap.length === room ? line.gap : '\n'.repeat(room)) + line.text
  }
  text += lines.at(-1)?.tail ?? ''
  const original = lines.find((line) => line.sha256 !== null)?.sha256 ?? null
  return {
    doc: { name, text, encoding: 'utf-8', sha256: fingerprint(text), paragraphs: outline(text, lines, lines.map((line) => line.structure)) },
    labels: lines.flatMap((line) => line.labels),
    original,
  }
}

function parse(raw: string): unknown {
  try {
    return JSON.parse(raw)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const isOffset = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0
const items = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const isKnown = (schema: Schema, field: LabelField, value: unknown): value is string => typeof value === 'string' && labelIds(schema, field).includes(value)
const isMachine = (name: string): boolean => name === 'model' || name === 'structure'

const author = (name: string, model: string): Author =>
  name === 'model' ? { kind: 'model', name: model } : name === 'structure' ? { kind: 'structure', name: '' } : { kind: 'person', name }

const unknownLabel = (line: number, field: string, value: unknown) =>
  fail({ code: 'unknown-label', line, field, label: typeof value === 'string' ? value.slice(0, 40) : String(value) })

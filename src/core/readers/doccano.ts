import type { Annotation } from '../annotation.ts'
import { overlap, quote, type Span } from '../document.ts'
import { fail, ok, type BrokenLine, type Result } from '../result.ts'
import { checkText, decode } from './decode.ts'
import { LabelNames } from './label-names.ts'
import { assemble, classesIn, isObject, items, parseJson, placeIn, plainText, sourceOf, stringOf, type Json, type Piece, type PlainText } from './pieces.ts'
import type { LabelReader, Source } from './reader.ts'

/**
 * doccano's JSONL for classification, sequence labelling, relations and intents (read at ab6b765): `label` or `labels` with names or
 * spans, `entities` with spans, `cats` with names. Offsets are UTF-16 code units into `text`. Relations have no place in the schema
 * and are not read. One wrong line, or one label outside the schema, refuses the whole file.
 */
export const doccano: LabelReader = {
  id: 'doccano',
  extensions: ['jsonl'],
  sniff(source) {
    const first = parseJson(firstLine(source))
    return isObject(first) && typeof first['text'] === 'string' && ['label', 'labels', 'entities', 'cats'].some((key) => Array.isArray(first[key]) || (key === 'label' && typeof first[key] === 'string'))
  },
  read: (source, name, _, schema) => doccano.readNamed(source, name, new LabelNames(schema)),
  async readNamed(source, name, names) {
    const decoded = typeof source === 'string' ? checkText(source) : decode(source)
    if (!decoded.ok) return decoded
    const pieces: Piece[] = []
    for (const [index, raw] of decoded.value.text.split('\n').entries()) {
      if (raw.trim() === '') continue
      const piece = readLine(raw, index + 1, names)
      if (!piece.ok) return piece
      pieces.push(piece.value)
    }
    return names.unlessUnknown(() => assemble(name, pieces))
  },
}

/** Long enough for any paragraph; a file of one endless line is no JSONL of ours to try. */
const longestFirstLine = 1_000_000

function firstLine(source: Source): string {
  const head = typeof source === 'string' ? source.slice(0, longestFirstLine) : new TextDecoder().decode(source.subarray(0, longestFirstLine))
  return head.replace(/^\ufeff/, '').trimStart().split('\n', 1)[0] ?? ''
}

const broken = (line: number, reason: BrokenLine) => fail({ code: 'broken-line', line, reason })

function readLine(raw: string, line: number, names: LabelNames): Result<Piece> {
  const data = parseJson(raw)
  if (data === undefined) return broken(line, 'not-json')
  if (!isObject(data)) return broken(line, 'not-object')
  const given = stringOf(data['text'])
  if (given === null) return broken(line, 'no-text')
  const plain = plainText(given, line)
  if (!plain.ok) return plain
  const { text } = plain.value
  const all: Span = { start: 0, end: text.length }
  const source = sourceOf(data)
  const labels: Annotation[] = classesIn(data, all, source, names)
  const said = typeof data['label'] === 'string' ? [data['label']] : [...items(data['label']), ...items(data['labels']), ...items(data['entities']), ...items(data['cats'])]
  for (const each of said) {
    const label = typeof each === 'string' ? { name: each, span: all } : spanOf(each, plain.value, given.length)
    if (!label) return broken(line, 'bad-span')
    const found = names.find(label.name, typeof each === 'string' ? ['section', 'tag', 'substance', 'role'] : ['tag'], quote(text, label.span))
    if (found && !labels.some((each) => each.field === found.field && each.field !== 'tag' && overlap(each, label.span) > 0)) labels.push({ ...label.span, ...found, ...source })
  }
  const paragraphs = paragraphsIn(data, text, labels, names)
  if (!paragraphs) return broken(line, 'bad-span')
  return ok({ line, text, labels, paragraphs: paragraphs.spans, whole: paragraphs.stated, ...placeIn(data, text) })
}

/** A span as a list of three or as an object; null where it is none, or lies outside the text. */
function spanOf(value: unknown, text: PlainText, length: number): { name: string; span: Span } | null {
  const [start, end, name] = isObject(value) ? [value['start_offset'], value['end_offset'], value['label']] : items(value)
  if (typeof start !== 'number' || typeof end !== 'number' || typeof name !== 'string') return null
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end) || start < 0 || start >= end || end > length) return null
  return { name, span: { start: text.at(start), end: text.at(end) } }
}

/**
 * The paragraphs of an item: those that our own export of a whole report states, whose labels are added; the whole text where it is
 * labelled as one or has its place in a report; else they are to be cut.
 */
function paragraphsIn(data: Json, text: string, labels: Annotation[], names: LabelNames): { spans: Span[] | null; stated: boolean } | null {
  if (!Array.isArray(data['paragraphs'])) {
    const isOne = labels.some(({ field, start, end }) => field !== 'tag' && start === 0 && end === text.length) || placeIn(data, text).place !== null
    return { spans: isOne ? [{ start: 0, end: text.length }] : null, stated: false }
  }
  const spans: Span[] = []
  for (const each of items(data['paragraphs'])) {
    if (!isObject(each)) return null
    const [start, end] = [each['start'], each['end']]
    if (typeof start !== 'number' || typeof end !== 'number' || !(start >= (spans.at(-1)?.end ?? 0) && start < end && end <= text.length)) return null
    spans.push({ start, end })
    labels.push(...classesIn(each, { start, end }, sourceOf(each), names))
  }
  return { spans, stated: true }
}

import type { Annotation, Author } from '../annotation.ts'
import { overlap, type Span } from '../document.ts'
import { fail, ok, type Result } from '../result.ts'
import { fingerprint } from './document-of.ts'
import { unpaired } from './decode.ts'
import type { LabelNames } from './label-names.ts'
import { outline } from './outline.ts'
import { cutParagraphs } from './paragraphs.ts'
import type { Reading } from './reader.ts'

/** Text that another tool's file gives on its own, with what that file says of it. Offsets count in `text`. */
export interface Piece {
  /** Where it stands in the file, for messages: the line or the number of the task. */
  readonly line: number
  readonly text: string
  /** The paragraphs that the file tells apart; null: to be cut here. */
  readonly paragraphs: readonly Span[] | null
  readonly labels: readonly Annotation[]
  /** The report that it is from, and its place there, where the file states both. */
  readonly doc: string | null
  readonly place: Span | null
  readonly sha256: string | null
  /** Whether it is a whole report and no part of one. */
  readonly whole: boolean
}

/**
 * The reports that pieces make: those that state their report and place are put there, a whole report stands for itself, and all
 * others, one under the other, make one report named after the file.
 */
export function assemble(name: string, pieces: readonly Piece[]): Result<Reading[]> {
  const groups = new Map<string, Piece[]>()
  for (const piece of pieces.filter(({ text }) => text.trim() !== '')) {
    const key = piece.whole ? `whole ${piece.line}` : piece.place ? `of ${piece.sha256 ?? ''} ${piece.doc ?? ''}` : 'loose'
    const group = groups.get(key) ?? []
    group.push(piece)
    groups.set(key, group)
  }
  if (groups.size === 0) return fail({ code: 'no-text' })
  const readings: Reading[] = []
  for (const group of groups.values()) {
    const reading = joined(name, group, groups.size > 1 ? readings.length + 1 : null)
    if (!reading.ok) return reading
    readings.push(reading.value)
  }
  return ok(readings)
}

function joined(name: string, group: readonly Piece[], number: number | null): Result<Reading> {
  const first = group[0]
  const isPlaced = first?.place !== null && !first?.whole
  const ordered = isPlaced ? [...group].sort((a, b) => (a.place?.start ?? 0) - (b.place?.start ?? 0)) : group
  let text = ''
  const paragraphs: Span[] = []
  const labels: Annotation[] = []
  for (const piece of ordered) {
    const start = isPlaced ? (piece.place?.start ?? 0) : text.length + (text === '' ? 0 : 1)
    if (start < text.length) return fail({ code: 'broken-line', line: piece.line, reason: 'overlaps' })
    text += '\n'.repeat(start - text.length) + piece.text
    const inside = (piece.paragraphs ?? cutParagraphs(piece.text)).map((span) => ({ start: span.start + start, end: span.end + start }))
    paragraphs.push(...inside)
    labels.push(...piece.labels.flatMap((label) => inParagraphs({ ...label, start: label.start + start, end: label.end + start }, inside)))
  }
  const own = first?.doc?.split(/[/\\]/).at(-1)
  const doc = own || (number === null ? name : name.replace(/(\.[^.]*)?$/, `-${number}$1`))
  return ok({ doc: { name: doc, text, encoding: 'utf-8', sha256: fingerprint(text), paragraphs: outline(text, paragraphs) }, labels, original: first?.sha256 ?? null })
}

/** A label of a stretch as labels of the paragraphs in it: a tag of what it covers of each, a class of each as a whole. */
function inParagraphs(label: Annotation, paragraphs: readonly Span[]): Annotation[] {
  return paragraphs.filter((paragraph) => overlap(paragraph, label) > 0).map((paragraph) => (label.field === 'tag'
    ? { ...label, start: Math.max(label.start, paragraph.start), end: Math.min(label.end, paragraph.end) }
    : { ...label, start: paragraph.start, end: paragraph.end }))
}

export interface PlainText {
  /** Without byte order mark, with LF newlines. */
  readonly text: string
  /** The place in `text` of an offset into the text as given. Both in UTF-16 code units. */
  at(offset: number): number
}

/** Text as another tool counts it, which may have CRLF newlines and a byte order mark. Fails on half a surrogate pair. */
export function plainText(raw: string, line: number): Result<PlainText> {
  if (unpaired.test(raw)) return fail({ code: 'lone-surrogate', line })
  const dropped = [...raw.matchAll(/^\ufeff|\r(?=\n)/g)].map(({ index }) => index)
  const text = raw.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')
  return ok({ text, at: (offset) => offset - dropped.filter((index) => index < offset).length })
}

export type Json = Readonly<Record<string, unknown>>

export const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
export const items = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
export const stringOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** Undefined for what is no JSON. */
export function parseJson(raw: string): unknown {
  try {
    return JSON.parse(raw)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Who labelled, and when, as our own exports put it into an item's metadata; a person without a name where nothing is said. */
export function sourceOf(data: Json): { by: Author; at: number } {
  const name = stringOf(data['labelled_by']) ?? ''
  const at = Date.parse(stringOf(data['labelled_at']) ?? '') || 0
  if (name === 'model') return { by: { kind: 'model', name: stringOf(data['model']) ?? '' }, at }
  return { by: name === 'structure' ? { kind: 'structure', name: '' } : { kind: 'person', name }, at }
}

/** The report and place that our own exports put into an item's metadata. Trusted only where the text is as long as they say. */
export function placeIn(data: Json, text: string): Pick<Piece, 'doc' | 'place' | 'sha256'> {
  const [start, end] = [data['start'], data['end']]
  const doc = stringOf(data['doc'])
  const isPlace = typeof start === 'number' && typeof end === 'number' && Number.isSafeInteger(start) && start >= 0 && end - start === text.length
  return doc && isPlace ? { doc, place: { start, end }, sha256: stringOf(data['doc_sha256']) } : { doc, place: null, sha256: null }
}

/** Labels of classes for a stretch, from the fields of that name. */
export function classesIn(data: Json, span: Span, source: { by: Author; at: number }, names: LabelNames): Annotation[] {
  return (['section', 'role', 'substance'] as const).flatMap((field) => {
    const name = stringOf(data[field])
    if (name === null) return []
    const label = names.find(name, [field])
    return label ? [{ ...span, ...label, ...source }] : []
  })
}


import { noTag } from './annotation.ts'
import type { Span } from './document.ts'
import { agree, successorOf, type Field, type LabelField, type Schema } from './schema.ts'

/**
 * What a model says of one report, as it is stored: probabilities row by row, one row a paragraph (or segment),
 * one column a label in the order of `labels`.
 */
export interface Prediction {
  /** Name and version of the model. */
  readonly model: string
  /** Below this score of its section the model asks for a paragraph to be looked at. */
  readonly unsure: number
  readonly labels: Readonly<Record<Field | 'tag', readonly string[]>>
  readonly section: Float32Array
  readonly role: Float32Array
  readonly substance: Float32Array
  /** Start and end of every segment, in pairs, in order. */
  readonly segments: Uint32Array
  /** One row a segment. */
  readonly tag: Float32Array
  /** One row a paragraph, of length 1: near rows are paragraphs of like content. */
  readonly vectors: Float32Array
}

export interface Scored {
  readonly value: string
  /** Calibrated probability, 0 to 1. */
  readonly score: number
}

export interface ScoredSpan extends Span, Scored {}

/**
 * What a model says in the labels of a schema: probabilities of labels that have become one are added, those of labels that are
 * retired are left out, so that the next likeliest stands there (with its own low score: a person is asked). The stored prediction
 * keeps the model's own labels, and so a change of the schema needs no new one.
 */
export function inSchema(prediction: Prediction, schema: Schema): Prediction {
  const leads = (field: LabelField) => prediction.labels[field].map((id) => (field === 'tag' && id === noTag ? id : successorOf(schema, field, id) ?? (field === 'tag' ? noTag : null)))
  const mapped = { section: leads('section'), role: leads('role'), substance: leads('substance'), tag: leads('tag') }
  const names = Object.keys(mapped) as (keyof typeof mapped)[]
  if (names.every((field) => mapped[field].every((id, index) => id === prediction.labels[field][index]))) return prediction
  const column = (field: LabelField) => {
    const labels = [...new Set(mapped[field].flatMap((id) => id ?? []))]
    return { labels, rows: added(prediction[field], mapped[field].map((id) => (id === null ? -1 : labels.indexOf(id))), labels.length) }
  }
  const [section, role, substance, tag] = [column('section'), column('role'), column('substance'), column('tag')]
  return {
    ...prediction,
    labels: { section: section.labels, role: role.labels, substance: substance.labels, tag: tag.labels },
    section: section.rows, role: role.rows, substance: substance.rows, tag: tag.rows,
  }
}

/** Rows with their columns added up as `into` says, -1 for one that is left out. */
function added(rows: Float32Array, into: readonly number[], width: number): Float32Array {
  const count = into.length === 0 ? 0 : rows.length / into.length
  const sums = new Float32Array(count * width)
  for (let row = 0; row < count; row++)
    for (const [index, target] of into.entries())
      if (target >= 0) sums[row * width + target] = (sums[row * width + target] ?? 0) + (rows[row * into.length + index] ?? 0)
  return sums
}

/** The labels of one field for one paragraph, likeliest first. */
export function ranked(prediction: Prediction, field: Field, paragraph: number): Scored[] {
  const labels = prediction.labels[field]
  const row = prediction[field].subarray(paragraph * labels.length, (paragraph + 1) * labels.length)
  return labels.map((value, index) => ({ value, score: row[index] ?? 0 })).sort((a, b) => b.score - a.score)
}

/** The likeliest labels of a paragraph that agree with each other as the guide asks. */
export function likeliest(prediction: Prediction, paragraph: number): Record<Field, Scored> {
  const [roles, sections, substances] = [ranked(prediction, 'role', paragraph), ranked(prediction, 'section', paragraph),
    ranked(prediction, 'substance', paragraph)]
  let best: Record<Field, Scored> | null = null
  let most = -1
  for (const role of roles)
    for (const section of sections) {
      if (role.score * section.score <= most) break
      for (const substance of substances) {
        const likelihood = role.score * section.score * substance.score
        if (likelihood > most && agree(role.value, section.value, substance.value)) {
          best = { role, section, substance }
          most = likelihood
        }
      }
    }
  return best ?? { role: none(), section: none(), substance: none() }
}

const none = (): Scored => ({ value: '', score: 0 })

/** The segments inside a span that the model tags, with its confidence in the tag. */
export function taggedSegments(prediction: Prediction, within: Span): ScoredSpan[] {
  const tags = prediction.labels.tag
  const found: ScoredSpan[] = []
  for (let segment = firstFrom(prediction.segments, within.start); segment * 2 < prediction.segments.length; segment++) {
    const [start = 0, end = 0] = prediction.segments.subarray(segment * 2, segment * 2 + 2)
    if (start >= within.end) break
    const row = prediction.tag.subarray(segment * tags.length, (segment + 1) * tags.length)
    const most = row.reduce((best, score, index) => (score > (row[best] ?? 0) ? index : best), 0)
    const value = tags[most]
    if (value && value !== noTag) found.push({ start, end, value, score: row[most] ?? 0 })
  }
  return found
}

/** The first segment that starts at or after an offset (binary search). */
function firstFrom(segments: Uint32Array, offset: number): number {
  let low = 0
  let high = segments.length / 2
  while (low < high) {
    const middle = (low + high) >> 1
    if ((segments[middle * 2] ?? 0) < offset) low = middle + 1
    else high = middle
  }
  return low
}

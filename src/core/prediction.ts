import { agree, labelIds, type Field } from './schema.ts'
import type { Span } from './document.ts'

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
    if (value && labelIds('tag').includes(value)) found.push({ start, end, value, score: row[most] ?? 0 })
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

import { isDecided, isUnsure, type ParagraphLabels } from './labels.ts'

/** How many paragraphs, or tags, of each kind there are. */
export interface Tally {
  /** Paragraphs that a person has confirmed or corrected. */
  readonly decided: number
  /** Paragraphs left where the model is unsure. */
  readonly unsure: number
  /** Body paragraphs, and those with substance. */
  readonly body: number
  readonly substantive: number
  readonly boilerplate: number
  /** How often each tag stands. */
  readonly tags: ReadonlyMap<string, number>
}

type Counts = { -readonly [Each in Exclude<keyof Tally, 'tags'>]: number } & { tags: Map<string, number> }

/** `threshold` is the score below which the model is unsure. */
export function tallyOf(labels: Iterable<ParagraphLabels>, threshold: number): Tally {
  const counts: Counts = { decided: 0, unsure: 0, body: 0, substantive: 0, boilerplate: 0, tags: new Map() }
  for (const each of labels) count(counts, each, threshold, 1)
  return counts
}

/** A tally once one paragraph's labels have become others. */
export function recounted(tally: Tally, before: ParagraphLabels, after: ParagraphLabels, threshold: number): Tally {
  const counts = { ...tally, tags: new Map(tally.tags) }
  count(counts, before, threshold, -1)
  count(counts, after, threshold, 1)
  return counts
}

function count(counts: Counts, labels: ParagraphLabels, threshold: number, by: 1 | -1): void {
  const isBody = labels.role.value === 'body' && labels.substance.value !== 'na'
  if (isDecided(labels)) counts.decided += by
  if (isUnsure(labels, threshold)) counts.unsure += by
  if (isBody) counts.body += by
  if (isBody && labels.substance.value === 'substantive') counts.substantive += by
  if (labels.substance.value === 'boilerplate') counts.boilerplate += by
  for (const { value } of labels.spans) {
    const left = (counts.tags.get(value) ?? 0) + by
    if (left === 0) counts.tags.delete(value)
    else counts.tags.set(value, left)
  }
}

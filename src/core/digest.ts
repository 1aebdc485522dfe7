import { isDecided, isUnsure, type ParagraphLabels } from './labels.ts'
import type { Field, LabelField } from './schema.ts'

/**
 * The labels of one report column by column, a byte a paragraph: what lists, searches and counts over all reports go by, so
 * that none of them reads a text or a prediction.
 */
export interface Digest {
  /** The report's. */
  readonly id: string
  /** What the bytes of the columns stand for, and the bits of `tags`. */
  readonly labels: Readonly<Record<LabelField, readonly string[]>>
  /** The annotators whose statement on the section stands; 0 in `by` is nobody, 1 the first of these. */
  readonly people: readonly string[]
  readonly section: Uint8Array
  readonly role: Uint8Array
  readonly substance: Uint8Array
  /** The section that the model gives, whatever stands. */
  readonly predicted: Uint8Array
  /** The model's confidence in it, 0 to 255. */
  readonly score: Uint8Array
  readonly by: Uint8Array
  /** A bit for each tag that stands anywhere in the paragraph: 32 at most. */
  readonly tags: Uint32Array
  /** See `Flag`. */
  readonly flags: Uint8Array
}

/** Bits of `Digest.flags`. */
export const Flag = { decided: 1, unsure: 2, structure: 16 } as const

/**
 * `labels` are those that stand, `predicted` the model's of the same paragraphs; `threshold` is the score below which the model
 * is unsure.
 */
export function digestOf(
  id: string, labels: readonly ParagraphLabels[], predicted: readonly ParagraphLabels[], threshold: number,
): Digest {
  const names: Record<LabelField, Map<string, number>> = { section: new Map(), role: new Map(), substance: new Map(), tag: new Map() }
  const people = new Map<string, number>([['', 0]])
  const field = (name: Field, of: readonly ParagraphLabels[]) => Uint8Array.from(of, (each) => numberOf(names[name], each[name].value))
  return {
    id,
    section: field('section', labels),
    role: field('role', labels),
    substance: field('substance', labels),
    predicted: field('section', predicted),
    score: Uint8Array.from(predicted, (each) => Math.round(255 * (each.section.score ?? 1))),
    by: Uint8Array.from(labels, ({ section }) => numberOf(people, section.by.kind === 'person' ? section.by.name : '')),
    tags: Uint32Array.from(labels, ({ spans }) => spans.reduce((bits, { value }) => bits | (1 << numberOf(names.tag, value)), 0)),
    flags: Uint8Array.from(labels, (each) => flagsOf(each, threshold)),
    labels: { section: [...names.section.keys()], role: [...names.role.keys()], substance: [...names.substance.keys()], tag: [...names.tag.keys()] },
    people: [...people.keys()].slice(1),
  }
}

function flagsOf(labels: ParagraphLabels, threshold: number): number {
  return (isDecided(labels) ? Flag.decided : 0) | (isUnsure(labels, threshold) ? Flag.unsure : 0)
    | (labels.section.by.kind === 'structure' ? Flag.structure : 0)
}

function numberOf(names: Map<string, number>, name: string): number {
  const known = names.get(name)
  if (known !== undefined) return known
  names.set(name, names.size)
  return names.size - 1
}

/** The label of a field that stands for a paragraph. */
export const digestLabel = (digest: Digest, field: Field, paragraph: number): string =>
  digest.labels[field][digest[field][paragraph] ?? -1] ?? ''

/** The tags that stand anywhere in a paragraph. */
export const digestTags = (digest: Digest, paragraph: number): string[] =>
  digest.labels.tag.filter((_, bit) => ((digest.tags[paragraph] ?? 0) >>> bit) & 1)

/** The section that the model gives a paragraph. */
export const predictedSection = (digest: Digest, paragraph: number): string =>
  digest.labels.section[digest.predicted[paragraph] ?? -1] ?? ''

/** Whose statement on a paragraph's section stands; null if it is the model's. */
export const annotatorOf = (digest: Digest, paragraph: number): string | null =>
  digest.people[(digest.by[paragraph] ?? 0) - 1] ?? null

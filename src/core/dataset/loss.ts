import type { LossKind } from '../loss.ts'
import { fields } from '../schema.ts'
import type { Item } from './items.ts'

/** What a format has a place for. */
export interface Holds {
  readonly section: boolean
  readonly role: boolean
  readonly substance: boolean
  readonly tags: boolean
  readonly scores: boolean
  readonly untagged: boolean
  readonly annotators: boolean
  readonly trail: boolean
}

/** Adds counts to others. */
export function addLosses(sum: Map<LossKind, number>, more: Iterable<readonly [LossKind, number]>): void {
  for (const [kind, count] of more) if (count > 0) sum.set(kind, (sum.get(kind) ?? 0) + count)
}

/** What is lost of an item for what a format has no place for at all. */
export function lossesOf(item: Item, holds: Holds): [LossKind, number][] {
  const labels = item.paragraphs.map((paragraph) => paragraph.labels)
  const classes = labels.flatMap((each) => fields.flatMap((field) => each[field] ?? []))
  const marks = holds.tags ? item.tags : []
  return [
    ...fields.map((field) => [field, holds[field] ? 0 : labels.filter((each) => each[field]).length] as const),
    ['tags', holds.tags ? 0 : item.tags.length] as const,
    ['empty', item.emptyTags] as const,
    ['clipped', holds.tags ? item.clippedTags : 0] as const,
    ['scores', holds.scores ? 0 : [...classes, ...marks].filter((each) => each.score !== null).length] as const,
    ['untagged', holds.untagged ? 0 : labels.reduce((sum, each) => sum + each.untagged.length, 0)] as const,
    ['annotators', holds.annotators ? 0 : labels.filter((each) => fields.some((field) => each[field]?.by.kind === 'person')).length] as const,
    ['trail', holds.trail ? 0 : item.paragraphs.filter(({ index }) => (item.report.source.doc.paragraphs[index]?.trail.length ?? 0) > 0).length] as const,
    ['tags-unknown', holds.tags && labels.some((each) => !each.tagsKnown) ? 1 : 0] as const,
  ].map(([kind, count]): [LossKind, number] => [kind, count])
}

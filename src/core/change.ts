import { placeOf, type Annotation } from './annotation.ts'

/** What happened at one place: a statement made, altered or withdrawn. Never null on both sides. */
export interface Change {
  readonly before: Annotation | null
  readonly after: Annotation | null
}

/** Where changes come from. Only a person's enter undo and learning. */
export type Origin = 'person' | 'import'

/** Changes that happen together, are saved in one transaction and are undone by one key. */
export interface ChangeSet {
  readonly origin: Origin
  /** The annotator's name. */
  readonly by: string
  /** Milliseconds since 1970, UTC. */
  readonly at: number
  readonly changes: readonly Change[]
}

export type Annotations = ReadonlyMap<string, Annotation>

/** The annotations after a change set; the given ones are left as they were. */
export function apply(annotations: Annotations, changes: readonly Change[]): Annotations {
  const next = new Map(annotations)
  for (const { before, after } of changes) {
    if (before) next.delete(placeOf(before))
    if (after) next.set(placeOf(after), after)
  }
  return next
}

/** The changes that take these back. */
export const invert = (changes: readonly Change[]): Change[] =>
  changes.toReversed().map(({ before, after }) => ({ before: after, after: before }))

/** The change that makes one statement, whatever stood at its place. */
export const stating = (annotations: Annotations, after: Annotation): Change =>
  ({ before: annotations.get(placeOf(after)) ?? null, after })

/** The change that withdraws a statement. */
export const withdrawing = (before: Annotation): Change => ({ before, after: null })

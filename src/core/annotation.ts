import type { Span } from './document.ts'
import type { LabelField } from './schema.ts'

/** Who says so. `name` is a person's, or a model's with its version. */
export interface Author {
  readonly kind: 'person' | 'model' | 'structure'
  readonly name: string
}

/**
 * One statement about a span: that a paragraph has a label in a field, or that a stretch of text carries a tag.
 * The value `none` in the field `tag` states that this stretch carries no tag, against what the model says.
 */
export interface Annotation extends Span {
  readonly field: LabelField
  readonly value: string
  readonly by: Author
  /** Milliseconds since 1970, UTC. */
  readonly at: number
  /** Confidence of a model, 0 to 1. */
  readonly score?: number
}

export const noTag = 'none'

/** There is at most one statement on a span in a field: this key names the place. */
export const placeOf = (annotation: Pick<Annotation, 'field' | 'start' | 'end'>): string =>
  `${annotation.field} ${annotation.start} ${annotation.end}`

export const isPersons = (annotation: Pick<Annotation, 'by'>): boolean => annotation.by.kind === 'person'

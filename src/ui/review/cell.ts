import type { Field } from '../../core/schema.ts'

/** Where what a person answered meets what the model said, in one field. */
export interface Cell {
  readonly field: Field
  readonly person: string
  readonly model: string
}

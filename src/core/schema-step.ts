import type { LabelField } from './schema.ts'

/** What was done to a schema, as it is told of a version. Labels are named by their ids. */
export type SchemaStep =
  | { readonly kind: 'add'; readonly field: LabelField; readonly label: string }
  | { readonly kind: 'change'; readonly field: LabelField; readonly label: string; readonly what: readonly LabelProperty[] }
  | { readonly kind: 'move'; readonly field: LabelField; readonly label: string }
  | { readonly kind: 'retire'; readonly field: LabelField; readonly label: string; readonly into: string | null }
  | { readonly kind: 'revive'; readonly field: LabelField; readonly label: string }
  | { readonly kind: 'split'; readonly field: LabelField; readonly label: string; readonly parts: readonly string[] }
  | { readonly kind: 'import'; readonly schema: string; readonly version: number }
  | { readonly kind: 'restore'; readonly version: number }

export const labelProperties = ['name', 'mark', 'key', 'colour', 'group', 'guide'] as const
export type LabelProperty = (typeof labelProperties)[number]

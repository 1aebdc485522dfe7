import { farthest } from '../../core/colour.ts'
import type { Draft } from '../../core/schema-edit.ts'
import { liveLabels, type LabelField, type Schema } from '../../core/schema.ts'

/** Colours that are proposed for new labels, beside those that the built-in ones have. */
const palette = ['#00b0a8', '#d05cd8', '#9a7d00', '#6a8f2f', '#e0559b', '#2f6fe0', '#a35a3a', '#7a5cd6', '#4f8f8a', '#c98f8f']

/** An empty label, in the colour farthest from those of its field and from others that are being made. */
export const newDraft = (schema: Schema, field: LabelField, taken: readonly string[] = []): Draft => ({
  zh: '', en: '', mark: { zh: '', en: '' }, key: '', group: '', guide: { zh: '', en: '' },
  colour: field === 'section' || field === 'tag' ? farthest(palette, [...taken, ...liveLabels(schema, field).flatMap(({ colour }) => colour ?? [])]) : '',
})

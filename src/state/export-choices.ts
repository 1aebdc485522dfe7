import type { Which } from '../core/dataset/choice.ts'
import type { Unit } from '../core/dataset/items.ts'
import { defaultDuplicates, type SplitBy, type SplitRequest } from '../core/dataset/split.ts'
import { formats, type ExportRequest } from '../core/writers/index.ts'
import type { Format } from '../core/writers/format.ts'

/** What a person chooses on the export screen. */
export interface ExportChoices {
  readonly format: string
  readonly unit: Unit
  readonly which: Which['kind']
  /** From which confidence on a model's labels are taken, 0 to 1; counts for `which: 'model'` alone. */
  readonly confidence: number
  readonly chrome: boolean
  readonly anonymous: boolean
  /** Null: not split. */
  readonly splitBy: SplitBy | null
  /** Shares of train, validation and test. */
  readonly ratios: readonly [number, number, number]
  readonly seed: number
  /** Null: what suits the kind of split. */
  readonly duplicates: SplitRequest['duplicates'] | null
  readonly name: string
  /** An identifier of the Hugging Face Hub; '' where none is stated. */
  readonly licence: string
}

export const firstChoices: ExportChoices = {
  format: 'hugging-face-jsonl',
  unit: 'paragraph',
  which: 'all',
  confidence: 0.8,
  chrome: true,
  anonymous: false,
  splitBy: null,
  ratios: [80, 10, 10],
  seed: 0,
  duplicates: null,
  name: 'nianbao-dataset',
  licence: '',
}

const [firstFormat] = formats

/** The format of the table that is chosen. */
export function formatOf({ format }: Pick<ExportChoices, 'format'>): Format {
  const found = formats.find(({ id }) => id === format) ?? firstFormat
  if (!found) throw new Error('there are no formats')
  return found
}

/** Choices with some changed. A unit that the format cannot hold gives way to its usual one; figures out of range are not taken. */
export function changed(choices: ExportChoices, change: Partial<ExportChoices>): ExportChoices {
  const next = { ...choices, ...change }
  const { units } = formatOf(next)
  return {
    ...next,
    unit: units.includes(next.unit) ? next.unit : (units[0] ?? 'paragraph'),
    confidence: next.confidence >= 0 && next.confidence <= 1 ? next.confidence : choices.confidence,
    ratios: next.ratios[0] > 0 && next.ratios.every((ratio) => ratio >= 0) ? next.ratios : choices.ratios,
    seed: Number.isInteger(next.seed) && next.seed >= 0 && next.seed < 1e9 ? next.seed : choices.seed,
    name: next.name.trim() || choices.name,
    licence: next.licence.trim().toLowerCase(),
  }
}

/** What becomes of near duplicates: what was chosen, or what suits the kind of split. */
export const duplicatesOf = ({ duplicates, splitBy }: ExportChoices): SplitRequest['duplicates'] => duplicates ?? defaultDuplicates(splitBy ?? 'report')

export function requestOf(choices: ExportChoices): ExportRequest {
  const { format, unit, which, confidence, chrome, anonymous, splitBy, ratios, seed, name, licence } = choices
  return {
    format,
    unit,
    choice: { which: which === 'model' ? { kind: which, confidence } : { kind: which }, chrome, anonymous },
    split: splitBy && { by: splitBy, ratios, seed, duplicates: duplicatesOf(choices) },
    name,
    licence,
  }
}

import type { Losses } from '../loss.ts'
import type { Field, LabelField, Schema } from '../schema.ts'
import type { Unit } from './items.ts'
import type { Reliability } from './reliability.ts'
import type { SplitName, SplitRequest } from './split.ts'
import type { Which } from './choice.ts'

/** What an export says of itself: the data behind the dataset card, the split table and the loss report. */
export interface Card {
  readonly name: string
  /** An identifier of the Hugging Face Hub; '' where none is stated. */
  readonly licence: string
  readonly schema: Schema
  readonly unit: Unit
  readonly which: Which
  readonly reports: number
  readonly splits: readonly SplitCounts[]
  readonly request: SplitRequest | null
  /** Items that went to another split than the rest of their agency, year or report, to be with their near duplicates. */
  readonly moved: number
  readonly leftOut: LeftOut
  readonly losses: Losses
  /** How many reports of which years each agency has; '' where it is not known. */
  readonly agencies: ReadonlyMap<string, { readonly reports: number; readonly years: ReadonlySet<number | null> }>
  /** Labels by who gave them. */
  readonly authors: { readonly person: number; readonly model: number; readonly structure: number }
  readonly annotators: number
  /** Names and versions of the models whose labels are among these. */
  readonly models: readonly string[]
  readonly reliability: Readonly<Record<Field, Reliability | null>>
}

export interface SplitCounts {
  readonly name: SplitName | 'data'
  readonly items: number
  /** Items (tags in the field `tag`) of each label. */
  readonly labels: Readonly<Record<LabelField, ReadonlyMap<string, number>>>
}

/** What is not in the export. */
export interface LeftOut {
  /** Paragraphs left out as page chrome, and those without any label of the choice. */
  readonly chrome: number
  readonly unlabelled: number
  /** Items without what the format needs: a section, or tags that somebody settled. */
  readonly unsuited: number
  /** Items with a near duplicate in another split. */
  readonly duplicates: number
}

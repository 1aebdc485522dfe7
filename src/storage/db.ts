import Dexie, { type EntityTable, type Table } from 'dexie'
import type { Annotation } from '../core/annotation.ts'
import type { ChangeSet } from '../core/change.ts'
import type { Corrections } from '../core/corrected.ts'
import type { Digest } from '../core/digest.ts'
import type { Doc } from '../core/document.ts'
import type { Metadata } from '../core/metadata.ts'
import type { Note } from '../core/note.ts'
import type { Prediction } from '../core/prediction.ts'
import type { Sample } from '../core/sample.ts'
import type { SchemaStep } from '../core/schema-step.ts'
import type { Schema } from '../core/schema.ts'
import type { WordEnds } from '../core/words.ts'
import { Tabs } from './tabs.ts'

/** One row of the library: all that its table shows, so that listing reads no text. */
export interface ReportRow {
  /** SHA-256 of the text. */
  readonly id: string
  readonly name: string
  readonly title: string
  /** Whose report it is, as read or as corrected by a person; '' where that is not known. */
  readonly agency: string
  /** The year that it is about, as read or as corrected by a person. */
  readonly year: number | null
  /** What the report says of itself, with where. */
  readonly read: Metadata
  /** What a person says instead. */
  readonly corrections: Corrections
  readonly encoding: string
  readonly characters: number
  readonly paragraphs: number
  /** Paragraphs that a person has confirmed or corrected. */
  readonly decided: number
  /** Paragraphs left where the model is unsure. */
  readonly unsure: number
  /** Body paragraphs, and those with substance. */
  readonly body: number
  readonly substantive: number
  /** The mean of the model's confidence in the sections that it gave; null if it gave none. */
  readonly confidence: number | null
  /** Set aside: neither listed nor exported unless asked for. */
  readonly archived?: boolean
  readonly addedAt: number
  readonly changedAt: number
}

/** A row of the first version, which knew the year alone. */
export type FirstReportRow = Omit<ReportRow, 'agency' | 'read' | 'corrections' | 'confidence'>

/** A row from before the library showed confidence. */
export type EarlierReportRow = Omit<ReportRow, 'confidence'>

/** Text and model output of one report, in one record: twenty times faster than one record a paragraph. */
export interface ReportContent {
  readonly id: string
  readonly doc: Doc
  readonly prediction: Prediction
  readonly words: { readonly ends: WordEnds; readonly dictionary: string }
}

/** A statement about a report, under the key [report+place]. */
export interface AnnotationRow extends Annotation {
  readonly report: string
  readonly place: string
}

/** A change set as kept, in the order in which it happened. `undoes` and `redoes` name the entry that it takes back or makes again. */
export interface HistoryRow extends ChangeSet {
  readonly seq: number
  readonly report: string
  readonly undoes?: number
  readonly redoes?: number
  /** The entry that it takes back where that still stood, chosen from the list of all reports. */
  readonly takesBack?: number
  /** The entry that it makes again where that had been taken back, chosen from the same list. */
  readonly makesAgain?: number
  /** Entries of several reports that were one action have this in common. */
  readonly bulk?: string
  /** The version of the schema that it was made with; it is taken back with that, and not by undo in the report. */
  readonly schema?: number
}

/** What people have written about a report. */
export interface NoteRow extends Note {
  readonly report: string
}

export interface SettingRow {
  readonly key: string
  readonly value: unknown
}

/** A version of the project's schema. */
export interface SchemaRow {
  /** The same as in the schema. */
  readonly version: number
  readonly schema: Schema
  readonly by: string
  /** Milliseconds since 1970, UTC. */
  readonly at: number
  /** What was done to the version before, to be told to people: what a version is known by. */
  readonly what: SchemaStep
  /** The entries of the history that were made with it. */
  readonly entries: readonly number[]
}

export class Database extends Dexie {
  declare readonly reports: EntityTable<ReportRow | EarlierReportRow | FirstReportRow, 'id'>
  declare readonly contents: EntityTable<ReportContent, 'id'>
  declare readonly annotations: Table<AnnotationRow, [string, string]>
  declare readonly history: EntityTable<HistoryRow, 'seq'>
  declare readonly settings: EntityTable<SettingRow, 'key'>
  declare readonly notes: EntityTable<NoteRow, 'id'>
  declare readonly digests: EntityTable<Digest, 'id'>
  declare readonly samples: EntityTable<Sample, 'id'>
  declare readonly schemas: EntityTable<SchemaRow, 'version'>
  /** The other tabs that work with it. */
  readonly tabs: Tabs

  constructor(name = 'nianbao') {
    super(name)
    this.tabs = new Tabs(name)
    // Versions in order; one that has been shipped is never edited.
    this.version(1).stores({
      reports: 'id, addedAt',
      contents: 'id',
      annotations: '[report+place], report',
      history: '++seq, report',
      settings: 'key',
    })
    // Rows have what the report says of itself, and its corrections. Those from before get them when they are first read (reports.ts).
    this.version(2).stores({})
    // The labels of a report in a few bytes a paragraph. Reports from before get theirs when digests are first asked for (reports.ts).
    this.version(3).stores({ digests: 'id' })
    this.version(4).stores({ notes: 'id, report' })
    // Versions of the schema; there are none while it is the built-in one. Digests had two tags alone: they are made anew when they are asked for.
    this.version(5).stores({ schemas: 'version' }).upgrade((transaction) => transaction.table('digests').clear())
    // Entries of one action over several reports are found by what they have in common. Random samples have a table of their own.
    this.version(6).stores({ history: '++seq, report, bulk', samples: 'id' })
  }
}

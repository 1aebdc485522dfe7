import type { Annotations, Change } from '../core/change.ts'
import type { Digest } from '../core/digest.ts'
import { inSchema } from '../core/prediction.ts'
import { fail, ok, type Result } from '../core/result.ts'
import { readSchema, writeSchema } from '../core/schema-file.ts'
import { disclosureSchema, type Schema } from '../core/schema.ts'
import { attempt } from './attempt.ts'
import type { Database, HistoryRow, ReportContent, ReportRow, SchemaRow } from './db.ts'
import { annotationsOf, keepChanges } from './statements.ts'

/** A report whose labels have to be read anew; its prediction is in the labels of the new schema. */
export interface Revisable {
  readonly row: ReportRow
  readonly content: ReportContent
  readonly annotations: Annotations
}

export interface Revision {
  readonly row: ReportRow
  readonly digest: Digest
  readonly changes: readonly Change[]
}

/** The versions of a project's schema. A project that never changed its schema has none and works with the built-in one. */
export class Schemas {
  readonly #db: Database
  #current: Schema = disclosureSchema

  constructor(db: Database) {
    this.#db = db
  }

  /** The schema as it is; the built-in one until it has been loaded. */
  get current(): Schema {
    return this.#current
  }

  async load(): Promise<Result<Schema>> {
    const newest = await attempt(() => this.#db.schemas.orderBy('version').last())
    if (!newest.ok) return newest
    if (!newest.value) return ok(this.#current)
    // What comes back is checked as a file is.
    const checked = readSchema(writeSchema(newest.value.schema))
    if (checked.ok) this.#current = checked.value
    return checked
  }

  /** All versions, newest first. */
  versions(): Promise<Result<SchemaRow[]>> {
    return attempt(() => this.#db.schemas.orderBy('version').reverse().toArray())
  }

  /** The entries of the history that were made with versions after this one, newest first. */
  entriesAfter(version: number): Promise<Result<HistoryRow[]>> {
    return attempt(async () => {
      const rows = await this.#db.schemas.where('version').above(version).reverse().toArray()
      const entries = await this.#db.history.bulkGet(rows.flatMap((row) => row.entries.toReversed()))
      return entries.flatMap((entry) => entry ?? [])
    })
  }

  /** Statements of a report as they are stored. */
  statements(report: string): Promise<Result<Annotations>> {
    return attempt(async () => annotationsOf(await this.#db.annotations.where('report').equals(report).toArray()))
  }

  /**
   * Makes a schema the current one, in one transaction with what becomes of every report: `revise` says that of each; without it no
   * report changes. All or nothing is saved, and nothing where another tab has made a version meanwhile.
   */
  async save(row: Omit<SchemaRow, 'entries'>, revise: ((report: Revisable) => Revision) | null): Promise<Result<void>> {
    const { reports, contents, annotations, history, digests, schemas } = this.#db
    const saved = await attempt(() => this.#db.transaction('rw', [reports, contents, annotations, history, digests, schemas], async () => {
      if ((await this.newest()) !== this.#current.version) return false
      const entries: number[] = []
      for (const id of revise ? await reports.toCollection().primaryKeys() : []) {
        const report = await this.#revisable(id, row.schema)
        const revision = report && revise?.(report)
        if (!revision) continue
        await reports.put(revision.row)
        await digests.put(revision.digest)
        if (revision.changes.length === 0) continue
        entries.push(await keepChanges(this.#db, id, { origin: 'person', by: row.by, at: row.at, changes: revision.changes, schema: row.version }))
      }
      await schemas.put({ ...row, entries })
      return true
    }))
    if (!saved.ok) return saved
    if (!saved.value) return fail({ code: 'changed-elsewhere' })
    this.#current = row.schema
    this.#db.tabs.tell({ of: 'schema' })
    return ok(undefined)
  }

  /** The number of the newest version, which another tab may have made. Within a transaction it holds for that. */
  async newest(): Promise<number> {
    const newest = await this.#db.schemas.toCollection().lastKey()
    return typeof newest === 'number' ? newest : disclosureSchema.version
  }

  async #revisable(id: string, schema: Schema): Promise<Revisable | null> {
    const [row, content, stated] = await Promise.all([
      this.#db.reports.get(id), this.#db.contents.get(id), this.#db.annotations.where('report').equals(id).toArray(),
    ])
    // The library has completed the rows of earlier versions when it was loaded.
    if (!row || !('confidence' in row) || !content) return null
    return { row, content: { ...content, prediction: inSchema(content.prediction, schema) }, annotations: annotationsOf(stated) }
  }
}

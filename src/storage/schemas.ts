import { ok, type Result } from '../core/result.ts'
import { disclosureSchema, type Schema } from '../core/schema.ts'
import { attempt } from './attempt.ts'
import type { Database, SchemaRow } from './db.ts'

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
    this.#current = newest.value?.schema ?? disclosureSchema
    return ok(this.#current)
  }

  /** All versions, newest first. */
  versions(): Promise<Result<SchemaRow[]>> {
    return attempt(() => this.#db.schemas.orderBy('version').reverse().toArray())
  }
}

import { disclosureSchema, type Schema } from '../core/schema.ts'
import type { Problem } from '../core/result.ts'
import type { Schemas } from '../storage/schemas.ts'

/** The labels of this project. */
export class ProjectSchema {
  readonly #schemas: Schemas
  #current = $state.raw<Schema>(disclosureSchema)
  #problem = $state.raw<Problem | null>(null)

  constructor(schemas: Schemas) {
    this.#schemas = schemas
  }

  async load(): Promise<void> {
    const loaded = await this.#schemas.load()
    if (loaded.ok) this.#current = loaded.value
    else this.#problem = loaded.problem
  }

  get current(): Schema {
    return this.#current
  }

  get problem(): Problem | null {
    return this.#problem
  }
}

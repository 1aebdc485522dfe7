import type { Result } from '../core/result.ts'
import { attempt } from './attempt.ts'
import type { Database } from './db.ts'

/** The settings that each project has for itself. */
export const ofProject = ['filters'] as const

/** Small values of any kind under a name. What comes back may be of an older shape: whoever asks checks it. */
export class Settings {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  all(): Promise<Result<ReadonlyMap<string, unknown>>> {
    return attempt(async () => new Map((await this.#db.settings.toArray()).map((row) => [row.key, row.value])))
  }

  save(key: string, value: unknown): Promise<Result<void>> {
    return attempt(async () => {
      await this.#db.settings.put({ key, value })
      this.#db.tabs.tell({ of: 'settings' })
    })
  }
}

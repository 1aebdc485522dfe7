import { ok, type Result } from '../core/result.ts'
import type { Sample } from '../core/sample.ts'
import { attempt } from './attempt.ts'
import type { Database } from './db.ts'

/** Random samples with their answers, apart from the labels of reports: nothing that is corrected there reaches them. */
export class Samples {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  /** Newest first. */
  async list(): Promise<Result<Sample[]>> {
    const stored = await attempt(() => this.#db.samples.toArray())
    return stored.ok ? ok(stored.value.sort((a, b) => b.drawnAt - a.drawnAt)) : stored
  }

  save(sample: Sample): Promise<Result<void>> {
    return attempt(async () => {
      await this.#db.samples.put(sample)
    })
  }
}

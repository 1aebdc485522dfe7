import { ok, type Result } from '../core/result.ts'
import type { Answer, Sample, Sampled } from '../core/sample.ts'
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
      this.#db.tabs.tell({ of: 'samples' })
    })
  }

  /**
   * Keeps an answer, or with null takes one back; gives the sample as it is then, with what was answered in other tabs meanwhile. The
   * first answer to a paragraph stands until it is taken back.
   */
  async answer(sample: string, { report, paragraph }: Sampled, answer: Answer | null): Promise<Result<Sample | null>> {
    const kept = await attempt(() => this.#db.transaction('rw', this.#db.samples, async () => {
      const stored = await this.#db.samples.get(sample)
      if (!stored) return null
      const items = stored.items.map((item) =>
        (item.report === report && item.paragraph === paragraph && (item.answer === null || answer === null) ? { ...item, answer } : item))
      await this.#db.samples.put({ ...stored, items })
      return { ...stored, items }
    }))
    if (kept.ok) this.#db.tabs.tell({ of: 'samples' })
    return kept
  }
}

import type { Digest } from '../core/digest.ts'
import type { Problem } from '../core/result.ts'
import { annotatorsOf, daysOfWork, statisticsOf, type Moment } from '../core/review/statistics.ts'
import type { Reports } from '../storage/reports.ts'

export { perHour, type DayOfWork } from '../core/review/statistics.ts'

/** What is counted over all reports, of everybody or of one annotator. */
export class StatisticsView {
  readonly #reports: Reports
  #digests = $state.raw<readonly Digest[]>([])
  #moments = $state.raw<readonly Moment[]>([])
  #annotator = $state<string | null>(null)
  #loaded = $state(false)
  #problem = $state.raw<Problem | null>(null)

  constructor(reports: Reports) {
    this.#reports = reports
  }

  /** Counts anew, each time the screen is shown. */
  async load(): Promise<void> {
    const [digests, moments] = await Promise.all([this.#reports.digests(), this.#reports.moments()])
    this.#problem = !digests.ok ? digests.problem : !moments.ok ? moments.problem : null
    if (digests.ok) this.#digests = digests.value
    if (moments.ok) this.#moments = moments.value
    this.#loaded = true
  }

  get loaded(): boolean {
    return this.#loaded
  }

  get problem(): Problem | null {
    return this.#problem
  }

  /** Null for everybody. */
  get annotator(): string | null {
    return this.#annotator
  }

  show(annotator: string | null): void {
    this.#annotator = annotator
  }

  readonly annotators = $derived.by(() => annotatorsOf(this.#digests))
  readonly counts = $derived.by(() => statisticsOf(this.#digests, this.#annotator))
  /** Days by the clock of this machine. */
  readonly days = $derived.by(() => daysOfWork(this.#moments, this.#annotator, (at) => new Date(at).toLocaleDateString('sv-SE')))
}

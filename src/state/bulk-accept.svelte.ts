import { digestLabel, Flag, type Digest } from '../core/digest.ts'
import type { Problem } from '../core/result.ts'
import type { OpenReport } from './open-report.svelte.ts'
import { throughReports, type ThroughServices } from './through-reports.ts'

/** Paragraphs of one report, by their index. */
export interface Chosen {
  readonly report: string
  readonly paragraphs: Iterable<number>
}

/** What accepting would do. */
export interface Preview {
  /** Paragraphs that nobody has decided, by report. */
  readonly open: readonly { readonly report: string; readonly paragraphs: readonly number[] }[]
  readonly paragraphs: number
  /** Those among them of which the model is unsure. */
  readonly unsure: number
  /** Paragraphs that a person has decided: they stay as they are. */
  readonly decided: number
  /** Sections of the open paragraphs with their counts, most frequent first. */
  readonly sections: readonly (readonly [string, number])[]
}

/** Confirms many paragraphs of many reports at once, and takes that back at once. */
export class BulkAccept {
  readonly #services: ThroughServices
  #progress = $state.raw<{ readonly done: number; readonly of: number } | null>(null)
  #last = $state.raw<{ readonly paragraphs: number; readonly bulk: string } | null>(null)
  #problem = $state.raw<Problem | null>(null)

  constructor(services: ThroughServices) {
    this.#services = services
  }

  /** Reports done while it works; null when it rests. */
  get progress(): { readonly done: number; readonly of: number } | null {
    return this.#progress
  }

  /** Paragraphs accepted last that can still be taken back; 0 when there are none. */
  get undoable(): number {
    return this.#last?.paragraphs ?? 0
  }

  get problem(): Problem | null {
    return this.#problem
  }

  async preview(chosen: readonly Chosen[]): Promise<Preview | null> {
    this.#problem = null
    const digests = await this.#services.reports.digestsOf(chosen.map(({ report }) => report))
    if (!digests.ok) {
      this.#problem = digests.problem
      return null
    }
    return previewOf(chosen, new Map(digests.value.flatMap((digest) => (digest ? [[digest.id, digest]] : []))))
  }

  async accept(preview: Preview): Promise<void> {
    const bulk = crypto.randomUUID()
    await this.#through(preview.open, (report, { paragraphs }) => report.acceptAll(paragraphs, bulk))
    this.#last = { paragraphs: preview.paragraphs, bulk }
  }

  /** Takes back what was accepted last, where it still stands. */
  async undo(): Promise<void> {
    const last = this.#last
    this.#last = null
    const entries = last ? await this.#services.reports.entriesOf(last) : null
    if (entries?.ok) await this.#through(entries.value, (report, entry) => report.takeBack(entry))
    else this.#problem = entries?.problem ?? null
  }

  async #through<T extends { readonly report: string }>(list: readonly T[], act: (report: OpenReport, entry: T) => void): Promise<void> {
    this.#problem = await throughReports(this.#services, list, act, (done) => { this.#progress = { done, of: list.length } })
    this.#progress = null
  }
}

export function previewOf(chosen: readonly Chosen[], digests: ReadonlyMap<string, Digest>): Preview {
  const sections = new Map<string, number>()
  const open: { report: string; paragraphs: number[] }[] = []
  let unsure = 0
  let decided = 0
  for (const { report, paragraphs } of chosen) {
    const digest = digests.get(report)
    if (!digest) continue
    const here: number[] = []
    for (const paragraph of paragraphs) {
      const flags = digest.flags[paragraph] ?? Flag.decided
      if (flags & Flag.decided) {
        decided++
        continue
      }
      here.push(paragraph)
      if (flags & Flag.unsure) unsure++
      const section = digestLabel(digest, 'section', paragraph)
      sections.set(section, (sections.get(section) ?? 0) + 1)
    }
    if (here.length > 0) open.push({ report, paragraphs: here })
  }
  return { open, paragraphs: open.reduce((sum, { paragraphs }) => sum + paragraphs.length, 0), unsure, decided, sections: [...sections].sort((a, b) => b[1] - a[1]) }
}

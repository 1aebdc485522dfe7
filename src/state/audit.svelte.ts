import { generator } from '../core/dataset/random.ts'
import { headingTrail, quote } from '../core/document.ts'
import { predictedLabels } from '../core/labels.ts'
import type { Problem } from '../core/result.ts'
import { draw, population, sampleIn } from '../core/review/sample.ts'
import type { Answer, Said, Sample, Sampled } from '../core/sample.ts'
import type { Schema } from '../core/schema.ts'
import type { ReportRow } from '../storage/db.ts'
import type { Reports } from '../storage/reports.ts'
import type { Samples } from '../storage/samples.ts'

export { accuracyBySection, accuracyOf, confusionOf, wrong, type Estimate } from '../core/review/sample.ts'
export type { Said, Sample, Sampled } from '../core/sample.ts'

/** A sampled paragraph with its surroundings, and no label of any of them. */
export interface Passage {
  readonly report: Pick<ReportRow, 'title' | 'agency' | 'year'>
  readonly trail: readonly string[]
  /** The paragraphs around it in their order, itself among them, by their index. */
  readonly paragraphs: readonly { readonly index: number; readonly text: string; readonly isRow: boolean }[]
}

/** Paragraphs that are shown before a sampled one, and after it. */
const around = 40

export interface AuditServices {
  readonly reports: Reports
  readonly samples: Samples
  schema(): Schema
  rows(): readonly ReportRow[]
  annotator(): string
}

/** Random samples that measure the model: drawing them, answering without seeing its labels, and what came of it. */
export class Audit {
  readonly #services: AuditServices
  #samples = $state.raw<readonly Sample[]>([])
  #chosen = $state<string | null>(null)
  #loaded = $state(false)
  #drawing = $state(false)
  #problem = $state.raw<Problem | null>(null)
  #asking = $state(false)
  /** What was answered since the person began, the last one last. */
  #given = $state.raw<readonly Sampled[]>([])

  constructor(services: AuditServices) {
    this.#services = services
  }

  get samples(): readonly Sample[] {
    return this.#samples
  }

  get loaded(): boolean {
    return this.#loaded
  }

  get drawing(): boolean {
    return this.#drawing
  }

  get problem(): Problem | null {
    return this.#problem
  }

  /** The sample on the screen: the newest, unless another is chosen. */
  readonly sample = $derived.by(() => this.#samples.find(({ id }) => id === this.#chosen) ?? this.#samples[0])
  /** The same in the labels of now, for what is reckoned from it. */
  readonly reckoned = $derived.by(() => this.sample && sampleIn(this.sample, this.#services.schema()))
  /** The paragraph to be answered next, in the order drawn; those of deleted reports cannot be. */
  readonly next = $derived.by(() => {
    const known = new Set(this.#services.rows().map(({ id }) => id))
    return this.sample?.items.find(({ report, answer }) => answer === null && known.has(report))
  })

  choose(id: string): void {
    this.#chosen = id
  }

  /** Whether the person is answering, and sees no result. */
  get asking(): boolean {
    return this.#asking && this.next !== undefined
  }

  /** Begins or goes on answering. What was answered before stays: its result may have been seen since. */
  begin(): void {
    this.#given = []
    this.#asking = true
  }

  pause(): void {
    this.#asking = false
  }

  get canTakeBack(): boolean {
    return this.#given.length > 0
  }

  async load(): Promise<void> {
    const samples = await this.#services.samples.list()
    if (samples.ok) this.#samples = samples.value
    this.#problem = samples.ok ? null : samples.problem
    this.#loaded = true
  }

  /** Draws from all paragraphs that the model decides, and keeps what it says of them now. */
  async draw(size: number, seed: number): Promise<void> {
    const { reports, annotator } = this.#services
    this.#drawing = true
    const digests = await reports.digests()
    const all = digests.ok ? population(digests.value) : []
    const chosen = draw(all, size, generator(seed))
    const models = new Set<string>()
    const said = new Map<string, readonly Said[]>()
    let problem = digests.ok ? null : digests.problem
    for (const id of new Set(chosen.map(({ report }) => report))) {
      const stored = await reports.load(id)
      if (!stored.ok) problem = stored.problem
      if (!stored.ok || !stored.value) continue
      const { doc, prediction } = stored.value.content
      models.add(prediction.model)
      said.set(id, predictedLabels(doc, prediction).map(({ section, role, substance }) => ({ section: section.value, role: role.value, substance: substance.value })))
    }
    const items = chosen.flatMap(({ report, paragraph }): Sampled[] => {
      const model = said.get(report)?.[paragraph]
      return model ? [{ report, paragraph, model, answer: null }] : []
    })
    const sample = { id: crypto.randomUUID(), seed, population: all.length, models: [...models], drawnAt: Date.now(), drawnBy: annotator(), items }
    if (!problem) await this.#keep(sample)
    else this.#problem = problem
    this.#drawing = false
  }

  /** Keeps what a person says of a sampled paragraph. */
  async answer(item: Sampled, said: Said): Promise<void> {
    if (item.answer) return
    await this.#answer(item, { ...said, by: this.#services.annotator(), at: Date.now() })
    this.#given = [...this.#given, item]
  }

  /** Takes the last answer back, so that its paragraph is asked again. Only while answering: once a result has been seen, answers stand. */
  async takeBack(): Promise<void> {
    const last = this.#given.at(-1)
    if (!last) return
    this.#given = this.#given.slice(0, -1)
    await this.#answer(last, null)
  }

  async passage({ report, paragraph }: Sampled): Promise<Passage | null> {
    const stored = await this.#services.reports.load(report)
    if (!stored.ok || !stored.value) return null
    const { doc } = stored.value.content
    const of = doc.paragraphs[paragraph]
    const first = Math.max(0, paragraph - around)
    return of ? {
      report: stored.value.row,
      trail: headingTrail(doc, of),
      paragraphs: doc.paragraphs.slice(first, paragraph + around + 1).map((each, at) =>
        ({ index: first + at, text: quote(doc.text, each), isRow: each.structure === 'table-row' })),
    } : null
  }

  async #answer(item: Sampled, answer: Answer | null): Promise<void> {
    if (!this.sample) return
    const kept = await this.#services.samples.answer(this.sample.id, item, answer)
    this.#problem = kept.ok ? null : kept.problem
    if (kept.ok && kept.value) this.#show(kept.value)
  }

  async #keep(sample: Sample): Promise<void> {
    const kept = await this.#services.samples.save(sample)
    this.#problem = kept.ok ? null : kept.problem
    if (kept.ok) this.#show(sample)
  }

  #show(sample: Sample): void {
    const isKnown = this.#samples.some(({ id }) => id === sample.id)
    this.#samples = isKnown ? this.#samples.map((each) => (each.id === sample.id ? sample : each)) : [sample, ...this.#samples]
    this.#chosen = sample.id
  }
}

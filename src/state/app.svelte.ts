import { ok, type Problem, type Result } from '../core/result.ts'
import { askToPersist } from '../storage/persistence.ts'
import type { Reports } from '../storage/reports.ts'
import type { Schemas } from '../storage/schemas.ts'
import type { Settings } from '../storage/settings.ts'
import type { Labeller } from '../worker/client.ts'
import type { Exporter } from '../worker/exporter.ts'
import type { Searcher } from '../worker/searcher.ts'
import { BulkAccept } from './bulk-accept.svelte.ts'
import { dictionaryOf } from './dictionary.ts'
import { Engine, type Device } from './engine.svelte.ts'
import { Export } from './export.svelte.ts'
import { Find } from './find.svelte.ts'
import { Intake, type Item } from './intake.svelte.ts'
import { Keymap } from './keymap.svelte.ts'
import { Library, type ReportRow } from './library.svelte.ts'
import { OpenReport } from './open-report.svelte.ts'
import { Preferences, type DeviceChoice } from './preferences.svelte.ts'
import { Router } from './route.svelte.ts'
import { ProjectSchema } from './schema.svelte.ts'
import { SavedFilters } from './saved-filters.svelte.ts'
import { SearchFeed } from './search-feed.ts'
import { Search } from './search.svelte.ts'
import { StatisticsView } from './statistics.svelte.ts'

export interface Services {
  readonly reports: Reports
  readonly schemas: Schemas
  readonly settings: Settings
  /** Makes what labels on a device; `ondeath` is called when one of its workers has died. */
  labeller(device: Device, ondeath: () => void): Labeller
  readonly exporter: Exporter
  readonly searcher: Searcher
  /** The sample reports that come with the app. */
  samples(): Promise<Item[]>
}

export type Opened = OpenReport | 'none' | 'opening' | 'missing' | Problem

/** Everything that the page shows, by topic, and the report that is open. */
export class App {
  readonly preferences: Preferences
  readonly schema: ProjectSchema
  readonly keymap: Keymap
  readonly library: Library
  readonly intake: Intake
  readonly engine: Engine
  readonly exporting: Export
  readonly search: Search
  readonly find: Find
  readonly filters: SavedFilters
  readonly bulk: BulkAccept
  readonly statistics: StatisticsView
  readonly router = new Router()
  readonly #services: Services
  readonly #feed: SearchFeed
  #report = $state.raw<Opened>('none')

  constructor(services: Services, browserLanguage: string) {
    this.#services = services
    this.preferences = new Preferences(services.settings, browserLanguage)
    this.schema = new ProjectSchema(services.schemas)
    const schema = () => this.schema.current
    this.keymap = new Keymap(services.settings, schema)
    this.library = new Library(services.reports)
    this.engine = new Engine(services.labeller, services.settings, this.preferences, services.samples)
    this.exporting = new Export({ rows: () => this.library.rows, reports: services.reports, exporter: services.exporter })
    this.#feed = new SearchFeed(services.reports, services.searcher)
    this.search = new Search({
      searcher: services.searcher,
      feed: this.#feed,
      rows: () => this.library.rows,
      schema,
      cut: (text) => this.#cut(text),
      saved: async () => { if (this.#report instanceof OpenReport) await this.#report.saved() },
    })
    this.find = new Find({ searcher: services.searcher, feed: this.#feed, wordsOf: (wanted) => this.search.wordsOf(wanted) })
    this.statistics = new StatisticsView(services.reports)
    this.filters = new SavedFilters(services.settings)
    this.bulk = new BulkAccept({
      reports: services.reports,
      annotator: () => this.preferences.annotator,
      corrected: () => void this.#askToPersist(),
      changed: (row) => this.library.show(row),
    })
    this.intake = new Intake(() => this.engine.labeller, services.reports, this.preferences, (row) => this.#added(row), () => void this.#useBestDevice())
  }

  async load(): Promise<void> {
    // Keys of labels and old rows are read by the schema.
    await this.schema.load()
    await Promise.all([this.preferences.load(), this.keymap.load(), this.library.load(), this.filters.load()])
  }

  get report(): Opened {
    return this.#report
  }

  async takeSamples(): Promise<void> {
    await this.intake.take(await this.#services.samples())
  }

  /** Opens a report, at a paragraph or at its first unsure one if wanted. One that is open already stays as it is, but for the paragraph. */
  async open(id: string, atUnsure: boolean, at?: number): Promise<void> {
    if (this.#report instanceof OpenReport && this.#report.id === id) {
      if (at !== undefined) this.#report.focusOn(at)
      return
    }
    this.#report = 'opening'
    const stored = await this.#services.reports.load(id)
    if (!stored.ok) this.#report = stored.problem
    else if (!stored.value) this.#report = 'missing'
    else {
      const { words } = stored.value.content
      const report = new OpenReport(stored.value, {
        reports: this.#services.reports,
        annotator: () => this.preferences.annotator,
        corrected: () => void this.#askToPersist(),
        changed: (row) => this.library.show(row),
      })
      if (atUnsure && !report.isUnsure(report.focus)) report.moveToUnsure(1)
      if (at !== undefined) report.focusOn(at)
      this.#report = report
      if (words.dictionary !== dictionaryOf(this.preferences.ownWords)) void this.#cutWordsAnew(report)
    }
  }

  close(): void {
    this.#report = 'none'
  }

  /** Goes to the export of these reports, or of all. */
  exportReports(ids: readonly string[] | null): void {
    this.exporting.only(ids)
    this.router.go({ screen: 'export' })
  }

  /** Keeps a person's own words. Words that are taken out are forgotten only by workers that start anew. */
  keepWords(words: readonly string[]): void {
    const before = this.preferences.ownWords
    this.preferences.keepWords(words)
    if (before.some((word) => !this.preferences.ownWords.includes(word)) && !this.intake.running) this.engine.labeller.stop()
  }

  chooseDevice(device: DeviceChoice): void {
    this.preferences.chooseDevice(device)
    void this.#useBestDevice()
  }

  #added(row: ReportRow): void {
    this.library.show(row)
    this.exporting.refresh()
  }

  /** Checks WebGPU if that has not been done, and then uses what is best, unless reports are coming in again. */
  async #useBestDevice(): Promise<void> {
    if (this.engine.webgpu === 'unchecked' && !this.engine.checking && this.preferences.device === 'auto') await this.engine.checkWebgpu()
    if (!this.intake.running) this.engine.choose()
    await this.engine.look()
  }

  async #cutWordsAnew(report: OpenReport): Promise<void> {
    const { ownWords } = this.preferences
    const ends = await this.engine.labeller.tokenize(report.doc.text, ownWords)
    if (!ends.ok) return
    report.useWords(ends.value)
    await this.#services.reports.saveWords(report.id, { ends: ends.value, dictionary: dictionaryOf(ownWords) })
    this.#feed.forget(report.id)
  }

  /** The words of a text that is looked for; what stands between words is none. */
  async #cut(text: string): Promise<Result<readonly string[]>> {
    const ends = await this.engine.labeller.tokenize(text, this.preferences.ownWords)
    if (!ends.ok) return ends
    const words = [...ends.value].map((end, index) => text.slice(ends.value[index - 1] ?? 0, end))
    return ok([...new Set(words.filter((word) => /[\p{L}\p{N}]/u.test(word)))])
  }

  async #askToPersist(): Promise<void> {
    if (this.preferences.persistence === null) this.preferences.rememberPersistence(await askToPersist())
  }
}

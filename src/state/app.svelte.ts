import { ok, type Problem, type Result } from '../core/result.ts'
import { askToPersist } from '../storage/persistence.ts'
import type { Places } from '../storage/places.ts'
import type { Reports, StoredReport } from '../storage/reports.ts'
import type { Samples } from '../storage/samples.ts'
import type { Schemas } from '../storage/schemas.ts'
import type { Settings } from '../storage/settings.ts'
import type { Labeller } from '../worker/client.ts'
import type { Exporter } from '../worker/exporter.ts'
import type { Searcher } from '../worker/searcher.ts'
import { Audit } from './audit.svelte.ts'
import { BulkAccept } from './bulk-accept.svelte.ts'
import { dictionaryOf } from './dictionary.ts'
import { Engine, type Device } from './engine.svelte.ts'
import { Export } from './export.svelte.ts'
import { FilterCounts } from './filter-counts.svelte.ts'
import { Find } from './find.svelte.ts'
import { Intake, type Item } from './intake.svelte.ts'
import { Keymap } from './keymap.svelte.ts'
import { Library, type ReportRow } from './library.svelte.ts'
import { NoteDrafts } from './note-drafts.svelte.ts'
import { OpenReport } from './open-report.svelte.ts'
import { ProjectList, type ProjectListServices } from './projects.svelte.ts'
import { Preferences, type DeviceChoice } from './preferences.svelte.ts'
import { RecentActions } from './recent-actions.svelte.ts'
import { Review } from './review.svelte.ts'
import { Router } from './route.svelte.ts'
import { ProjectSchema } from './schema.svelte.ts'
import { SavedFilters } from './saved-filters.svelte.ts'
import { SearchFeed } from './search-feed.ts'
import { Search } from './search.svelte.ts'
import { StatisticsView } from './statistics.svelte.ts'
import { Why } from './why.svelte.ts'

export interface Services {
  readonly reports: Reports
  readonly schemas: Schemas
  /** Random samples that measure the model. */
  readonly audits: Samples
  /** Of all projects. */
  readonly settings: Settings
  /** Of the open project. */
  readonly ownSettings: Settings
  readonly places: Places
  readonly projects: ProjectListServices['projects']
  /** The project that is open, beside those that there are. */
  readonly opened: ConstructorParameters<typeof ProjectList>[1]
  /** Loads the page anew at an address. */
  go(address: string): void
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
  readonly projects: ProjectList
  readonly schema: ProjectSchema
  readonly keymap: Keymap
  readonly library: Library
  readonly intake: Intake
  readonly engine: Engine
  readonly exporting: Export
  readonly search: Search
  readonly find: Find
  readonly filters: SavedFilters
  readonly filterCounts: FilterCounts
  readonly bulk: BulkAccept
  readonly statistics: StatisticsView
  readonly why: Why
  readonly review: Review
  readonly audit: Audit
  readonly recent: RecentActions
  readonly router = new Router()
  readonly noteDrafts = new NoteDrafts()
  readonly #services: Services
  readonly #feed: SearchFeed
  #report = $state.raw<Opened>('none')
  /** Settles when the report that was open before is saved. */
  #left: Promise<void> = Promise.resolve()
  /** A report that is read before it is opened, with its row as it was. */
  #ahead: { readonly row: ReportRow; readonly stored: ReturnType<Reports['load']> } | null = null

  constructor(services: Services, browserLanguage: string) {
    this.#services = services
    this.preferences = new Preferences(services.settings, browserLanguage)
    this.projects = new ProjectList({
      projects: services.projects, annotator: () => this.preferences.annotator, saved: () => this.#saved(), go: (address) => services.go(address),
    }, services.opened)
    this.schema = new ProjectSchema({
      schemas: services.schemas,
      reports: services.reports,
      annotator: () => this.preferences.annotator,
      busy: () => this.intake.running,
      saved: () => this.#saved(),
      changed: () => this.library.load(),
    })
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
      saved: () => this.#saved(),
    })
    this.find = new Find({ searcher: services.searcher, feed: this.#feed, wordsOf: (wanted) => this.search.wordsOf(wanted) })
    this.statistics = new StatisticsView(services.reports)
    this.why = new Why({ labeller: () => this.engine.labeller, schema })
    this.filters = new SavedFilters(services.ownSettings)
    this.filterCounts = new FilterCounts({ searcher: services.searcher, schema, wordsOf: (wanted) => this.search.wordsOf(wanted) })
    this.review = new Review({ reports: services.reports, schema, rows: () => this.library.rows, saved: () => this.#saved() })
    this.audit = new Audit({ reports: services.reports, samples: services.audits, schema, rows: () => this.library.rows, annotator: () => this.preferences.annotator })
    const through = {
      reports: services.reports,
      annotator: () => this.preferences.annotator,
      corrected: () => void this.#askToPersist(),
      changed: (row: ReportRow) => this.library.show(row),
      onScreen: () => (this.#report instanceof OpenReport ? this.#report : null),
    }
    this.bulk = new BulkAccept(through)
    this.recent = new RecentActions(through)
    this.intake = new Intake(() => this.engine.labeller, services.reports, this.preferences, (row) => this.#added(row), () => void this.#useBestDevice(), () => this.library.rows.length === 0)
  }

  /** What the page goes by from its first picture on. The rows of the library are loaded after it. */
  async loadChoices(): Promise<void> {
    // Keys of labels and old rows are read by the schema.
    await this.schema.load()
    await Promise.all([this.preferences.load(), this.keymap.load(), this.filters.load()])
    void this.projects.use()
  }

  get report(): Opened {
    return this.#report
  }

  async takeSamples(): Promise<void> {
    await this.intake.take(await this.#services.samples())
  }

  /** Opens a report, at a paragraph or at its first unsure one if wanted, else where it was left. One that is open already stays as it is, but for the paragraph. */
  async open(id: string, atUnsure: boolean, at?: number): Promise<void> {
    if (this.#report instanceof OpenReport && this.#report.id === id) {
      if (at !== undefined) this.#report.focusOn(at)
      return
    }
    const ahead = this.#readAhead(id)
    this.#leave()
    if (!ahead || !(this.#report instanceof OpenReport)) this.#report = 'opening'
    const stored = await (ahead ?? this.#left.then(() => this.#services.reports.load(id)))
    if (!stored.ok) this.#report = stored.problem
    else if (!stored.value) this.#report = 'missing'
    else {
      const { words } = stored.value.content
      const report = this.#opened(stored.value)
      if (atUnsure && !report.isUnsure(report.focus)) report.moveToUnsure(1)
      const place = at ?? (atUnsure ? undefined : this.#services.places.of(id))
      if (place !== undefined) report.focusOn(place)
      this.#report = report
      if (words.dictionary !== dictionaryOf(this.preferences.ownWords)) void this.#cutWordsAnew(report)
    }
  }

  #opened(stored: StoredReport): OpenReport {
    const report: OpenReport = new OpenReport(stored, {
      reports: this.#services.reports,
      annotator: () => this.preferences.annotator,
      corrected: () => void this.#askToPersist(),
      changed: (row) => this.library.show(row),
      outdated: () => void this.#reopen(report, { code: 'changed-elsewhere' }),
    })
    return report
  }

  /** Reads reports anew that another tab has changed, and the one on the screen with them. */
  async readAnew(ids: readonly string[]): Promise<void> {
    await this.library.readAnew(ids)
    this.exporting.refresh()
    if (this.#report instanceof OpenReport && ids.includes(this.#report.id)) await this.#reopen(this.#report)
  }

  /** Reads everything anew, once the labels themselves are others. */
  async readAllAnew(): Promise<void> {
    await this.library.load()
    this.exporting.refresh()
    if (this.#report instanceof OpenReport) await this.#reopen(this.#report)
  }

  /** Puts a report as it is stored in the place of the open one, at the same paragraph. `problem` is what came of the last step here. */
  async #reopen(report: OpenReport, problem: Problem | null = null): Promise<void> {
    await report.saved()
    const { row } = report
    const [stored] = await Promise.all([this.#services.reports.load(report.id), this.library.readAnew([report.id])])
    if (this.#report !== report) return
    // Something was done here while it was being read.
    if (report.row !== row) return this.#reopen(report, problem)
    this.#report = !stored.ok ? stored.problem : stored.value ? this.#opened(stored.value) : 'missing'
    if (!(this.#report instanceof OpenReport)) return
    this.#report.focusOn(report.focus)
    this.#report.follow(report)
    if (problem) this.#report.tellProblem(problem)
  }

  close(): void {
    this.#leave()
    this.#report = 'none'
  }

  #leave(): void {
    this.keepPlace()
    if (this.#report instanceof OpenReport) this.#left = this.#report.saved()
  }

  /** Remembers where the person is in the open report. */
  keepPlace(): void {
    if (this.#report instanceof OpenReport) this.#services.places.keep(this.#report.id, this.#report.focus)
  }

  /** Whether something would be lost if the page went away now: a correction that is being saved, a note that is not finished. */
  get unsaved(): boolean {
    return this.noteDrafts.some || (this.#report instanceof OpenReport && this.#report.saving === 'saving')
  }

  /** Reads a report that is likely to be opened next, so that it is there at once. */
  readAhead(id: string): void {
    const row = this.#rowOf(id)
    if (row && this.#ahead?.row !== row) this.#ahead = { row, stored: this.#saved().then(() => this.#services.reports.load(id)) }
  }

  /** What has been read ahead of a report, unless it has changed since. */
  #readAhead(id: string): ReturnType<Reports['load']> | null {
    const ahead = this.#ahead
    return ahead?.row.id === id && ahead.row === this.#rowOf(id) ? ahead.stored : null
  }

  #rowOf(id: string): ReportRow | undefined {
    return this.library.rows.find((row) => row.id === id)
  }

  async #saved(): Promise<void> {
    await this.#left
    if (this.#report instanceof OpenReport) await this.#report.saved()
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

  /** Loads the model while nobody waits for it. Whoever needs it sooner starts its workers. */
  async startModel(): Promise<void> {
    await this.engine.start()
    if (!this.intake.running) this.engine.choose()
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
    if (this.preferences.persistence !== null) return
    this.preferences.awaitPersistence()
    this.preferences.rememberPersistence(await askToPersist())
  }
}

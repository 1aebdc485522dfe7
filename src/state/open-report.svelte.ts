import { placeOf } from '../core/annotation.ts'
import { invert, type Change } from '../core/change.ts'
import { corrected, withCorrection, type Fact, type Facts, type StandingFacts } from '../core/corrected.ts'
import { covers, headingTrail, overlap, quote, type Doc, type Paragraph, type Span } from '../core/document.ts'
import { isDecided, isUnsure, paragraphAt, type ParagraphLabels } from '../core/labels.ts'
import { particulars, type Particular } from '../core/particulars.ts'
import { ranked, type Prediction, type Scored } from '../core/prediction.ts'
import { leadingTo, stateAfter } from '../core/replay.ts'
import type { Problem, Result } from '../core/result.ts'
import type { Field } from '../core/schema.ts'
import type { Tally } from '../core/tally.ts'
import { standardTables, type StandardTable, type TableRow } from '../core/tables.ts'
import type { Unit } from '../core/text-step.ts'
import { countWords, type WordCounts, type WordEnds } from '../core/words.ts'
import type { HistoryRow, ReportRow } from '../storage/db.ts'
import type { Reference, Reports, StoredReport } from '../storage/reports.ts'
import { History } from './history.svelte.ts'
import { Labelling } from './labelling.ts'
import { Notes } from './notes.svelte.ts'
import { Place } from './place.svelte.ts'
import { lasting } from './report-row.ts'
import { Saves, type Saving } from './saves.svelte.ts'
import { Standing } from './standing.svelte.ts'
import { told, type Told } from './told.ts'

/** What a change says of earlier ones, whose numbers may not be known yet. */
type About = Omit<Reference, 'undoes' | 'redoes'> & { readonly undoes?: Promise<number | null>; readonly redoes?: Promise<number | null> }

type Kind = 'labels' | 'note'

export interface OpenReportServices {
  readonly reports: Reports
  /** The name under which changes are kept. */
  annotator(): string
  /** Called at every correction; the first one asks the browser to keep the data. */
  corrected(): void
  /** Called with the row as it stands after a change. */
  changed(row: ReportRow): void
  /** Called where another tab has changed the report: this one is of the past. */
  outdated?(): void
}

/**
 * The report on the screen. While it is open this is the truth and storage follows: every action changes the labels here at
 * once and is saved in the order in which it was made.
 */
export class OpenReport {
  readonly doc: Doc
  readonly prediction: Prediction
  readonly notes: Notes
  readonly #services: OpenReportServices
  readonly #standing: Standing
  readonly #place: Place
  readonly #labelling: Labelling
  readonly #history: History
  readonly #saves: Saves
  #told = $state.raw<readonly Told[]>([])
  #row: ReportRow
  #words = $state.raw<WordEnds>(new Uint32Array())
  /** What was done while the report is open, and what was undone of it, in order: notes take their turn with labels. Before it there are labels alone. */
  #done = $state.raw<readonly Kind[]>([])
  #undone = $state.raw<readonly Kind[]>([])
  readonly #tables = $derived.by(() => standardTables(this.doc))

  constructor(stored: StoredReport, services: OpenReportServices) {
    this.doc = stored.content.doc
    this.prediction = stored.content.prediction
    this.#services = services
    const { reports, annotator } = services
    this.notes = new Notes(stored.notes, {
      save: (note) => this.#noting(reports.saveNote(stored.row.id, note)),
      remove: (id) => this.#noting(reports.removeNote(stored.row.id, id)),
      annotator,
      did: () => this.#did('note'),
    })
    this.#row = $state.raw(stored.row)
    this.#history = new History(stored.history)
    this.#told = stored.history.map(told)
    this.#words = stored.content.words.ends
    this.#standing = new Standing(this.doc, this.prediction, stored.annotations)
    this.#labelling = new Labelling(this.doc, this.prediction, this.#standing, { annotator, schema: () => reports.schema })
    this.#saves = new Saves(stored.row, reports, () => services.outdated?.())
    this.#place = new Place(this.doc, Math.max(0, this.labels.findIndex((labels) => labels.section.value !== 'chrome')), () => this.#words, (index) => this.labelsOf(index)?.spans ?? [])
  }

  get id(): string {
    return this.#row.id
  }

  get row(): ReportRow {
    return this.#row
  }

  /** The labels of every paragraph, as they stand. */
  get labels(): readonly ParagraphLabels[] {
    return this.#standing.labels
  }

  /** The labels of one paragraph. Who looks at them is told of no other paragraph's. */
  labelsOf(index: number): ParagraphLabels | undefined {
    return this.#standing.of(index)
  }

  /** How many paragraphs and tags of each kind there are. */
  get tally(): Tally {
    return this.#standing.tally
  }

  get focus(): number {
    return this.#place.index
  }

  /** Whether a paragraph has the focus. Who asks is told only when that changes. */
  isFocused(index: number): boolean {
    return this.#place.isAt(index)
  }

  get paragraph(): Paragraph | undefined {
    return this.#place.paragraph
  }

  /** Segments of the paragraph in focus. */
  get segments(): readonly Span[] {
    return this.#place.segments
  }

  /** The segment that the tag keys act on. */
  get segment(): Span | undefined {
    return this.#place.segment
  }

  /** Text that the person has selected inside one paragraph. */
  get selection(): Span | null {
    return this.#place.selection
  }

  /** Where the keys move a caret or the end of the selection; null while they act on the segment in turn. */
  get caret(): number | null {
    return this.#place.caret
  }

  get isCaret(): boolean {
    return this.#place.isCaret
  }

  /** The tag that was taken up to be made longer or shorter. */
  get takenUp(): Span | null {
    return this.#place.takenUp
  }

  get saving(): Saving {
    return this.#saves.state
  }

  get canUndo(): boolean {
    return this.#history.canUndo || this.#done.includes('note')
  }

  get canRedo(): boolean {
    return this.#history.canRedo || this.#undone.includes('note')
  }

  text(span: Span): string {
    return quote(this.doc.text, span)
  }

  trail(index: number): string[] {
    const paragraph = this.doc.paragraphs[index]
    return paragraph ? headingTrail(this.doc, paragraph, (at) => this.labelsOf(at)?.role.value) : []
  }

  /** The labels of a field that the model holds possible for a paragraph: the one it gives first, then by likelihood. */
  candidates(field: Field, index: number): Scored[] {
    const given = this.#standing.predicted[index]?.[field].value
    const all = ranked(this.prediction, field, index)
    return [...all.filter((each) => each.value === given), ...all.filter((each) => each.value !== given)]
  }

  /** The rows of the report's standard tables whose label or cells stand in a paragraph. */
  tableRows(index: number): { table: StandardTable; row: TableRow }[] {
    const paragraph = this.doc.paragraphs[index]
    if (!paragraph) return []
    return this.#tables.flatMap((table) => table.rows.flatMap((row) =>
      ([row.label, ...row.cells].some((cell) => covers(paragraph, cell)) ? [{ table, row }] : [])))
  }

  particulars(index: number): Particular[] {
    const paragraph = this.doc.paragraphs[index]
    return paragraph ? particulars(this.doc.text, paragraph) : []
  }

  isUnsure(index: number): boolean {
    const labels = this.labelsOf(index)
    return labels !== undefined && isUnsure(labels, this.prediction.unsure)
  }

  isDecided(index: number): boolean {
    const labels = this.labelsOf(index)
    return labels !== undefined && isDecided(labels)
  }

  /** Counts the words of the report, its page chrome left out. */
  countWords(): WordCounts {
    return countWords(this.doc.text, this.#words, this.doc.paragraphs.filter((_, index) => this.labelsOf(index)?.section.value !== 'chrome'))
  }

  /** Where the words of the whole text end. */
  get words(): WordEnds {
    return this.#words
  }

  /** Words cut anew, after the dictionary has changed. */
  useWords(ends: WordEnds): void {
    this.#words = ends
  }

  // --- facts about the report -----------------------------------------------------

  /** Agency, region, level, year and address as they stand. */
  get facts(): StandingFacts {
    return corrected(this.#row.read, this.#row.corrections)
  }

  /** States a fact of the report in place of what was read; null, or what was read, takes the correction back. */
  correct<Each extends Fact>(fact: Each, value: Facts[Each] | null): void {
    const isRead = value === null || value === corrected(this.#row.read, withCorrection(this.#row.corrections, fact, null))[fact]?.value
    if (isRead && !this.#row.corrections[fact]) return
    const at = Date.now()
    this.#show(withCorrection(this.#row.corrections, fact, isRead ? null : { value, by: this.#services.annotator(), at }))
    const row = this.#row
    void this.#saves.add(row, (known) => this.#services.reports.saveRow(row, known))
    this.#services.corrected()
  }

  // --- moving -----------------------------------------------------------------

  focusOn(index: number): void {
    this.#place.moveTo(index)
  }

  move(steps: number): void {
    this.focusOn(this.focus + steps)
  }

  /** The next or previous paragraph that the model asks to have looked at, going round; stays where there is none. */
  moveToUnsure(step: 1 | -1): void {
    const count = this.doc.paragraphs.length
    for (let distance = 1; distance <= count; distance++) {
      const index = (this.focus + step * distance + count * distance) % count
      if (this.isUnsure(index)) return this.focusOn(index)
    }
  }

  moveSegment(step: 1 | -1): void {
    this.#place.moveSegment(step)
  }

  // --- choosing text (place.svelte.ts) -----------------------------------------------

  select(span: Span, exact: boolean): void {
    this.#place.select(span, exact)
  }

  selectWord(offset: number): void {
    this.#place.selectWord(offset)
  }

  clearSelection(): void {
    this.#place.clearSelection()
  }

  putCaret(): void {
    this.#place.putCaret()
  }

  moveCaret(unit: Unit, step: 1 | -1): void {
    this.#place.moveCaret(unit, step)
  }

  extend(unit: Unit, step: 1 | -1): void {
    this.#place.extend(unit, step)
  }

  turn(): void {
    this.#place.turn()
  }

  takeUpTag(): void {
    this.#place.takeUpTag()
  }

  // --- labelling -----------------------------------------------------------------

  /** Changes one label of the paragraph in focus, and the others where they would contradict it. */
  setLabel(field: Field, value: string): void {
    this.#make(this.#labelling.label(this.focus, field, value))
  }

  /** Turns substance into boilerplate and back. */
  toggleSubstance(): void {
    const now = this.labelsOf(this.focus)?.substance.value
    const likelier = this.candidates('substance', this.focus).find((each) => each.value !== 'na')?.value ?? 'substantive'
    this.setLabel('substance', now === 'substantive' ? 'boilerplate' : now === 'boilerplate' ? 'substantive' : likelier)
  }

  /** Confirms every label and tag of the paragraph in focus and goes on to the next. */
  accept(): void {
    this.#make(this.#labelling.accepting(this.focus))
    this.move(1)
  }

  /** Confirms every label and tag of these paragraphs in one step, which may be part of an action over several reports. */
  acceptAll(indices: readonly number[], bulk?: string): void {
    this.#make(indices.flatMap((index) => this.#labelling.accepting(index)), bulk === undefined ? {} : { bulk })
  }

  /** Confirms every label and tag of the paragraph in focus in the annotator's name, also where somebody has stated the same. */
  confirm(): void {
    this.#make(this.#labelling.confirming(this.focus))
  }

  /** Takes an entry of the history back in one step, but for places where something else has been stated since. */
  takeBack({ seq, changes }: Pick<HistoryRow, 'seq' | 'changes'>): void {
    this.#make(this.#labelling.whereTheyStand(invert(changes)), { takesBack: seq })
  }

  /** Makes an entry that was taken back again in one step, but for places where something else has been stated since. */
  makeAgain({ seq, changes }: Pick<HistoryRow, 'seq' | 'changes'>): void {
    this.#make(this.#labelling.whereTheyStand(changes), { makesAgain: seq })
  }

  /** Tags the selected text, or else the segment in turn. A tag that was made longer or shorter gives way in the same change. */
  tag(tag: string): void {
    const target = this.selection ?? this.segment
    const stated = target && this.#standing.stated.get(placeOf({ field: 'tag', ...target }))
    if (!target || (stated?.value === tag && stated.by.kind === 'person')) return
    const { takenUp } = this
    const replaced = takenUp && (takenUp.start !== target.start || takenUp.end !== target.end) ? this.#labelling.removing(this.focus, [takenUp]) : []
    this.#make([...replaced, this.#labelling.tag(target, tag)])
  }

  /** Gives the tag that was taken up the bounds of the selection. */
  resizeTag(): void {
    const { takenUp } = this
    const tag = this.labelsOf(this.focus)?.spans.find((span) => span.start === takenUp?.start && span.end === takenUp.end)
    if (tag && this.selection) this.tag(tag.value)
  }

  /** Takes the tag away that was taken up; else those that touch the selected text or the segment in turn. */
  untag(): void {
    if (this.takenUp) return this.removeTags([this.takenUp])
    const target = this.selection ?? this.segment
    const labels = this.labelsOf(this.focus)
    if (!target || !labels) return
    this.removeTags(labels.spans.filter((span) => overlap(span, target) > 0))
  }

  /** Takes tags away: a statement is withdrawn; what the model says is stated to be no tag. */
  removeTags(spans: readonly Span[]): void {
    this.#make(this.#labelling.removing(this.focus, spans))
  }

  /** Everything that has happened to the labels, oldest first. */
  get told(): readonly Told[] {
    return this.#told
  }

  /** The changes that would bring back what stood after the first `count` entries, in the paragraph in focus alone or everywhere. */
  changesTo(count: number, everywhere: boolean): Change[] {
    return leadingTo(this.#standing.stated, stateAfter(this.#told, count), everywhere ? undefined : this.paragraph)
  }

  /** Brings back what stood after the first `count` entries. The history goes on: this can be undone. */
  restore(count: number, everywhere: boolean): void {
    this.#make(this.#labelling.inSchema(this.changesTo(count, everywhere)))
  }

  undo(): void {
    const kind = this.#done.at(-1) ?? 'labels'
    this.#done = this.#done.slice(0, -1)
    this.#undone = [...this.#undone, kind]
    if (kind === 'note') return this.#goTo(this.notes.undo())
    const entry = this.#history.undo()
    if (entry) this.#take(this.#labelling.inSchema(invert(entry.changes)), { undoes: entry.seq })
  }

  redo(): void {
    const kind = this.#undone.at(-1) ?? 'labels'
    this.#undone = this.#undone.slice(0, -1)
    this.#done = [...this.#done, kind]
    if (kind === 'note') return this.#goTo(this.notes.redo())
    const entry = this.#history.redo()
    if (entry) this.#take(this.#labelling.inSchema(entry.changes), { redoes: entry.seq })
  }

  /** Takes over what can be undone from the same report as it was read before. */
  follow(before: OpenReport): void {
    this.#done = before.#done
    this.#undone = before.#undone
    this.notes.follow(before.notes)
  }

  #did(kind: Kind): void {
    this.#done = [...this.#done, kind]
    this.#undone = []
  }

  #goTo(place: Span | null): void {
    if (place) this.focusOn(paragraphAt(this.doc.paragraphs, place.start))
  }

  /** Settles when everything done so far has been saved, or has failed to. */
  async saved(): Promise<void> {
    await Promise.all([this.#saves.settled(), this.notes.saved()])
  }

  #make(changes: readonly Change[], about: Omit<About, 'undoes' | 'redoes'> = {}): void {
    if (changes.length === 0) return
    this.#history.add({ changes, seq: this.#take(changes, about) })
    this.#did('labels')
    this.#services.corrected()
  }

  /** Applies changes here and saves them; gives the number under which they were saved, null if they could not be. */
  #take(changes: readonly Change[], about: About): Promise<number | null> {
    const [first] = this.#standing.take(changes)
    if (first !== undefined && first !== this.focus) this.focusOn(first)
    this.#show(this.#row.corrections)
    const way = about.undoes || about.takesBack !== undefined ? 'undone' : about.redoes || about.makesAgain !== undefined ? 'redone' : 'done'
    this.#told = [...this.#told, { way, origin: 'person', by: this.#services.annotator(), at: this.#row.changedAt, changes }]
    return this.#save(this.#row, changes, about)
  }

  #save(row: ReportRow, changes: readonly Change[], about: About): Promise<number | null> {
    const { digest } = this.#standing
    return this.#saves.add(row, async (known) => {
      const undoes = (await about.undoes) ?? undefined
      const redoes = (await about.redoes) ?? undefined
      const { undoes: _undoes, redoes: _redoes, ...others } = about
      const reference: Reference = { ...others, ...(undoes !== undefined && { undoes }), ...(redoes !== undefined && { redoes }) }
      const set = { origin: 'person' as const, by: this.#services.annotator(), at: row.changedAt, changes, ...reference }
      return this.#services.reports.change(row, digest, set, known)
    })
  }

  /** Notes are in no row: whoever goes by the row is told once they are stored. */
  async #noting(saving: Promise<Result<void>>): Promise<Result<void>> {
    const saved = await saving
    this.#services.changed({ ...this.#row })
    return saved
  }

  /** Makes the row anew from the labels and these corrections. */
  #show(corrections: ReportRow['corrections']): void {
    this.#row = { ...this.#standing.row(corrections), ...lasting(this.#row), changedAt: Date.now() }
    this.#services.changed(this.#row)
  }

  /** Shows a problem where it is shown whether everything has been saved. */
  tellProblem(problem: Problem): void {
    this.#saves.tell(problem)
  }
}

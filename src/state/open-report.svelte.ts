import { withLabel } from '../core/agreement.ts'
import { noTag, placeOf, type Annotation } from '../core/annotation.ts'
import { invert, stating, withdrawing, type Change } from '../core/change.ts'
import { corrected, withCorrection, type Fact, type Facts, type StandingFacts } from '../core/corrected.ts'
import { covers, headingTrail, overlap, quote, type Doc, type Paragraph, type Span } from '../core/document.ts'
import { isDecided, isUnsure, paragraphAt, type ParagraphLabels } from '../core/labels.ts'
import { particulars, type Particular } from '../core/particulars.ts'
import { ranked, type Prediction, type Scored } from '../core/prediction.ts'
import { leadingTo, stateAfter } from '../core/replay.ts'
import { fail, type Problem, type Result } from '../core/result.ts'
import { fields, successorOf, type Field } from '../core/schema.ts'
import { segments } from '../core/segment.ts'
import type { Tally } from '../core/tally.ts'
import { standardTables, type StandardTable, type TableRow } from '../core/tables.ts'
import type { Unit } from '../core/text-step.ts'
import { countWords, wholeWords, wordAt, type WordCounts, type WordEnds } from '../core/words.ts'
import type { HistoryRow, ReportRow } from '../storage/db.ts'
import type { Reference, Reports, StoredReport } from '../storage/reports.ts'
import { Focus } from './focus.svelte.ts'
import { History } from './history.svelte.ts'
import { told, type Told } from './told.ts'
import { Notes } from './notes.svelte.ts'
import { lasting } from './report-row.ts'
import { Standing } from './standing.svelte.ts'
import { TextCursor } from './text-cursor.svelte.ts'

export type Saving = 'saved' | 'saving' | Problem

/** What a change says of earlier ones, whose numbers may not be known yet. */
type About = Omit<Reference, 'undoes' | 'redoes'> & { readonly undoes?: Promise<number | null>; readonly redoes?: Promise<number | null> }

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
  readonly #focus: Focus
  readonly #history: History
  #told = $state.raw<readonly Told[]>([])
  #row: ReportRow
  /** As it was stored last. */
  #stored: ReportRow
  /** Of the labels that it was read with. */
  readonly #schemaVersion: number
  #words = $state.raw<WordEnds>(new Uint32Array())
  #segment = $state(0)
  readonly #cursor = new TextCursor(() => (this.paragraph ? { text: this.doc.text, words: this.#words, paragraph: this.paragraph, segments: this.#segments } : null))
  #saving = $state.raw<Saving>('saved')
  #saves: Promise<unknown> = Promise.resolve()
  readonly #tables = $derived.by(() => standardTables(this.doc))
  readonly #segments = $derived.by(() => (this.paragraph ? segments(this.doc.text, this.paragraph) : []))

  constructor(stored: StoredReport, services: OpenReportServices) {
    this.doc = stored.content.doc
    this.prediction = stored.content.prediction
    this.#services = services
    const { reports, annotator } = services
    this.notes = new Notes(stored.notes, {
      save: (note) => this.#noting(reports.saveNote(stored.row.id, note)),
      remove: (id) => this.#noting(reports.removeNote(stored.row.id, id)),
      annotator,
    })
    this.#row = $state.raw(stored.row)
    this.#stored = stored.row
    this.#schemaVersion = services.reports.schema.version
    this.#history = new History(stored.history)
    this.#told = stored.history.map(told)
    this.#words = stored.content.words.ends
    this.#standing = new Standing(this.doc, this.prediction, stored.annotations)
    this.#focus = new Focus(this.doc.paragraphs.length, Math.max(0, this.labels.findIndex((labels) => labels.section.value !== 'chrome')))
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
    return this.#focus.index
  }

  /** Whether a paragraph has the focus. Who asks is told only when that changes. */
  isFocused(index: number): boolean {
    return this.#focus.isAt(index)
  }

  get paragraph(): Paragraph | undefined {
    return this.doc.paragraphs[this.focus]
  }

  /** Segments of the paragraph in focus. */
  get segments(): readonly Span[] {
    return this.#segments
  }

  /** The segment that the tag keys act on. */
  get segment(): Span | undefined {
    return this.#segments[Math.min(this.#segment, this.#segments.length - 1)]
  }

  /** Text that the person has selected inside one paragraph. */
  get selection(): Span | null {
    return this.#cursor.selection
  }

  /** Where the keys move a caret or the end of the selection; null while they act on the segment in turn. */
  get caret(): number | null {
    return this.#cursor.place
  }

  get isCaret(): boolean {
    return this.#cursor.isCaret
  }

  /** The tag that was taken up to be made longer or shorter. */
  get takenUp(): Span | null {
    return this.#cursor.tag
  }

  get saving(): Saving {
    return this.#saving
  }

  get canUndo(): boolean {
    return this.#history.canUndo
  }

  get canRedo(): boolean {
    return this.#history.canRedo
  }

  text(span: Span): string {
    return quote(this.doc.text, span)
  }

  trail(index: number): string[] {
    const paragraph = this.doc.paragraphs[index]
    return paragraph ? headingTrail(this.doc, paragraph) : []
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
    void this.#inOrder(this.#row, (row) => this.#services.reports.saveRow(row, this.#stored))
    this.#services.corrected()
  }

  // --- moving -----------------------------------------------------------------

  focusOn(index: number): void {
    this.#focus.move(Math.max(0, Math.min(index, this.doc.paragraphs.length - 1)))
    this.#segment = 0
    this.#cursor.clear()
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
    this.#cursor.clear()
    this.#segment = Math.max(0, Math.min(this.#segment + step, this.#segments.length - 1))
  }

  /** Selects text inside the paragraph that holds its beginning: whole words, or with `exact` to the character. */
  select(span: Span, exact: boolean): void {
    const index = paragraphAt(this.doc.paragraphs, span.start)
    const paragraph = this.doc.paragraphs[index]
    if (!paragraph || span.start >= paragraph.end) return
    if (index !== this.focus) this.focusOn(index)
    const words = exact ? span : wholeWords(this.#words, span)
    const inside = { start: Math.max(words.start, paragraph.start), end: Math.min(words.end, paragraph.end) }
    if (inside.start < inside.end) this.#cursor.select(inside)
    else this.#cursor.clear()
  }

  selectWord(offset: number): void {
    this.select(wordAt(this.#words, offset), true)
  }

  clearSelection(): void {
    this.#cursor.clear()
  }

  // --- choosing text by key ---------------------------------------------------------

  /** Puts a caret at the moving end of the selection, or at the beginning of the segment in turn. */
  putCaret(): void {
    this.#cursor.put(this.segment?.start ?? this.paragraph?.start ?? 0)
  }

  /** Moves the caret, and puts one first where there is none. */
  moveCaret(unit: Unit, step: 1 | -1): void {
    this.putCaret()
    this.#cursor.move(unit, step)
  }

  /** Moves one end of what is chosen: of the selection, of a caret, or else of the segment in turn. */
  extend(unit: Unit, step: 1 | -1): void {
    this.#chooseSegment()
    this.#cursor.extend(unit, step)
  }

  /** Lets the keys move the other end. */
  turn(): void {
    this.#chooseSegment()
    this.#cursor.turn()
  }

  /** Takes up the tags of the paragraph one after the other, beginning with the first that the segment in turn reaches. */
  takeUpTag(): void {
    const spans = this.labelsOf(this.focus)?.spans ?? []
    const now = spans.findIndex((span) => span.start === this.takenUp?.start && span.end === this.takenUp.end)
    const near = spans.find((span) => this.segment && overlap(span, this.segment) > 0)
    const next = now >= 0 ? spans[(now + 1) % spans.length] : near ?? spans[0]
    if (next) this.#cursor.takeUp({ start: next.start, end: next.end })
  }

  #chooseSegment(): void {
    const { segment } = this
    if (this.#cursor.place !== null || !segment) return
    const isTagged = this.labelsOf(this.focus)?.spans.some((span) => span.start === segment.start && span.end === segment.end)
    if (isTagged) this.#cursor.takeUp(segment)
    else this.#cursor.select(segment)
  }

  // --- labelling -----------------------------------------------------------------

  /** Changes one label of the paragraph in focus, and the others where they would contradict it. */
  setLabel(field: Field, value: string): void {
    const labels = this.labelsOf(this.focus)
    if (!labels || !this.paragraph) return
    const wanted = withLabel(labels, this.prediction, this.focus, field, value)
    const changed = fields.filter((each) => each === field || wanted[each] !== labels[each].value)
    this.#make(changed.map((each) => this.#stateField(each, wanted[each])))
  }

  /** Turns substance into boilerplate and back. */
  toggleSubstance(): void {
    const now = this.labelsOf(this.focus)?.substance.value
    const likelier = this.candidates('substance', this.focus).find((each) => each.value !== 'na')?.value ?? 'substantive'
    this.setLabel('substance', now === 'substantive' ? 'boilerplate' : now === 'boilerplate' ? 'substantive' : likelier)
  }

  /** Confirms every label and tag of the paragraph in focus and goes on to the next. */
  accept(): void {
    this.#make(this.#accepting(this.focus))
    this.move(1)
  }

  /** Confirms every label and tag of these paragraphs in one step, which may be part of an action over several reports. */
  acceptAll(indices: readonly number[], bulk?: string): void {
    this.#make(indices.flatMap((index) => this.#accepting(index)), bulk === undefined ? {} : { bulk })
  }

  /** Confirms every label and tag of the paragraph in focus in the annotator's name, also where somebody has stated the same. */
  confirm(): void {
    const [labels, paragraph] = [this.labels[this.focus], this.paragraph]
    if (!labels || !paragraph) return
    this.#make([...fields.map((field) => this.#stateField(field, labels[field].value)), ...labels.spans.map((span) => this.#stateTag(span, span.value))])
  }

  /** Takes an entry of the history back in one step, but for places where something else has been stated since. */
  takeBack({ seq, changes }: Pick<HistoryRow, 'seq' | 'changes'>): void {
    this.#make(this.#whereTheyStand(invert(changes)), { takesBack: seq })
  }

  /** Makes an entry that was taken back again in one step, but for places where something else has been stated since. */
  makeAgain({ seq, changes }: Pick<HistoryRow, 'seq' | 'changes'>): void {
    this.#make(this.#whereTheyStand(changes), { makesAgain: seq })
  }

  /** Tags the selected text, or else the segment in turn. A tag that was made longer or shorter gives way in the same change. */
  tag(tag: string): void {
    const target = this.selection ?? this.segment
    const stated = target && this.#standing.stated.get(placeOf({ field: 'tag', ...target }))
    if (!target || (stated?.value === tag && stated.by.kind === 'person')) return
    const { takenUp } = this
    const replaced = takenUp && (takenUp.start !== target.start || takenUp.end !== target.end) ? this.#removing([takenUp]) : []
    this.#make([...replaced, this.#stateTag(target, tag)])
  }

  /** Gives the tag that was taken up the bounds of the selection. */
  resizeTag(): void {
    const { takenUp } = this
    const tag = this.labelsOf(this.focus)?.spans.find((span) => span.start === takenUp?.start && span.end === takenUp.end)
    if (tag && this.selection) this.tag(tag.value)
  }

  /** Takes the tags away that touch the selected text, or else the segment in turn. */
  untag(): void {
    const target = this.selection ?? this.segment
    const labels = this.labelsOf(this.focus)
    if (!target || !labels) return
    this.removeTags(labels.spans.filter((span) => overlap(span, target) > 0))
  }

  /** Takes tags away: a statement is withdrawn; what the model says is stated to be no tag. */
  removeTags(spans: readonly Span[]): void {
    this.#make(this.#removing(spans))
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
    this.#make(this.changesTo(count, everywhere).map((change) => this.#inSchema(change)))
  }

  undo(): void {
    const entry = this.#history.undo()
    if (entry) this.#take(invert(entry.changes).map((change) => this.#inSchema(change)), { undoes: entry.seq })
  }

  redo(): void {
    const entry = this.#history.redo()
    if (entry) this.#take(entry.changes.map((change) => this.#inSchema(change)), { redoes: entry.seq })
  }

  /** Settles when everything done so far has been saved, or has failed to. */
  async saved(): Promise<void> {
    await Promise.all([this.#saves, this.notes.saved()])
  }

  /** What an earlier time comes back as: a label that another has taken the place of since is that one. */
  #inSchema({ before, after }: Change): Change {
    const value = after && (successorOf(this.#services.reports.schema, after.field, after.value) ?? after.value)
    return { before, after: after && value !== null ? { ...after, value } : after }
  }

  /** Those of these changes that begin with what is stated now, in the labels of now. */
  #whereTheyStand(changes: readonly Change[]): Change[] {
    return changes.flatMap(({ before, after }): Change[] => {
      const about = before ?? after
      const now = about && (this.#standing.stated.get(placeOf(about)) ?? null)
      return now?.at === before?.at ? [this.#inSchema({ before: now, after })] : []
    })
  }

  #removing(spans: readonly Span[]): Change[] {
    const predicted = this.#standing.predicted[this.focus]?.spans ?? []
    return spans.flatMap((span) => {
      const stated = this.#standing.stated.get(placeOf({ field: 'tag', ...span }))
      if (predicted.some((each) => each.start === span.start && each.end === span.end)) return [this.#stateTag(span, noTag)]
      return stated ? [withdrawing(stated)] : []
    })
  }

  #accepting(index: number): Change[] {
    const [labels, paragraph] = [this.labelsOf(index), this.doc.paragraphs[index]]
    if (!labels || !paragraph) return []
    const { start, end } = paragraph
    const open = fields.filter((field) => labels[field].by.kind !== 'person')
    const spans = labels.spans.filter((span) => span.by.kind !== 'person')
    return [...open.map((field) => this.#stateThat({ start, end, field, value: labels[field].value })), ...spans.map((span) => this.#stateTag(span, span.value))]
  }

  #stateField(field: Field, value: string): Change {
    const { start, end } = this.paragraph ?? { start: 0, end: 0 }
    return this.#stateThat({ start, end, field, value })
  }

  #stateTag({ start, end }: Span, value: string): Change {
    return this.#stateThat({ start, end, field: 'tag', value })
  }

  #stateThat(what: Pick<Annotation, 'start' | 'end' | 'field' | 'value'>): Change {
    return stating(this.#standing.stated, { ...what, by: { kind: 'person', name: this.#services.annotator() }, at: Date.now() })
  }

  #make(changes: readonly Change[], about: Omit<About, 'undoes' | 'redoes'> = {}): void {
    if (changes.length === 0) return
    this.#history.add({ changes, seq: this.#take(changes, about) })
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
    return this.#inOrder(row, async () => {
      const undoes = (await about.undoes) ?? undefined
      const redoes = (await about.redoes) ?? undefined
      const { undoes: _undoes, redoes: _redoes, ...others } = about
      const reference: Reference = { ...others, ...(undoes !== undefined && { undoes }), ...(redoes !== undefined && { redoes }) }
      const set = { origin: 'person' as const, by: this.#services.annotator(), at: row.changedAt, changes, ...reference }
      return this.#services.reports.change(row, digest, set, this.#stored)
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

  /** Saves after everything that came before; gives what saving gave, null where it failed. */
  #inOrder<T>(row: ReportRow, save: (row: ReportRow) => Promise<Result<T>>): Promise<T | null> {
    this.#saving = 'saving'
    const saved = this.#saves.then(async () => {
      const isCurrent = this.#services.reports.schema.version === this.#schemaVersion
      const result = isCurrent ? await save(row) : fail({ code: 'changed-elsewhere' })
      if (result.ok) this.#stored = row
      else this.#fail(result.problem)
      if (result.ok && this.#row === row) this.#saving = 'saved'
      return result.ok ? result.value : null
    })
    this.#saves = saved
    return saved
  }

  /** Shows a problem where it is shown whether everything has been saved. */
  tellProblem(problem: Problem): void {
    this.#saving = problem
  }

  #fail(problem: Problem): void {
    this.#saving = problem
    if (problem.code === 'changed-elsewhere') this.#services.outdated?.()
  }
}

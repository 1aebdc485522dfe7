import { isPersons, placeOf } from '../core/annotation.ts'
import { apply, stating, type ChangeSet } from '../core/change.ts'
import { digestOf } from '../core/digest.ts'
import { quote, type Doc } from '../core/document.ts'
import { byPlace, statementsOf } from '../core/imported.ts'
import { predictedLabels, resolve, type ParagraphLabels } from '../core/labels.ts'
import { inSchema, type Prediction } from '../core/prediction.ts'
import type { Question } from '../core/readers/question.ts'
import type { Reading, Source } from '../core/readers/reader.ts'
import type { PackedFile } from '../core/readers/unpack.ts'
import { fail, ok, type Problem, type Result } from '../core/result.ts'
import type { ReportRow } from '../storage/db.ts'
import type { Reports, StoredReport } from '../storage/reports.ts'
import type { Labeller } from '../worker/client.ts'
import type { Preferences } from './preferences.svelte.ts'
import { dictionaryOf } from './dictionary.ts'
import { Questions } from './questions.svelte.ts'
import { lasting, newRowOf, rowOf } from './report-row.ts'

/** What reads and labels, wherever it runs. */
export type Core = Pick<Labeller, 'openOrAsk' | 'readAs' | 'label' | 'tokenize'>

/** Something that a person brings: a dropped or chosen file, pasted text, a sample. */
export interface Item {
  readonly name: string
  /** The archive that it came in, with the folders there. */
  readonly from?: string
  /** Bytes, or characters of pasted text. */
  readonly size: number
  /** Why it cannot be read, where its archive has shown that already. */
  readonly problem?: Problem
  read(): Promise<Source>
}

export type ItemState =
  | { readonly step: 'waiting' }
  | { readonly step: 'reading' }
  | { readonly step: 'asking' }
  | { readonly step: 'labelling'; readonly done: number; readonly of: number }
  /** Counts are of all reports in the file; `report` is the last of them. */
  | { readonly step: 'done'; readonly report: ReportRow; readonly reports: number; readonly paragraphs: number; readonly unsure: number; readonly labels: number }
  | { readonly step: 'unpacked'; readonly files: number }
  | { readonly step: 'known'; readonly report: ReportRow; readonly paragraphs: number; readonly labels: number; readonly kept: number }
  | { readonly step: 'left-out' }
  | { readonly step: 'failed'; readonly problem: Problem }

type Taken = Extract<ItemState, { step: 'done' | 'known' }>

export interface ItemProgress {
  readonly name: string
  readonly from?: string
  readonly state: ItemState
}

/** A report that is being labelled, with what a first reading has of it. */
export interface FirstReading {
  readonly doc: Doc
  readonly labels: readonly ParagraphLabels[]
}

/** What a report is stored with until its words are cut: the words of no dictionary. */
const uncut = { ends: new Uint32Array(), dictionary: '' }

/** Files that are being read or labelled at one time: enough that no worker ever waits for the next report. */
const abreast = 3

/** Brings reports in: reads, labels and stores each, with one progress for the whole; a stop leaves what is finished. */
export class Intake {
  /** What the person is asked about files that can be read in several ways. */
  readonly questions = new Questions()
  readonly #core: () => Core
  readonly #reports: Reports
  readonly #preferences: Preferences
  readonly #added: (row: ReportRow) => void
  readonly #finished: () => void
  readonly #isEmpty: () => boolean
  #items = $state.raw<readonly ItemProgress[]>([])
  #running = $state(false)
  #stopped = $state(false)
  #secondsLeft = $state<number | null>(null)
  #since = $state(Infinity)
  #firstReading = $state.raw<FirstReading | null>(null)
  /** What a first reading has been asked of. */
  #first: Doc | null = null
  #stop: AbortController | null = null
  #began = 0
  /** Reports that are coming in at the moment, by what they are known by. */
  readonly #coming = new Map<string, Promise<unknown>>()
  /** Settles when no file that was asked about is being read. */
  #turn: Promise<void> = Promise.resolve()

  /**
   * `core` gives what labels at present; `added` is called with the row of every report that has come in or has got labels,
   * `finished` when nothing is left to take in. Where `isEmpty` there is no report yet to look at meanwhile.
   */
  constructor(
    core: () => Core, reports: Reports, preferences: Preferences, added: (row: ReportRow) => void, finished: () => void = () => {}, isEmpty: () => boolean = () => false,
  ) {
    this.#core = core
    this.#reports = reports
    this.#preferences = preferences
    this.#added = added
    this.#finished = finished
    this.#isEmpty = isEmpty
  }

  get items(): readonly ItemProgress[] {
    return this.#items
  }

  /** When the items that are listed began to come in, in milliseconds; Infinity where none is. */
  get since(): number {
    return this.#since
  }

  /** Of the first report that came in where there was none, until all have come in. */
  get firstReading(): FirstReading | null {
    return this.#firstReading
  }

  get running(): boolean {
    return this.#running
  }

  get stopped(): boolean {
    return this.#stopped
  }

  get secondsLeft(): number | null {
    return this.#secondsLeft
  }

  /** Reports and paragraphs done so far; `of` counts the paragraphs that are known of by now. */
  readonly progress = $derived.by(() => {
    const states = this.#items.map((item) => item.state)
    const settled = states.filter(isSettled).length
    let done = 0
    let of = 0
    for (const state of states) {
      if (state.step === 'done' || state.step === 'known') [done, of] = [done + state.paragraphs, of + state.paragraphs]
      if (state.step === 'labelling') [done, of] = [done + state.done, of + state.of]
    }
    const partly = states.reduce((sum, state) => sum + (state.step === 'labelling' && state.of > 0 ? state.done / state.of : 0), 0)
    return { settled, items: states.length, done, of, share: states.length ? (settled + partly) / states.length : 0 }
  })

  /** Takes items in, after those that are being taken in already. Settles when all of these are settled. */
  async take(items: readonly Item[]): Promise<void> {
    if (!this.#running) {
      this.#items = []
      this.questions.begin()
      this.#stop = new AbortController()
      this.#began = performance.now()
      this.#since = Date.now()
    }
    const signal = this.#stop?.signal ?? new AbortController().signal
    this.#running = true
    this.#stopped = false
    const asked: Promise<void>[] = []
    await this.#takeAll(items, signal, asked)
    await Promise.all(asked)
    if (this.#items.every(({ state }) => isSettled(state))) {
      this.#running = false
      this.#secondsLeft = null
      this.#first = this.#firstReading = null
      this.#finished()
    }
  }

  /** Takes items in. Those that the person is asked about go to `asked`, and hold none of the others up. */
  async #takeAll(items: readonly Item[], signal: AbortSignal, asked: Promise<void>[]): Promise<void> {
    const first = this.#items.length
    this.#items = [...this.#items, ...items.map(({ name, from }) => ({ name, ...(from && { from }), state: { step: 'waiting' as const } }))]
    let next = 0
    const work = async () => {
      while (next < items.length && !signal.aborted) {
        const at = next++
        const item = items[at]
        if (item) await this.#takeOne(item, first + at, signal, asked)
      }
    }
    await Promise.all(Array.from({ length: abreast }, work))
    for (const [at] of items.entries()) if (signal.aborted) this.#set(first + at, { step: 'failed', problem: { code: 'cancelled' } })
  }

  /** Stops: what is finished stays, of the rest nothing is kept. */
  stop(): void {
    this.#stop?.abort()
    this.#stopped = true
    this.#firstReading = null
    this.#secondsLeft = null
  }

  /** Clears the list of a finished intake away. */
  dismiss(): void {
    if (this.#running) return
    this.#items = []
    this.#since = Infinity
  }

  async #takeOne(item: Item, at: number, signal: AbortSignal, asked: Promise<void>[]): Promise<void> {
    if (item.problem) return this.#set(at, { step: 'failed', problem: item.problem })
    this.#set(at, { step: 'reading' })
    const opened = await this.#read(item, (source) => this.#core().openOrAsk(source, item.name, { signal, order: -1, schema: this.#reports.schema }))
    if (!opened.ok) return this.#set(at, { step: 'failed', problem: opened.problem })
    if (opened.value.kind === 'reports') return this.#takeReadings(opened.value.readings, at, signal)
    if (opened.value.kind === 'tables' || opened.value.kind === 'labels') {
      asked.push(this.#takeAnswered(item, opened.value, at, signal))
      return
    }
    this.#set(at, { step: 'unpacked', files: opened.value.files.length })
    await this.#takeAll(opened.value.files.map((file) => itemOf(file, item.name)), signal, asked)
  }

  async #takeReadings(readings: readonly Reading[], at: number, signal: AbortSignal): Promise<void> {
    const total = readings.reduce((sum, reading) => sum + reading.doc.paragraphs.length, 0)
    let before = 0
    const taken: Taken[] = []
    for (const reading of readings) {
      const added = await this.#takeReading(reading, at, signal, (done) => this.#set(at, { step: 'labelling', done: before + done, of: total }))
      if (!added.ok) return this.#set(at, { step: 'failed', problem: added.problem })
      before += reading.doc.paragraphs.length
      taken.push(added.value)
    }
    this.#set(at, together(taken))
    this.#estimate()
  }

  /** Takes a file in as the person answers, one such file at a time. */
  async #takeAnswered(item: Item, question: Question, at: number, signal: AbortSignal): Promise<void> {
    this.#set(at, { step: 'asking' })
    const answering = this.questions.answerTo(question, item.name, signal)
    this.#estimate()
    const answer = await answering
    if (!answer || signal.aborted) return this.#set(at, signal.aborted ? { step: 'failed', problem: { code: 'cancelled' } } : { step: 'left-out' })
    await this.#inTurn(async () => {
      this.#set(at, { step: 'reading' })
      const readings = await this.#read(item, (source) => this.#core().readAs(source, item.name, answer, { signal, order: -1, schema: this.#reports.schema }))
      if (!readings.ok) return this.#set(at, { step: 'failed', problem: readings.problem })
      return this.#takeReadings(readings.value, at, signal)
    })
  }

  /** What goes wrong in one turn is thrown to whoever waits for it, and does not hold up the next. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const mine = this.#turn.then(work)
    const over = () => undefined
    this.#turn = mine.then(over, over)
    return mine
  }

  async #read<T>(item: Item, read: (source: Source) => Promise<Result<T>>): Promise<Result<T>> {
    try {
      return await read(await item.read())
    } catch (error) {
      // A file that was moved, deleted or locked after it was chosen.
      if (error instanceof DOMException || error instanceof TypeError) return fail({ code: 'unreadable', reason: error.message })
      throw error
    }
  }

  /** Takes one report in. The same report a second time waits for the first, and then finds it here. */
  async #takeReading(
    reading: Reading, order: number, signal: AbortSignal, onProgress: (done: number) => void,
  ): Promise<Result<Taken>> {
    const id = reading.original ?? reading.doc.sha256
    const before = this.#coming.get(id)
    const taking = (async () => {
      await before
      return this.#takeAlone(reading, order, signal, onProgress)
    })()
    this.#coming.set(id, taking)
    try {
      return await taking
    } finally {
      if (this.#coming.get(id) === taking) this.#coming.delete(id)
    }
  }

  async #takeAlone(reading: Reading, order: number, signal: AbortSignal, onProgress: (done: number) => void): Promise<Result<Taken>> {
    const home = await this.#homeOf(reading)
    if (!home.ok) return home
    if (home.value) return this.#mergeLabels(home.value, reading)
    const prediction = await this.#label(reading.doc, order, signal, onProgress)
    if (!prediction.ok) return prediction
    const inProject = inSchema(prediction.value, this.#reports.schema)
    const statements = statementsOf(reading.doc, predictedLabels(reading.doc, inProject), byPlace(reading.labels))
    const imported = statements.length > 0 ? this.#importOf(statements.map((after) => ({ before: null, after }))) : null
    const stated = apply(new Map(), imported?.changes ?? [])
    const row = newRowOf(reading.doc, resolve(reading.doc, inProject, stated), inProject, Date.now())
    const saved = await this.#reports.add(row, { id: row.id, doc: reading.doc, prediction: prediction.value, words: uncut }, imported)
    if (!saved.ok) return saved
    this.#added(row)
    await this.#cutWords(row.id, reading.doc.text, order)
    return ok({ step: 'done', report: row, reports: 1, paragraphs: row.paragraphs, unsure: row.unsure, labels: reading.labels.length })
  }

  /** Labels a report. Of the first one a first reading is shown where there is nothing else yet to look at. */
  async #label(doc: Doc, order: number, signal: AbortSignal, onProgress: (done: number) => void): Promise<Result<Prediction>> {
    const isFirst = this.#isEmpty() && this.#first === null
    if (isFirst) this.#first = doc
    const show = (prediction: Prediction) => {
      if (!signal.aborted) this.#firstReading = { doc, labels: predictedLabels(doc, inSchema(prediction, this.#reports.schema)) }
    }
    const labelled = await this.#core().label(doc, { signal, order, onProgress, ...(isFirst && { onFirstReading: show }) })
    if (isFirst && !labelled.ok) this.#firstReading = null
    return labelled
  }

  /** Words come after the labels: jieba takes most of a second to start, and a report that opens without them has them cut then. */
  async #cutWords(id: string, text: string, order: number): Promise<void> {
    const { ownWords } = this.#preferences
    const ends = await this.#core().tokenize(text, ownWords, { order })
    if (ends.ok) await this.#reports.saveWords(id, { ends: ends.value, dictionary: dictionaryOf(ownWords) })
  }

  /** The stored report that a reading is of: the same text, or the text that its labels were made on. */
  async #homeOf({ doc, labels, original }: Reading): Promise<Result<StoredReport | null>> {
    const same = await this.#reports.load(doc.sha256)
    if (!same.ok || same.value) return same
    if (labels.length === 0) return ok(null)
    if (original) return this.#reports.load(original)
    const rows = await this.#reports.list()
    if (!rows.ok) return rows
    for (const row of rows.value.filter((each) => each.name === doc.name)) {
      const stored = await this.#reports.load(row.id)
      if (!stored.ok || (stored.value && quotesAgree(stored.value.content.doc, doc))) return stored
    }
    return ok(null)
  }

  /** Adds a file's labels to a stored report. What a person has decided here stays. */
  async #mergeLabels(home: StoredReport, reading: Reading): Promise<Result<Extract<ItemState, { step: 'known' }>>> {
    const { doc, prediction } = home.content
    const statements = statementsOf(doc, predictedLabels(doc, prediction), byPlace(reading.labels))
    const fresh = statements.filter((statement) => {
      const here = home.annotations.get(placeOf(statement))
      return !here || (!isPersons(here) && here.value !== statement.value)
    })
    const kept = statements.filter((statement) => {
      const here = home.annotations.get(placeOf(statement))
      return here && isPersons(here) && here.value !== statement.value
    }).length
    if (fresh.length === 0) return ok({ step: 'known', report: home.row, paragraphs: home.row.paragraphs, labels: 0, kept })
    const imported = this.#importOf(fresh.map((statement) => stating(home.annotations, statement)))
    const labels = resolve(doc, prediction, apply(home.annotations, imported.changes))
    const digest = digestOf(home.row.id, labels, predictedLabels(doc, prediction), prediction.unsure)
    const row = { ...rowOf(doc, labels, prediction, home.row.corrections), ...lasting(home.row), changedAt: Date.now() }
    const saved = await this.#reports.change(row, digest, imported, home.row)
    if (!saved.ok) return saved
    this.#added(row)
    return ok({ step: 'known', report: row, paragraphs: row.paragraphs, labels: fresh.length, kept })
  }

  #importOf(changes: ChangeSet['changes']): ChangeSet {
    return { origin: 'import', by: this.#preferences.annotator, at: Date.now(), changes }
  }

  #set(at: number, state: ItemState): void {
    const item = this.#items[at]
    if (item && !isSettled(item.state)) this.#items = this.#items.with(at, { ...item, state })
  }

  /** Seconds left, from the share of the whole that is done and the time that it took; not known while the person is asked. */
  #estimate(): void {
    const { share } = this.progress
    const seconds = (performance.now() - this.#began) / 1000
    this.#secondsLeft = share > 0.02 && share < 1 && !this.#stopped && this.questions.waiting.length === 0 ? Math.ceil(seconds / share - seconds) : null
  }
}

/** What is said of a file once every report in it has been taken in. */
function together(taken: readonly Taken[]): ItemState {
  const last = taken.at(-1)
  if (!last) return { step: 'failed', problem: { code: 'no-text' } }
  const sum = (of: (each: Taken) => number): number => taken.reduce((total, each) => total + of(each), 0)
  const counts = { report: last.report, paragraphs: sum((each) => each.paragraphs), labels: sum((each) => each.labels) }
  return taken.some(({ step }) => step === 'done')
    ? { step: 'done', ...counts, reports: taken.length, unsure: sum((each) => (each.step === 'done' ? each.unsure : 0)) }
    : { step: 'known', ...counts, kept: sum((each) => (each.step === 'known' ? each.kept : 0)) }
}

const isSettled = ({ step }: ItemState): boolean => step !== 'waiting' && step !== 'reading' && step !== 'asking' && step !== 'labelling'

function itemOf({ path, content }: PackedFile, archive: string): Item {
  const [name = path, ...folders] = path.split('/').reverse()
  const bytes = content.ok ? content.value : new Uint8Array()
  return {
    name,
    from: [archive, ...folders.reverse()].join('/'),
    size: bytes.length,
    ...(!content.ok && { problem: content.problem }),
    read: () => Promise.resolve(bytes),
  }
}

/** Whether the paragraphs of one text stand at the same places in another. */
const quotesAgree = (text: Doc, quoted: Doc): boolean =>
  quoted.paragraphs.every((paragraph) => quote(text.text, paragraph) === quote(quoted.text, paragraph))

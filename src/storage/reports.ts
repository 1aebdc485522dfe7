import { apply, type Annotations, type ChangeSet } from '../core/change.ts'
import { digestOf, type Digest } from '../core/digest.ts'
import { meanConfidence, predictedLabels, resolve } from '../core/labels.ts'
import { metadataOf } from '../core/metadata.ts'
import { isOpen, type Note } from '../core/note.ts'
import { inSchema } from '../core/prediction.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { Schema } from '../core/schema.ts'
import { titleLines } from '../core/title.ts'
import type { WordEnds } from '../core/words.ts'
import { attempt } from './attempt.ts'
import type { Database, EarlierReportRow, FirstReportRow, HistoryRow, NoteRow, ReportContent, ReportRow } from './db.ts'
import { Schemas } from './schemas.ts'
import { annotationRow, annotationsOf, keepChanges } from './statements.ts'

/** A report with everything that is kept of it. Its prediction is in the labels of the project's schema. */
export interface StoredReport {
  readonly row: ReportRow
  readonly content: ReportContent
  readonly annotations: Annotations
  readonly history: readonly HistoryRow[]
  readonly notes: readonly NoteRow[]
}

/** What an entry of the history says of others. */
export type Reference = Pick<HistoryRow, 'undoes' | 'redoes' | 'takesBack' | 'makesAgain' | 'bulk'>

/** What a search needs of a report's text. */
export interface StoredText {
  readonly text: string
  readonly bounds: Uint32Array
  readonly words: WordEnds
}

export class Reports {
  readonly #db: Database
  readonly #schemas: Schemas

  constructor(db: Database, schemas = new Schemas(db)) {
    this.#db = db
    this.#schemas = schemas
  }

  /** The schema that reports are read by. */
  get schema(): Schema {
    return this.#schemas.current
  }

  /** Every report's row, newest first. Those of earlier versions are completed, and kept so. */
  async list(): Promise<Result<ReportRow[]>> {
    const stored = await attempt(() => this.#db.reports.orderBy('addedAt').reverse().toArray())
    if (!stored.ok) return stored
    const rows: ReportRow[] = []
    for (const row of stored.value) {
      if (isComplete(row)) {
        rows.push(row)
        continue
      }
      const report = await this.load(row.id)
      if (!report.ok) return report
      if (!report.value) continue
      const { row: completed } = report.value
      rows.push(completed)
      const kept = await attempt(() => this.#db.reports.put(completed))
      if (!kept.ok) return kept
    }
    return ok(rows)
  }

  /** The rows of these reports, in their order; undefined for one that is not here. */
  async rowsOf(ids: readonly string[]): Promise<Result<(ReportRow | undefined)[]>> {
    const stored = await attempt(() => this.#db.reports.bulkGet([...ids]))
    return stored.ok ? ok(stored.value.map((row) => (row && isComplete(row) ? row : undefined))) : stored
  }

  /** The labels of every report in short, in no order. */
  async digests(): Promise<Result<Digest[]>> {
    const ids = await attempt(() => this.#db.reports.toCollection().primaryKeys())
    if (!ids.ok) return ids
    const digests = await this.digestsOf(ids.value)
    return digests.ok ? ok(digests.value.flatMap((digest) => digest ?? [])) : digests
  }

  /** The labels of these reports in short, in their order. Reports from before there were digests get theirs, and keep them. */
  async digestsOf(ids: readonly string[]): Promise<Result<(Digest | undefined)[]>> {
    const stored = await attempt(() => this.#db.digests.bulkGet([...ids]))
    if (!stored.ok) return stored
    for (const [at, id] of ids.entries()) {
      if (stored.value[at]) continue
      const report = await this.load(id)
      if (!report.ok) return report
      if (!report.value) continue
      const digest = digestOfRead(report.value.content, report.value.annotations)
      const kept = await attempt(() => this.#db.digests.put(digest))
      if (!kept.ok) return kept
      stored.value[at] = digest
    }
    return stored
  }

  /** When people changed something, in all reports. Entries are read one by one and only their times kept. */
  moments(): Promise<Result<{ by: string; at: number; isAction: boolean }[]>> {
    return attempt(async () => {
      const moments: { by: string; at: number; isAction: boolean }[] = []
      await this.#db.history.each(({ origin, by, at, undoes, redoes, takesBack, makesAgain }) => {
        if (origin === 'person') moments.push({ by, at, isAction: (undoes ?? redoes ?? takesBack ?? makesAgain) === undefined })
      })
      return moments
    })
  }

  /** How many statements there are of each label, under its field and id, and in how many reports. */
  statementCounts(): Promise<Result<ReadonlyMap<string, { readonly statements: number; readonly reports: number }>>> {
    return attempt(async () => {
      const counts = new Map<string, { statements: number; reports: Set<string> }>()
      await this.#db.annotations.each(({ field, value, report }) => {
        const count = counts.get(`${field} ${value}`) ?? { statements: 0, reports: new Set() }
        count.statements++
        count.reports.add(report)
        counts.set(`${field} ${value}`, count)
      })
      return new Map([...counts].map(([label, { statements, reports }]) => [label, { statements, reports: reports.size }]))
    })
  }

  /** Hands over the history of all reports, oldest entry first. */
  eachEntry(hear: (entry: HistoryRow) => void): Promise<Result<void>> {
    return attempt(() => this.#db.history.each(hear))
  }

  /** Entries of all reports before one, newest first. */
  entriesBefore(seq: number, count: number): Promise<Result<HistoryRow[]>> {
    return attempt(() => this.#db.history.where('seq').below(seq).reverse().limit(count).toArray())
  }

  /** Entries by their number, or all of one action over several reports. */
  entriesOf(action: { readonly bulk: string } | { readonly seq: number }): Promise<Result<HistoryRow[]>> {
    return attempt(() => ('bulk' in action ? this.#db.history.where('bulk').equals(action.bulk) : this.#db.history.where('seq').equals(action.seq)).toArray())
  }

  /** The texts of these reports in their order, with where their paragraphs start and end, in pairs, and their words. */
  texts(ids: readonly string[]): Promise<Result<(StoredText | null)[]>> {
    return attempt(async () => (await this.#db.contents.bulkGet([...ids])).map((content) => content ? {
      text: content.doc.text,
      bounds: Uint32Array.from(content.doc.paragraphs.flatMap(({ start, end }) => [start, end])),
      words: content.words.ends,
    } : null))
  }

  async has(id: string): Promise<boolean> {
    return (await this.#db.reports.where('id').equals(id).count()) > 0
  }

  /** Adds a report, with the statements that came with it as one change set, in one transaction. The prediction is as the model gave it. */
  async add(row: ReportRow, content: ReportContent, imported: ChangeSet | null): Promise<Result<void>> {
    const { reports, contents, annotations, history, digests, schemas } = this.#db
    const added = await attempt(() => this.#db.transaction('rw', [reports, contents, annotations, history, digests, schemas], async () => {
      if ((await this.#schemas.newest()) !== this.schema.version) return false
      await reports.put(row)
      await contents.put(content)
      await digests.put(digestOfRead(this.#read(content), apply(new Map(), imported?.changes ?? [])))
      if (imported) await keepChanges(this.#db, row.id, imported)
      return true
    }))
    if (added.ok && !added.value) return fail({ code: 'changed-elsewhere' })
    return this.#tell([row.id], added.ok ? ok(undefined) : added)
  }

  async load(id: string): Promise<Result<StoredReport | null>> {
    const stored = await this.#load(id)
    return stored.ok && stored.value ? ok({ ...stored.value, content: this.#read(stored.value.content) }) : stored
  }

  /** As it is stored, with the prediction in the model's own labels. */
  #load(id: string): Promise<Result<StoredReport | null>> {
    const { reports, contents, annotations, history, notes } = this.#db
    return attempt(() => this.#db.transaction('r', [reports, contents, annotations, history, notes], async () => {
      const [row, content, stated, entries, written] = await Promise.all([
        reports.get(id), contents.get(id),
        annotations.where('report').equals(id).toArray(),
        history.where('report').equals(id).sortBy('seq'),
        notes.where('report').equals(id).toArray(),
      ])
      if (!row || !content) return null
      const statements = annotationsOf(stated)
      return { row: isComplete(row) ? row : complete(row, this.#read(content), statements), content, annotations: statements, history: entries, notes: written }
    }))
  }

  /**
   * Saves a change set, with the row and the digest that it leads to, in one transaction; gives its number in the history. `known` is
   * the row that the change was made on: where another tab has changed the report or the schema since, nothing is saved.
   */
  async change(row: ReportRow, digest: Digest, set: ChangeSet & Reference, known: ReportRow): Promise<Result<number>> {
    const { reports, annotations, history, digests, schemas } = this.#db
    const saved = await attempt(() => this.#db.transaction('rw', [reports, annotations, history, digests, schemas], async () => {
      if ((await this.#schemas.newest()) !== this.schema.version || !(await this.#isAsKnown(known))) return null
      await reports.put(row)
      await digests.put(digest)
      return keepChanges(this.#db, row.id, set)
    }))
    if (saved.ok && saved.value === null) return fail({ code: 'changed-elsewhere' })
    return this.#tell([row.id], saved.ok ? ok(saved.value ?? 0) : saved)
  }

  /** Saves a row alone, as when a person has corrected its facts, under the same condition. */
  async saveRow(row: ReportRow, known: ReportRow): Promise<Result<void>> {
    const { reports } = this.#db
    const saved = await attempt(() => this.#db.transaction('rw', reports, async () => {
      const isAsKnown = await this.#isAsKnown(known)
      if (isAsKnown) await reports.put(row)
      return isAsKnown
    }))
    if (saved.ok && !saved.value) return fail({ code: 'changed-elsewhere' })
    return this.#tell([row.id], saved.ok ? ok(undefined) : saved)
  }

  /** Whether a report is still as it was when this row was read. */
  async #isAsKnown({ id, changedAt, archived = false }: ReportRow): Promise<boolean> {
    const stored = await this.#db.reports.get(id)
    return stored?.changedAt === changedAt && ('archived' in stored ? stored.archived ?? false : false) === archived
  }

  /** Saves a note, new or changed. */
  async saveNote(report: string, note: Note): Promise<Result<void>> {
    return this.#tell([report], await attempt(async () => {
      await this.#db.notes.put({ ...note, report })
    }))
  }

  async removeNote(report: string, id: string): Promise<Result<void>> {
    return this.#tell([report], await attempt(() => this.#db.notes.delete(id)))
  }

  /** Where notes begin in these reports, in their order, and which of them are discussions still open. */
  notePlaces(ids: readonly string[]): Promise<Result<{ start: number; open: boolean }[][]>> {
    return attempt(async () => {
      const notes = await this.#db.notes.where('report').anyOf(ids).toArray()
      return ids.map((id) => notes.filter((note) => note.report === id).map((note) => ({ start: note.start, open: isOpen(note) })))
    })
  }

  /** Puts reports into the archive, or takes them out, all or none. */
  async archive(ids: readonly string[], archived: boolean): Promise<Result<void>> {
    return this.#tell(ids, await attempt(async () => {
      await this.#db.reports.where('id').anyOf(ids).modify({ archived })
    }))
  }

  /** Saves words cut anew, after the dictionary has changed. */
  saveWords(id: string, words: ReportContent['words']): Promise<Result<void>> {
    return attempt(async () => {
      await this.#db.contents.update(id, { words })
    })
  }

  /** Removes reports with all that belongs to them and gives back what was removed, for `restore`. */
  async remove(ids: readonly string[]): Promise<Result<StoredReport[]>> {
    const removed: StoredReport[] = []
    for (const id of ids) {
      const stored = await this.#load(id)
      if (!stored.ok) return stored
      if (stored.value) removed.push(stored.value)
    }
    const { reports, contents, annotations, history, digests, notes } = this.#db
    return this.#tell(ids, await attempt(() => this.#db.transaction('rw', [reports, contents, annotations, history, digests, notes], async () => {
      await reports.bulkDelete([...ids])
      await digests.bulkDelete([...ids])
      await contents.bulkDelete([...ids])
      await annotations.where('report').anyOf(ids).delete()
      await history.where('report').anyOf(ids).delete()
      await notes.where('report').anyOf(ids).delete()
      return removed
    })))
  }

  async restore(removed: readonly StoredReport[]): Promise<Result<void>> {
    const { reports, contents, annotations, history, digests, notes } = this.#db
    return this.#tell(removed.map((each) => each.row.id), await attempt(() => this.#db.transaction('rw', [reports, contents, annotations, history, digests, notes], async () => {
      await reports.bulkPut(removed.map((each) => each.row))
      await digests.bulkPut(removed.map((each) => digestOfRead(this.#read(each.content), each.annotations)))
      await contents.bulkPut(removed.map((each) => each.content))
      await annotations.bulkPut(removed.flatMap((each) => [...each.annotations.values()].map((annotation) => annotationRow(each.row.id, annotation))))
      await history.bulkPut(removed.flatMap((each) => each.history))
      await notes.bulkPut(removed.flatMap((each) => each.notes))
    })))
  }

  /** Tells the other tabs of reports that have been saved; gives back how saving went. */
  #tell<T>(ids: readonly string[], saved: Result<T>): Result<T> {
    if (saved.ok) this.#db.tabs.tell({ of: 'reports', ids })
    return saved
  }

  /** What the model says, in the labels of the project. */
  #read(content: ReportContent): ReportContent {
    return { ...content, prediction: inSchema(content.prediction, this.schema) }
  }
}

const isComplete = (row: ReportRow | EarlierReportRow | FirstReportRow): row is ReportRow => 'confidence' in row

/** Nobody could correct anything in the first version. Its year was read in the same way. */
function complete(earlier: EarlierReportRow | FirstReportRow, { doc, prediction }: ReportContent, stated: Annotations): ReportRow {
  const row = { ...earlier, confidence: meanConfidence(predictedLabels(doc, prediction)) }
  if ('read' in row) return row
  const read = metadataOf(doc, titleLines(doc, resolve(doc, prediction, stated)))
  return { ...row, agency: read.agency?.value ?? '', year: read.year?.value ?? null, read, corrections: {} }
}

const digestOfRead = ({ id, doc, prediction }: ReportContent, stated: Annotations): Digest =>
  digestOf(id, resolve(doc, prediction, stated), predictedLabels(doc, prediction), prediction.unsure)

import 'fake-indexeddb/auto'
import Dexie from 'dexie'
import { beforeEach, describe, expect, it } from 'vitest'
import { placeOf, type Annotation } from '../../src/core/annotation.ts'
import { digestLabel, type Digest } from '../../src/core/digest.ts'
import { metadataOf } from '../../src/core/metadata.ts'
import { documentOf } from '../../src/core/readers/document-of.ts'
import { disclosureSchema } from '../../src/core/schema.ts'
import { Database, type ReportContent, type ReportRow } from '../../src/storage/db.ts'
import { attempt } from '../../src/storage/attempt.ts'
import { Reports } from '../../src/storage/reports.ts'
import { Schemas } from '../../src/storage/schemas.ts'
import { Settings } from '../../src/storage/settings.ts'
import { predictionOf } from '../fixtures/predictions.ts'

let db: Database
let reports: Reports

beforeEach(async () => {
  await Dexie.delete('test')
  db = new Database('test')
  reports = new Reports(db)
})

function sample(text: string): { row: ReportRow; content: ReportContent } {
  const read = documentOf('a.txt', { text, encoding: 'utf-8' })
  if (!read.ok) throw new Error(read.problem.code)
  const doc = read.value
  const row = { id: doc.sha256, name: doc.name, title: text, agency: '', year: 2013, read: metadataOf(doc), corrections: {}, encoding: 'utf-8', characters: 1, paragraphs: 1, decided: 0, unsure: 0, body: 1, substantive: 1, confidence: null, addedAt: Date.now(), changedAt: 0 }
  return { row, content: { id: doc.sha256, doc, prediction: predictionOf(doc, doc.paragraphs.map(() => ({}))), words: { ends: Uint32Array.from([1]), dictionary: '1' } } }
}

const digest = (id: string, flags: number): Digest => ({
  id, labels: { section: ['fees'], role: ['body'], substance: ['na'], tag: [] }, people: [], section: Uint8Array.of(0), role: Uint8Array.of(0), substance: Uint8Array.of(0),
  predicted: Uint8Array.of(0), score: Uint8Array.of(255), by: Uint8Array.of(0), flags: Uint8Array.of(flags), tags: Uint32Array.of(0),
})

const annotation = (value: string): Annotation => ({ start: 0, end: 2, field: 'section', value, by: { kind: 'person', name: '甲' }, at: 1 })
const set = (before: Annotation | null, after: Annotation | null) => ({ origin: 'person' as const, by: '甲', at: 2, changes: [{ before, after }] })

describe('reports in storage', () => {
  it('come back as they were, typed arrays included', async () => {
    const { row, content } = sample('公开')
    await reports.add(row, content, set(null, annotation('fees')))
    const stored = await reports.load(row.id)
    expect(stored.ok && stored.value).toEqual({
      row, content, annotations: new Map([[placeOf(annotation('fees')), annotation('fees')]]), history: [{ ...set(null, annotation('fees')), report: row.id, seq: 1 }], notes: [],
    })
    expect(await reports.list()).toEqual({ ok: true, value: [row] })
  })

  it('keep a change set, its annotations and the row together or not at all', async () => {
    const { row, content } = sample('公开')
    await reports.add(row, content, null)
    expect(await reports.change({ ...row, decided: 1 }, digest(row.id, 1), set(null, annotation('fees')), row)).toEqual({ ok: true, value: 1 })
    // Nothing that holds a function can be stored.
    const broken: Annotation = Object.assign(annotation('other'), { value: () => {} })
    const failed = await reports.change({ ...row, decided: 9 }, digest(row.id, 9), set(annotation('fees'), broken), row)
    expect(failed).toMatchObject({ ok: false, problem: { code: 'storage-failed' } })
    const stored = await reports.load(row.id)
    expect(stored.ok && stored.value?.row.decided).toBe(1)
    expect(stored.ok && [...(stored.value?.annotations.values() ?? [])]).toEqual([annotation('fees')])
    expect(stored.ok && stored.value?.history).toHaveLength(1)
    expect(await reports.digests()).toEqual({ ok: true, value: [digest(row.id, 1)] })
  })

  it('are not changed by a tab that does not know the latest of them, nor of the labels', async () => {
    const { row, content } = sample('公开')
    await reports.add(row, content, null)
    const later = { ...row, decided: 1, changedAt: row.changedAt + 1 }
    expect(await reports.change(later, digest(row.id, 1), set(null, annotation('fees')), row)).toMatchObject({ ok: true })
    const elsewhere = { ok: false, problem: { code: 'changed-elsewhere' } }
    expect(await reports.change({ ...row, decided: 9 }, digest(row.id, 9), set(null, annotation('other')), row)).toEqual(elsewhere)
    expect(await reports.saveRow({ ...row, agency: '乙' }, row)).toEqual(elsewhere)
    await reports.archive([row.id], true)
    expect(await reports.saveRow({ ...later, agency: '乙' }, later)).toEqual(elsewhere)
    const known = { ...later, archived: true }
    expect(await reports.saveRow({ ...known, agency: '乙' }, known)).toMatchObject({ ok: true })
    await new Schemas(db).save({ version: 2, schema: { ...disclosureSchema, id: 'own', version: 2 }, by: '甲', at: 1, what: { kind: 'import', schema: 'own', version: 2 } }, null)
    expect(await reports.change(known, digest(row.id, 9), set(null, annotation('other')), known)).toEqual(elsewhere)
    expect(await reports.add(sample('收费').row, sample('收费').content, null)).toEqual(elsewhere)
    const stored = await reports.load(row.id)
    expect(stored.ok && stored.value?.row).toEqual({ ...known, agency: '乙' })
    expect(stored.ok && stored.value?.history).toHaveLength(1)
    await reports.remove([row.id])
    expect(await reports.saveRow(known, known)).toEqual(elsewhere)
    expect(await reports.rowsOf([row.id])).toEqual({ ok: true, value: [undefined] })
  })

  it('are removed with all that belongs to them, and can be put back', async () => {
    const [one, two] = [sample('公开'), sample('收费')]
    await reports.add(one.row, one.content, set(null, annotation('fees')))
    await reports.add(two.row, two.content, null)
    const removed = await reports.remove([one.row.id])
    expect(await reports.load(one.row.id)).toEqual({ ok: true, value: null })
    expect(await db.annotations.count()).toBe(0)
    expect(await db.history.count()).toBe(0)
    expect((await db.digests.toArray()).map((each) => each.id)).toEqual([two.row.id])
    await reports.restore(removed.ok ? removed.value : [])
    const stored = await reports.load(one.row.id)
    expect(stored.ok && stored.value?.annotations.size).toBe(1)
    expect(stored.ok && stored.value?.history).toHaveLength(1)
    const restoredDigest = await db.digests.get(one.row.id)
    expect(restoredDigest && digestLabel(restoredDigest, 'section', 0)).toBe('fees')
  })
})

describe('settings', () => {
  it('are kept by name', async () => {
    const settings = new Settings(db)
    await settings.save('theme', 'dark')
    expect(await settings.all()).toEqual({ ok: true, value: new Map([['theme', 'dark']]) })
  })
})

describe('the first version of the database', () => {
  it('still opens, with what it held', async () => {
    await Dexie.delete('old')
    const old = new Dexie('old')
    old.version(1).stores({ reports: 'id, addedAt', contents: 'id', annotations: '[report+place], report', history: '++seq, report', settings: 'key' })
    await old.table('settings').put({ key: 'annotator', value: '乙' })
    old.close()
    expect(await new Settings(new Database('old')).all()).toEqual({ ok: true, value: new Map([['annotator', '乙']]) })
  })
})

describe('a report stored by the first version', () => {
  it('gets what it says of itself when it is first listed or opened, keeps it, and loses nothing', async () => {
    await Dexie.delete('old')
    const old = new Dexie('old')
    old.version(1).stores({ reports: 'id, addedAt', contents: 'id', annotations: '[report+place], report', history: '++seq, report', settings: 'key' })
    const { row, content } = sample('柳溪县教育局2013年政府信息公开年度报告\n一、概述')
    const { agency: _agency, read: _read, corrections: _corrections, confidence: _confidence, ...first } = row
    await old.table('reports').put(first)
    await old.table('contents').put(content)
    old.close()
    const database = new Database('old')
    const now = new Reports(database)
    const complete = { ...first, agency: '柳溪县教育局', year: 2013, read: metadataOf(content.doc), corrections: {}, confidence: expect.closeTo(0.9, 1) }
    expect(await now.load(row.id)).toMatchObject({ ok: true, value: { row: complete, content: { doc: content.doc } } })
    expect(await now.list()).toEqual({ ok: true, value: [complete] })
    expect(await database.reports.toArray()).toEqual([complete])
    expect(await now.digests()).toMatchObject({ ok: true, value: [{ id: row.id }] })
    expect(await database.digests.count()).toBe(1)
  })
})

describe('digests of the fourth version, which knew two tags', () => {
  it('are made anew', async () => {
    await Dexie.delete('old')
    const old = new Dexie('old')
    old.version(4).stores({ reports: 'id, addedAt', contents: 'id', annotations: '[report+place], report', history: '++seq, report', settings: 'key', digests: 'id', notes: 'id, report' })
    const { row, content } = sample('柳溪县教育局2013年政府信息公开年度报告\n一、概述')
    await old.table('reports').put(row)
    await old.table('contents').put(content)
    await old.table('digests').put({ id: row.id, labels: { section: ['fees'], role: ['body'], substance: ['na'] }, flags: Uint8Array.of(4) })
    old.close()
    const digests = await new Reports(new Database('old')).digests()
    expect(digests).toMatchObject({ ok: true, value: [{ id: row.id, labels: { tag: [] }, tags: new Uint32Array(content.doc.paragraphs.length) }] })
  })
})

describe('what the browser refuses', () => {
  it('becomes a problem with words of its own; a bug still throws', async () => {
    expect(await attempt(() => Promise.reject(new Dexie.QuotaExceededError('full')))).toEqual({ ok: false, problem: { code: 'storage-full' } })
    expect(await attempt(() => Promise.reject(new Dexie.InvalidStateError('shut')))).toEqual({ ok: false, problem: { code: 'storage-failed', reason: 'shut' } })
    await expect(attempt(() => Promise.reject(new TypeError('bug')))).rejects.toThrow('bug')
  })
})

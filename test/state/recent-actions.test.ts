import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { OpenReport } from '../../src/state/open-report.svelte.ts'
import { BulkAccept } from '../../src/state/bulk-accept.svelte.ts'
import { RecentActions } from '../../src/state/recent-actions.svelte.ts'
import { Database } from '../../src/storage/db.ts'
import { Reports } from '../../src/storage/reports.ts'
import { store } from '../fixtures/search.ts'

let databases = 0

/** Two reports; in the first a person has made fees other, in the second measures other. */
async function project() {
  const reports = new Reports(new Database(`recent ${databases++}`))
  const rows = [
    await store(reports, '柳溪', 2014, ['全年没有收费。', '公开不够及时。'], [{ section: 'fees' }, { section: 'issues' }], false),
    await store(reports, '青石', 2015, ['今后加强学习。'], [{ section: 'measures' }], false),
  ]
  let shown: OpenReport | null = null
  const services = { reports, annotator: () => '甲', corrected: () => {}, changed: () => {}, onScreen: () => shown }
  const open = async (at: number): Promise<OpenReport> => {
    const stored = await reports.load(rows[at]?.id ?? '')
    if (!stored.ok || !stored.value) throw new Error('the report is stored')
    return new OpenReport(stored.value, services)
  }
  const set = async (at: number, paragraph: number, section: string) => {
    const report = await open(at)
    report.focusOn(paragraph)
    report.setLabel('section', section)
    await report.saved()
  }
  const sections = async (at: number) => (await open(at)).labels.slice(1).map((labels) => labels.section.value)
  await set(0, 1, 'other')
  await set(1, 1, 'other')
  const recent = new RecentActions(services)
  await recent.load()
  return { recent, reports, rows, services, open, set, sections, show: (report: OpenReport | null) => { shown = report } }
}

const states = (recent: RecentActions) => recent.actions.map(({ undone }) => undone !== null)

describe('the last actions in all reports', () => {
  it('are told newest first, with who did what where', async () => {
    const { recent, rows } = await project()
    expect(recent.actions.map(({ reports, by, places }) => [reports[0], by, places])).toEqual([[rows[1]?.id, '甲', 1], [rows[0]?.id, '甲', 1]])
    expect(recent.complete).toBe(true)
    expect(recent.toUndo).toBe(recent.actions[0])
    expect(recent.toRedo).toBeUndefined()
  })

  it('are undone one after the other over reports, redone in the opposite order, and so again after a reload', async () => {
    const { recent, sections, services } = await project()
    for (let steps = 0; steps < 2; steps++) if (recent.toUndo) await recent.undo(recent.toUndo)
    expect([await sections(0), await sections(1), states(recent)]).toEqual([['fees', 'issues'], ['measures'], [true, true]])
    expect(recent.toUndo).toBeUndefined()
    const later = new RecentActions(services)
    await later.load()
    expect(states(later)).toEqual([true, true])
    if (later.toRedo) await later.redo(later.toRedo)
    expect([await sections(0), await sections(1), states(later)]).toEqual([['other', 'issues'], ['measures'], [true, false]])
    if (later.toRedo) await later.redo(later.toRedo)
    expect([await sections(1), states(later)]).toEqual([['other'], [false, false]])
    // Without limit: what was made again is undone again.
    for (let steps = 0; steps < 2; steps++) if (later.toUndo) await later.undo(later.toUndo)
    expect([await sections(0), await sections(1), states(later)]).toEqual([['fees', 'issues'], ['measures'], [true, true]])
  })

  it('redo what was undone in its report, and are undone there once they were redone here', async () => {
    const { recent, open, sections } = await project()
    const report = await open(0)
    report.undo()
    await report.saved()
    await recent.load()
    expect(states(recent)).toEqual([false, true])
    if (recent.toRedo) await recent.redo(recent.toRedo)
    expect([await sections(0), states(recent)]).toEqual([['other', 'issues'], [false, false]])
    const again = await open(0)
    again.undo()
    await again.saved()
    await recent.load()
    expect([await sections(0), states(recent)]).toEqual([['fees', 'issues'], [false, true]])
    const once = await open(0)
    once.redo()
    await once.saved()
    await recent.load()
    expect([await sections(0), states(recent)]).toEqual([['other', 'issues'], [false, false]])
  })

  it('leave what has been changed since, and say so', async () => {
    const { recent, set, sections } = await project()
    await set(0, 1, 'issues')
    await recent.load()
    const oldest = recent.actions.at(-1)
    if (oldest) await recent.undo(oldest)
    expect([await sections(0), recent.foundNothing, states(recent)]).toEqual([['issues', 'issues'], true, [false, false, false]])
    if (recent.toUndo) await recent.undo(recent.toUndo)
    expect([await sections(0), recent.foundNothing]).toEqual([['other', 'issues'], false])
    await set(0, 1, 'measures')
    await recent.load()
    // What was undone has something else in its place.
    if (recent.toRedo) await recent.redo(recent.toRedo)
    expect([await sections(0), recent.foundNothing]).toEqual([['measures', 'issues'], true])
  })

  it('take an action over many reports back at once, and make it again at once', async () => {
    const { recent, services, rows, open } = await project()
    const bulk = new BulkAccept(services)
    const preview = await bulk.preview(rows.map(({ id }) => ({ report: id, paragraphs: [0] })))
    if (preview) await bulk.accept(preview)
    await recent.load()
    const decided = async () => [(await open(0)).isDecided(0), (await open(1)).isDecided(0)]
    expect(recent.actions[0]).toMatchObject({ reports: rows.map(({ id }) => id).reverse(), undone: null })
    expect(await decided()).toEqual([true, true])
    if (recent.toUndo) await recent.undo(recent.toUndo)
    expect([await decided(), states(recent)]).toEqual([[false, false], [true, false, false]])
    // Redone in one report alone it is undone in the other still, and can be undone.
    const one = await open(0)
    one.undo()
    await one.saved()
    await recent.load()
    expect([await decided(), states(recent)]).toEqual([[true, false], [false, false, false]])
    if (recent.toUndo) await recent.undo(recent.toUndo)
    expect(await decided()).toEqual([false, false])
    if (recent.toRedo) await recent.redo(recent.toRedo)
    expect([await decided(), states(recent)]).toEqual([[true, true], [false, false, false]])
  })

  it('change the report on the screen, which is the truth of itself', async () => {
    const { recent, open, show } = await project()
    const report = await open(1)
    show(report)
    if (recent.toUndo) await recent.undo(recent.toUndo)
    expect(report.labels[1]?.section.value).toBe('measures')
    report.undo()
    expect(report.labels[1]?.section.value).toBe('other')
  })

  it('say why the list is shown, until something is done in it', async () => {
    const { recent } = await project()
    await recent.show('undo')
    expect(recent.shown).toBe('undo')
    if (recent.toUndo) await recent.undo(recent.toUndo)
    expect(recent.shown).toBe('asked')
    recent.close()
    expect(recent.shown).toBeNull()
  })
})

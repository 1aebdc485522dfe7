import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { openReport } from '../fixtures/open-report.ts'

const text = '首页\n一、问题\n一是公开少；二是更新慢。\n二、措施\n加强学习，做好公开。'
const said = [
  { section: 'chrome', role: 'chrome' }, { section: 'issues', role: 'heading' },
  { section: 'issues', score: 0.5, tags: ['ISSUE', ''] }, { section: 'measures', role: 'heading' }, { section: 'measures', substance: 'boilerplate' },
]
const values = (labels: { section: { value: string }; role: { value: string }; substance: { value: string } } | undefined) =>
  [labels?.section.value, labels?.role.value, labels?.substance.value]

describe('an open report', () => {
  it('begins at its first paragraph that is not page chrome, and knows what is unsure', async () => {
    const { report } = await openReport(text, said)
    expect(report.focus).toBe(1)
    report.moveToUnsure(1)
    expect(report.focus).toBe(2)
    report.moveToUnsure(1)
    expect(report.focus).toBe(2)
  })

  it('takes a label at once and is found changed when opened again', async () => {
    const { report, reopen, counts, load } = await openReport(text, said)
    report.focusOn(2)
    report.setLabel('section', 'measures')
    expect(report.labels[2]?.section).toMatchObject({ value: 'measures', by: { kind: 'person', name: '甲' }, score: null })
    expect(report.saving).toBe('saving')
    await report.saved()
    expect(report.saving).toBe('saved')
    expect(counts.corrected).toBe(1)
    expect((await reopen()).labels).toEqual(report.labels)
    expect((await load()).row.unsure).toBe(0)
  })

  it('changes the other labels with one where they would contradict it, in one step', async () => {
    const { report } = await openReport(text, said)
    report.focusOn(4)
    report.setLabel('role', 'chrome')
    expect(values(report.labels[4])).toEqual(['chrome', 'chrome', 'na'])
    report.undo()
    expect(values(report.labels[4])).toEqual(['measures', 'body', 'boilerplate'])
  })

  it('turns substance round with one action', async () => {
    const { report } = await openReport(text, said)
    report.focusOn(4)
    report.toggleSubstance()
    expect(report.labels[4]?.substance.value).toBe('substantive')
    report.toggleSubstance()
    expect(report.labels[4]?.substance.value).toBe('boilerplate')
    report.focusOn(3)
    report.toggleSubstance()
    expect(values(report.labels[3])).toEqual(['measures', 'body', 'substantive'])
  })

  it('confirms labels and tags of a paragraph and goes on', async () => {
    const { report, load } = await openReport(text, said)
    report.focusOn(2)
    report.accept()
    expect(report.focus).toBe(3)
    expect(report.isDecided(2)).toBe(true)
    expect(report.labels[2]?.spans.map((span) => span.by.kind)).toEqual(['person'])
    await report.saved()
    expect((await load()).row.decided).toBe(1)
  })

  it('tags the segment in turn, or what is selected, and takes tags away', async () => {
    const { report } = await openReport(text, said, [2, 3, 9, 10, 12, 14, 15, 17, 19, 20, 22])
    const quotes = () => report.labels[2]?.spans.map((span) => `${report.text(span)} ${span.value} ${span.by.kind}`)
    report.focusOn(2)
    report.moveSegment(1)
    report.tag('MEASURE')
    expect(quotes()).toEqual(['公开少 ISSUE model', '更新慢 MEASURE person'])
    report.moveSegment(-1)
    report.untag()
    expect(quotes()).toEqual(['更新慢 MEASURE person'])
    const start = (report.paragraph?.start ?? 0) + 8
    report.select({ start, end: start + 1 }, true)
    expect(report.selection).toEqual({ start, end: start + 1 })
    report.tag('ISSUE')
    expect(quotes()).toEqual(['更新慢 MEASURE person', '更 ISSUE person'])
    report.untag()
    report.clearSelection()
    expect(quotes()).toEqual([])
    for (let steps = 0; steps < 4; steps++) report.undo()
    expect(quotes()).toEqual(['公开少 ISSUE model'])
  })

  it('widens a selection to whole words unless it is exact, and keeps it inside its paragraph', async () => {
    const { report } = await openReport('公开信息不够。\n第二段', [{}, {}], [2, 4, 6, 7, 8, 11])
    report.select({ start: 1, end: 3 }, false)
    expect(report.selection).toEqual({ start: 0, end: 4 })
    report.select({ start: 1, end: 3 }, true)
    expect(report.selection).toEqual({ start: 1, end: 3 })
    report.select({ start: 5, end: 10 }, false)
    expect(report.selection).toEqual({ start: 4, end: 7 })
    report.selectWord(9)
    expect([report.focus, report.selection]).toEqual([1, { start: 8, end: 11 }])
  })

  it('undoes and redoes without limit, also after it has been closed', async () => {
    const { report, reopen } = await openReport(text, said)
    report.focusOn(2)
    const labels = ['fees', 'other', 'front', 'services']
    for (const label of labels) report.setLabel('section', label)
    report.undo()
    report.undo()
    await report.saved()
    const again = await reopen()
    const now = () => again.labels[2]?.section.value
    expect(now()).toBe('other')
    again.redo()
    again.redo()
    expect(now()).toBe('services')
    expect(again.canRedo).toBe(false)
    for (let steps = 0; steps < 4; steps++) again.undo()
    expect([now(), again.labels[2]?.section.by.kind, again.canUndo]).toEqual(['issues', 'model', false])
    again.redo()
    again.setLabel('section', 'table')
    expect(again.canRedo).toBe(false)
    await again.saved()
    const third = await reopen()
    third.undo()
    expect(third.labels[2]?.section.value).toBe('fees')
  })

  it('redoes what was undone although something else was done meanwhile, but not where that touched it', async () => {
    const { report, reopen } = await openReport(text, said)
    for (const [index, label] of [[1, 'fees'], [2, 'other'], [3, 'services']] as const) {
      report.focusOn(index)
      report.setLabel('section', label)
    }
    for (let steps = 0; steps < 3; steps++) report.undo()
    report.focusOn(2)
    report.setLabel('section', 'front')
    await report.saved()
    const again = await reopen()
    again.redo()
    expect([again.labels[1]?.section.value, again.canRedo]).toEqual(['fees', false])
  })

  it('goes to where the undone change was', async () => {
    const { report } = await openReport(text, said)
    report.focusOn(2)
    report.setLabel('section', 'fees')
    report.focusOn(4)
    report.undo()
    expect(report.focus).toBe(2)
  })

  it('saves nothing on what another tab has changed meanwhile, and says that it is of the past', async () => {
    const { report, reopen, load } = await openReport(text, said)
    let outdated = 0
    const other = await reopen(() => outdated++)
    report.focusOn(2)
    report.setLabel('section', 'fees')
    await report.saved()
    other.focusOn(4)
    other.setLabel('section', 'other')
    await other.saved()
    expect([other.saving, outdated]).toEqual([{ code: 'changed-elsewhere' }, 1])
    expect((await reopen()).labels.map((labels) => labels.section.value)).toEqual(['chrome', 'issues', 'fees', 'measures', 'measures'])
    report.setLabel('section', 'issues')
    await report.saved()
    expect([report.saving, (await load()).history.length]).toEqual(['saved', 2])
  })

  it('says so when it could not be saved, and keeps what was done on the screen', async () => {
    const { report, reports } = await openReport(text, said)
    reports.change = () => Promise.resolve({ ok: false, problem: { code: 'storage-full' } })
    report.setLabel('section', 'fees')
    await report.saved()
    expect(report.saving).toEqual({ code: 'storage-full' })
    expect(report.labels[1]?.section.value).toBe('fees')
  })
})

describe('standard tables', () => {
  it('are told row by row, a blank cell apart from a 0', async () => {
    const { report } = await openReport('一、主动公开\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t0\t\t5\n二、其他', [])
    expect(report.tableRows(0)).toEqual([])
    expect(report.tableRows(2).map(({ table, row }) => [table.id, row.id, row.complete, row.cells.map((cell) => cell.kind)]))
      .toEqual([['documents', 'rules', true, ['zero', 'blank', 'number']]])
  })
})

describe('the history of an open report', () => {
  it('tells what has happened and brings back what was, as one change that can be undone', async () => {
    const { report, reopen } = await openReport(text, said)
    report.focusOn(2)
    report.setLabel('section', 'measures')
    report.focusOn(4)
    report.setLabel('section', 'other')
    report.undo()
    expect(report.told.map((entry) => entry.way)).toEqual(['done', 'done', 'undone'])
    report.focusOn(2)
    expect(report.changesTo(0, false)).toHaveLength(1)
    report.restore(2, true)
    expect(values(report.labels[4])).toEqual(['other', 'body', 'boilerplate'])
    report.undo()
    expect(values(report.labels[4])).toEqual(['measures', 'body', 'boilerplate'])
    await report.saved()
    const again = await reopen()
    expect(again.told.map((entry) => entry.way)).toEqual(['done', 'done', 'undone', 'done', 'undone'])
    expect(again.told.at(-1)?.changes).toEqual(report.told.at(-1)?.changes)
  })
})

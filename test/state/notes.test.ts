import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { openReport } from '../fixtures/open-report.ts'

const text = '一、问题\n一是公开少；二是更新慢。'
const said = [{ section: 'issues', role: 'heading' }, { section: 'issues' }]

describe('the notes of a report', () => {
  it('are kept with it, answered, settled and reopened', async () => {
    const { report, reopen } = await openReport(text, said)
    const [, second] = report.doc.paragraphs
    if (!second) throw new Error('there are two paragraphs')
    report.notes.write('discussion', second, ' 算问题吗？ ')
    report.notes.write('remark', report.doc.paragraphs[0] ?? second, '看过')
    expect(report.notes.all.map((note) => note.kind)).toEqual(['remark', 'discussion'])
    const [question] = report.notes.open
    if (!question) throw new Error('a discussion is open')
    report.notes.reply(question, '算')
    report.notes.settle(report.notes.open[0] ?? question)
    expect(report.notes.open).toEqual([])
    await report.notes.saved()
    const again = await reopen()
    expect(again.notes.within(second)).toMatchObject([{ kind: 'discussion', said: [{ by: '甲', text: '算问题吗？' }, { text: '算' }], settled: { by: '甲' } }])
    again.notes.reopen(again.notes.within(second)[0] ?? question)
    expect(again.notes.open).toHaveLength(1)
  })

  it('come back when removed by mistake, and go and come back with their report', async () => {
    const { report, reopen, reports } = await openReport(text, said)
    report.notes.write('remark', report.doc.paragraphs[1] ?? { start: 0, end: 1 }, '看过')
    const [note] = report.notes.all
    if (!note) throw new Error('there is a note')
    report.notes.write('remark', note, '再看')
    for (const each of report.notes.all) report.notes.remove(each)
    expect(report.notes.all).toEqual([])
    const anew = await reopen()
    anew.follow(report)
    const removed = () => report.notes.removedFrom(note)
    expect(anew.notes.removedFrom(note)).toEqual(removed())
    expect(report.notes.removedFrom(report.doc.paragraphs[0] ?? note)).toBeNull()
    for (let last = removed(); last; last = removed()) report.notes.restore(last)
    await report.notes.saved()
    const gone = await reports.remove([report.id])
    await reports.restore(gone.ok ? gone.value : [])
    expect((await reopen()).notes.all.map((each) => each.said[0]?.text).sort()).toEqual(['再看', '看过'])
  })

  it('are undone and redone in their turn with the labels, where they stand', async () => {
    const { report, reopen } = await openReport(text, said)
    report.focusOn(0)
    report.setLabel('section', 'measures')
    report.focusOn(1)
    report.notes.write('remark', report.doc.paragraphs[1] ?? { start: 0, end: 1 }, '看过')
    const [note] = report.notes.all
    if (!note) throw new Error('there is a note')
    report.notes.remove(note)
    report.focusOn(0)
    report.undo()
    expect([report.focus, report.notes.all]).toEqual([1, [note]])
    report.undo()
    expect([report.notes.all, report.labels[0]?.section.value]).toEqual([[], 'measures'])
    report.undo()
    expect(report.labels[0]?.section.value).toBe('issues')
    report.redo()
    expect([report.labels[0]?.section.value, report.notes.all]).toEqual(['measures', []])
    report.redo()
    expect(report.notes.all).toEqual([note])
    await report.saved()
    expect((await reopen()).notes.all).toMatchObject([note])
  })
})

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
    anew.notes.follow(report.notes)
    expect(anew.notes.removed).toEqual(report.notes.removed)
    report.notes.restore()
    report.notes.restore()
    await report.notes.saved()
    const removed = await reports.remove([report.id])
    await reports.restore(removed.ok ? removed.value : [])
    expect((await reopen()).notes.all.map((each) => each.said[0]?.text).sort()).toEqual(['再看', '看过'])
  })
})

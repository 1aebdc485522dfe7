import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { openReport } from '../fixtures/open-report.ts'

const text = '柳溪县教育局2013年政府信息公开年度报告\n一、概述\n全年公开信息12条。'
const said = [{ section: 'front', role: 'title' }, { section: 'overview', role: 'heading' }, { section: 'overview' }]

describe('the facts of an open report', () => {
  it('are stored with it as read, each with its place', async () => {
    const { report, load } = await openReport(text, said)
    expect(report.facts.agency).toEqual({ value: '柳溪县教育局', from: { kind: 'text', start: 0, end: 6 } })
    expect((await load()).row).toMatchObject({ agency: '柳溪县教育局', year: 2013, corrections: {} })
  })

  it('can be corrected: the correction is the person’s, is what the row shows, and is found when opened again', async () => {
    const { report, load, reopen, counts } = await openReport(text, said)
    report.correct('agency', '松岭市统计局')
    report.correct('year', 2014)
    expect(report.saving).toBe('saving')
    await report.saved()
    expect(counts.corrected).toBe(2)
    expect((await load()).row).toMatchObject({ agency: '松岭市统计局', year: 2014, corrections: { agency: { value: '松岭市统计局', by: '甲' } } })
    expect((await reopen()).facts).toMatchObject({ agency: { from: { kind: 'person', name: '甲' } }, region: { value: '松岭市' }, year: { value: 2014 } })
  })

  it('keep their corrections through later labels, and leave undo alone', async () => {
    const { report, load } = await openReport(text, said)
    report.correct('year', 2014)
    report.focusOn(2)
    report.setLabel('section', 'fees')
    report.undo()
    await report.saved()
    expect((await load()).row).toMatchObject({ year: 2014, decided: 0 })
  })

  it('are as read again once the correction is cleared or what was read is stated', async () => {
    const { report, load } = await openReport(text, said)
    report.correct('agency', '松岭市统计局')
    report.correct('agency', null)
    report.correct('year', 2014)
    report.correct('year', 2013)
    await report.saved()
    expect(report.row.corrections).toEqual({})
    expect((await load()).row).toMatchObject({ agency: '柳溪县教育局', year: 2013 })
  })

  it('need no correction to say again what was read', async () => {
    const { report, counts } = await openReport(text, said)
    report.correct('agency', '柳溪县教育局')
    expect(report.row.corrections).toEqual({})
    expect(counts.corrected).toBe(0)
  })
})

import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { moveToHeading, moveToUnreviewed } from '../../src/state/moves.ts'
import type { OpenReport } from '../../src/state/open-report.svelte.ts'
import { openReport } from '../fixtures/open-report.ts'

const text = '首页\n一、问题\n一是公开较少；二是更新很慢。\n二、措施\n加强学习，做好公开。'
const said = [
  { section: 'chrome', role: 'chrome' }, { section: 'issues', role: 'heading' },
  { section: 'issues', tags: ['ISSUE', ''] }, { section: 'measures', role: 'heading' }, { section: 'measures', substance: 'boilerplate' },
]

/** The report at its third paragraph, cut into words of two characters after 一是 and 二是. */
async function atIssues(): Promise<OpenReport> {
  const { report } = await openReport(text, said)
  const begin = text.indexOf('一是公开')
  report.useWords(Uint32Array.from([begin, ...[2, 4, 6, 7, 9, 11, 13, 14].map((end) => begin + end), text.length]))
  report.focusOn(2)
  return report
}

const chosen = (report: OpenReport): string | null => report.selection && report.text(report.selection)
const tags = (report: OpenReport): string[] => (report.labels[2]?.spans ?? []).map((span) => `${span.value} ${report.text(span)}`)

describe('choosing text by key', () => {
  it('grows and shrinks the segment in turn at either end, by character, word and segment', async () => {
    const report = await atIssues()
    report.moveSegment(1)
    report.extend('word', -1)
    expect(chosen(report)).toBe('更新')
    report.extend('character', 1)
    expect(chosen(report)).toBe('更新很')
    report.turn()
    report.extend('word', -1)
    expect(chosen(report)).toBe('二是更新很')
    report.extend('segment', -1)
    expect(chosen(report)).toBe('公开较少；二是更新很')
    report.turn()
    report.extend('segment', 1)
    expect(chosen(report)).toBe('公开较少；二是更新很慢')
    report.extend('segment', 1)
    expect(chosen(report)).toBe('公开较少；二是更新很慢。')
    for (let press = 0; press < 20; press++) report.extend('character', 1)
    expect(chosen(report)).toBe('公开较少；二是更新很慢。')
  })

  it('goes on from one end past the other, and shrinks to a caret between', async () => {
    const report = await atIssues()
    report.moveSegment(1)
    report.extend('word', -1)
    report.extend('word', -1)
    expect([chosen(report), report.isCaret]).toEqual([null, true])
    report.extend('word', -1)
    expect(chosen(report)).toBe('二是')
  })

  it('begins anywhere with a caret', async () => {
    const report = await atIssues()
    report.putCaret()
    report.moveCaret('word', 1)
    report.extend('word', 1)
    expect(chosen(report)).toBe('较少')
    report.tag('MEASURE')
    expect(tags(report)).toContain('MEASURE 较少')
    report.clearSelection()
    expect(report.caret).toBeNull()
  })

  it('takes whole characters that need two code units', async () => {
    const { report } = await openReport('一、𠮷字', [{ section: 'overview' }])
    report.focusOn(0)
    report.putCaret()
    report.extend('character', 1)
    expect(chosen(report)).toBe('𠮷')
    report.extend('character', -1)
    expect(report.isCaret).toBe(true)
  })

  it('gives a tag that was taken up its new bounds as one change, the model’s as well as a person’s', async () => {
    const report = await atIssues()
    expect(tags(report)).toEqual(['ISSUE 公开较少'])
    report.takeUpTag()
    report.extend('word', -1)
    report.resizeTag()
    expect(tags(report)).toEqual(['ISSUE 公开'])
    report.clearSelection()
    report.takeUpTag()
    report.turn()
    report.extend('word', -1)
    report.tag('MEASURE')
    expect(tags(report)).toEqual(['MEASURE 一是公开'])
    report.undo()
    expect(tags(report)).toEqual(['ISSUE 公开'])
    report.undo()
    expect(tags(report)).toEqual(['ISSUE 公开较少'])
    report.redo()
    expect(tags(report)).toEqual(['ISSUE 公开'])
  })

  it('takes up the tags of a paragraph in turn, and a tagged segment that is made longer', async () => {
    const report = await atIssues()
    report.moveSegment(1)
    report.tag('MEASURE')
    report.moveSegment(-1)
    report.takeUpTag()
    expect(chosen(report)).toBe('公开较少')
    report.takeUpTag()
    expect(chosen(report)).toBe('更新很慢')
    report.takeUpTag()
    expect(chosen(report)).toBe('公开较少')
    report.clearSelection()
    report.moveSegment(1)
    report.extend('character', -1)
    report.resizeTag()
    expect(tags(report)).toEqual(['ISSUE 公开较少', 'MEASURE 更新很'])
  })
})

describe('moving', () => {
  it('goes by heading, and stays at the last', async () => {
    const report = await atIssues()
    moveToHeading(report, 1)
    expect(report.focus).toBe(3)
    moveToHeading(report, 1)
    expect(report.focus).toBe(3)
    moveToHeading(report, -1)
    expect(report.focus).toBe(1)
  })

  it('goes to what nobody has decided, round the end', async () => {
    const report = await atIssues()
    report.accept()
    report.accept()
    report.accept()
    moveToUnreviewed(report, 1)
    expect(report.focus).toBe(0)
    moveToUnreviewed(report, 1)
    expect(report.focus).toBe(1)
    moveToUnreviewed(report, -1)
    expect(report.focus).toBe(0)
  })
})

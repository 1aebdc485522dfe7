import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { BulkAccept } from '../../src/state/bulk-accept.svelte.ts'
import { openReport } from '../fixtures/open-report.ts'

const text = '一、问题\n一是公开少；二是更新慢。\n二、措施\n加强学习，做好公开。'
const said = [{ section: 'issues', role: 'heading' }, { section: 'issues', score: 0.5, tags: ['ISSUE', ''] }, { section: 'measures', role: 'heading' }, { section: 'measures', substance: 'boilerplate' }]

describe('accepting in bulk', () => {
  it('shows first what it would do, leaves what a person has decided, and is taken back at once', async () => {
    const { report, reports, reopen } = await openReport(text, said)
    report.focusOn(3)
    report.setLabel('section', 'other')
    report.setLabel('role', 'body')
    report.setLabel('substance', 'boilerplate')
    await report.saved()
    const rows: number[] = []
    const bulk = new BulkAccept({ reports, annotator: () => '乙', corrected: () => {}, changed: (row) => rows.push(row.decided) })
    const preview = await bulk.preview([{ report: report.id, paragraphs: [1, 2, 3] }])
    expect(preview).toMatchObject({ paragraphs: 2, decided: 1, unsure: 1, sections: [['issues', 1], ['measures', 1]] })
    if (!preview) throw new Error('there is a preview')
    await bulk.accept(preview)
    expect(bulk.undoable).toBe(2)
    const accepted = await reopen()
    expect(accepted.labels.map((labels) => labels.section.by.name)).toEqual(['test 1', '乙', '乙', '甲'])
    expect(accepted.labels[1]?.spans.map((span) => span.by.name)).toEqual(['乙'])
    expect(accepted.told).toHaveLength(4)
    // What somebody has changed since stays changed.
    accepted.focusOn(2)
    accepted.setLabel('section', 'fees')
    await accepted.saved()
    await bulk.undo()
    expect(bulk.undoable).toBe(0)
    const after = await reopen()
    expect(after.labels.map((labels) => labels.section.value)).toEqual(['issues', 'issues', 'fees', 'other'])
    expect(after.labels.map((labels) => labels.section.by.kind)).toEqual(['model', 'model', 'person', 'person'])
    expect(rows.at(-1)).toBe(1)
  })
})

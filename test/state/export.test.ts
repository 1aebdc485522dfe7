import 'fake-indexeddb/auto'
import { describe, expect, it, vi } from 'vitest'
import { placeOf, type Annotation } from '../../src/core/annotation.ts'
import type { Corrections } from '../../src/core/corrected.ts'
import { meanConfidence, predictedLabels } from '../../src/core/labels.ts'
import { ok, type Problem } from '../../src/core/result.ts'
import { formats } from '../../src/core/writers/index.ts'
import { Export, type ExportServices, type Sink } from '../../src/state/export.svelte.ts'
import { rowOf } from '../../src/state/report-row.ts'
import { Database, type ReportRow } from '../../src/storage/db.ts'
import { Reports } from '../../src/storage/reports.ts'
import { zh } from '../../src/ui/texts/zh.ts'
import { ExportJob } from '../../src/worker/export/job.ts'
import { docOf } from '../fixtures/exports.ts'
import { predictionOf } from '../fixtures/predictions.ts'

let databases = 0

/** The real job in this thread, behind the same calls as the worker; what is handed over is copied as a message would be. */
function exporterInThisThread(): ExportServices['exporter'] {
  let job = new ExportJob()
  return {
    plan: (count, fetch, request) => {
      job = new ExportJob()
      return job.plan(count, async (index) => structuredClone(await fetch(index)), request)
    },
    begin: async () => ok(await job.begin()),
    next: () => job.next(),
    stop: () => {},
  }
}

/** A screen over three stored reports of two agencies, the last with facts that a person has corrected. A person has decided one paragraph. */
async function screen(corrections: Corrections = {}) {
  const reports = new Reports(new Database(`export ${databases++}`))
  const rows: ReportRow[] = []
  for (const [agency, year] of [['柳溪区', 2013], ['柳溪区', 2014], ['松岭县', 2014]] as const) {
    const doc = docOf(`${agency}人民政府${year}年政府信息公开工作年度报告\n一、概述\n${agency}${year}年公开信息很多，${agency}大厅接待群众。\n二、问题\n公开不够及时。`, `${agency}-${year}.txt`)
    const prediction = predictionOf(doc, [{ section: 'front', role: 'title' }, { role: 'heading' }, { score: 0.6 }, { section: 'issues', role: 'heading' }, { section: 'issues', tags: ['ISSUE'] }])
    const row = { ...rowOf(doc, predictedLabels(doc, prediction), prediction, rows.length === 2 ? corrections : {}), confidence: meanConfidence(predictedLabels(doc, prediction)), addedAt: rows.length, changedAt: rows.length }
    const { start, end } = doc.paragraphs[2] ?? { start: 0, end: 0 }
    const decided: Annotation[] = (['section', 'role', 'substance'] as const).map((field) =>
      ({ start, end, field, value: { section: 'organization', role: 'body', substance: 'substantive' }[field], by: { kind: 'person', name: '周标注' }, at: 1 }))
    const imported = rows.length === 0 ? { origin: 'import' as const, by: '甲', at: 1, changes: decided.map((after) => ({ before: null, after })) } : null
    await reports.add(row, { id: row.id, doc, prediction, words: { ends: new Uint32Array(), dictionary: '1' } }, imported)
    rows.push(row)
    expect(new Set(decided.map(placeOf)).size).toBe(3)
  }
  const exporting = new Export({ rows: () => rows, reports, exporter: exporterInThisThread() })
  const settled = () => vi.waitFor(() => expect(['planned', 'failed', 'nothing-chosen']).toContain(exporting.step.step), { timeout: 10_000 })
  const rowsWritten = () => exporting.planned?.card.splits.map(({ name, items }) => `${name} ${items}`)
  return { exporting, rows, settled, rowsWritten }
}

function sinkInMemory(fails?: DOMException) {
  const log: string[] = []
  const bytes: number[] = []
  const sink: Sink = {
    write: async (piece) => {
      if (fails) throw fails
      bytes.push(...piece)
    },
    close: async () => { log.push('closed') },
    abort: async () => { log.push('aborted') },
  }
  return { sink, log, text: () => new TextDecoder().decode(Uint8Array.from(bytes)) }
}

describe('a data set in the making', () => {
  it('plans everything as soon as it is opened, and again after every change', async () => {
    const { exporting, settled, rowsWritten } = await screen()
    exporting.choose({ format: 'labels-jsonl' })
    expect(exporting.step).toEqual({ step: 'closed' })
    exporting.open()
    expect(exporting.step).toEqual({ step: 'planning', done: 0, of: 3 })
    await settled()
    expect(rowsWritten()).toEqual(['data 15'])
    exporting.choose({ format: 'hugging-face-jsonl', splitBy: 'agency', ratios: [60, 0, 40] })
    expect(exporting.step.step).toBe('planning')
    await settled()
    expect(exporting.planned?.card.splits.map(({ name }) => name)).toEqual(['train', 'test'])
    expect(exporting.duplicates).toBe('drop')
    exporting.close()
    expect(exporting.planned).toBeNull()
  })

  it('goes by the agency and the year that a person has corrected', async () => {
    const by = { by: '甲', at: 1 }
    const { exporting } = await screen({ agency: { value: '柳溪区人民政府', ...by }, year: { value: 2015, ...by } })
    expect(exporting.agencies).toEqual([['柳溪区人民政府', 3]])
    expect(exporting.years).toEqual([2013, 2014, 2015])
  })

  it('takes the reports that are ticked and that the filter lets through', async () => {
    const { exporting, rows, settled, rowsWritten } = await screen()
    expect(exporting.agencies).toEqual([['柳溪区人民政府', 2], ['松岭县人民政府', 1]])
    expect(exporting.years).toEqual([2013, 2014])
    exporting.only([rows[1]?.id ?? ''])
    expect(exporting.chosen.map(({ name }) => name)).toEqual(['柳溪区-2014.txt'])
    exporting.only(null)
    exporting.show({ agency: '柳溪区人民政府', from: 2014 })
    expect(exporting.listed.map(({ name }) => name)).toEqual(['柳溪区-2014.txt'])
    exporting.show({ agency: null, from: null, words: '松岭 2014' })
    expect(exporting.listed.map(({ name }) => name)).toEqual(['松岭县-2014.txt'])
    exporting.open()
    await settled()
    expect(rowsWritten()).toEqual(['data 5'])
    exporting.tick(rows.map(({ id }) => id), false)
    await settled()
    expect(exporting.step).toEqual({ step: 'nothing-chosen' })
    expect(exporting.planned).toBeNull()
  })

  it('takes the labels that are chosen, and says what the format needs and lacks', async () => {
    const { exporting, settled, rowsWritten } = await screen()
    exporting.choose({ format: 'labels-jsonl', which: 'human' })
    exporting.open()
    await settled()
    expect(rowsWritten()).toEqual(['data 1'])
    exporting.choose({ which: 'model', confidence: 0.9 })
    await settled()
    expect(exporting.planned?.card.splits[0]?.labels.section.get('overview')).toBe(3)
    exporting.choose({ which: 'agreed' })
    await settled()
    expect(exporting.step).toEqual({ step: 'failed', problem: { code: 'nothing-to-export' } satisfies Problem })
  })

  it('keeps choices that make sense: a unit that the format holds, figures in their range', async () => {
    const { exporting } = await screen()
    exporting.choose({ format: 'brat' })
    expect(exporting.choices.unit).toBe('report')
    exporting.choose({ format: 'csv' })
    expect(exporting.choices.unit).toBe('paragraph')
    exporting.choose({ confidence: 3, ratios: [0, 50, 50], seed: 1.5, name: '  ', licence: ' CC-BY-4.0 ' })
    expect(exporting.choices).toMatchObject({ confidence: 0.8, ratios: [80, 10, 10], seed: 0, name: 'nianbao-dataset', licence: 'cc-by-4.0' })
    exporting.choose({ ratios: [70, Number.NaN, 30] })
    expect(exporting.choices.ratios).toEqual([80, 10, 10])
  })

  it('writes one file as it is and several as a ZIP, under a name that says so', async () => {
    const { exporting, settled } = await screen()
    exporting.choose({ format: 'labels-jsonl', name: '年报/2014' })
    exporting.open()
    await settled()
    expect(exporting.fileName).toBe('年报_2014.jsonl')
    const { sink, log, text } = sinkInMemory()
    await exporting.write(sink)
    expect(log).toEqual(['closed'])
    expect(text().trim().split('\n')).toHaveLength(15)
    expect(exporting.step).toEqual({ step: 'written', name: '年报_2014.jsonl', bytes: new TextEncoder().encode(text()).length })
    exporting.choose({ format: 'hugging-face-jsonl' })
    await settled()
    expect(exporting.fileName).toBe('年报_2014.zip')
    const packed = sinkInMemory()
    await exporting.write(packed.sink)
    expect(packed.text()).toMatch(/^PK/)
  })

  it('leaves nothing behind when it is stopped or cannot write', async () => {
    const { exporting, settled } = await screen()
    exporting.open()
    await settled()
    const stopped = sinkInMemory()
    const writing = exporting.write(stopped.sink)
    expect(exporting.step.step).toBe('writing')
    exporting.stopWriting()
    await writing
    expect(stopped.log).toEqual(['aborted'])
    expect(exporting.step).toEqual({ step: 'planned' })
    const [again, abandoned] = [sinkInMemory(), sinkInMemory()]
    const first = exporting.write(abandoned.sink)
    exporting.stopWriting()
    await Promise.all([first, exporting.write(again.sink)])
    expect([abandoned.log, again.log]).toEqual([['aborted'], ['closed']])
    const full = sinkInMemory(new DOMException('no space left', 'QuotaExceededError'))
    await exporting.write(full.sink)
    expect(full.log).toEqual(['aborted'])
    expect(exporting.step).toEqual({ step: 'failed', problem: { code: 'unwritable', reason: 'no space left' } })
  })

  it('has a sentence on what each format is for', () => {
    expect(Object.keys(zh.exporting.purposes)).toEqual(formats.map(({ id }) => id))
  })
})

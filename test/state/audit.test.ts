import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import type { Said } from '../../src/core/sample.ts'
import { retireLabel } from '../../src/core/schema-edit.ts'
import { disclosureSchema, type Schema } from '../../src/core/schema.ts'
import { accuracyOf, Audit, confusionOf } from '../../src/state/audit.svelte.ts'
import { Database } from '../../src/storage/db.ts'
import { Reports } from '../../src/storage/reports.ts'
import { Samples } from '../../src/storage/samples.ts'
import { store } from '../fixtures/search.ts'

let databases = 0
const said = (section: string, role = 'body', substance = 'substantive'): Said => ({ section, role, substance })

/** Two reports: the model says fees and issues in one, measures in the other, and front of both titles. */
async function page() {
  const name = `audit ${databases++}`
  const database = new Database(name)
  const reports = new Reports(database)
  let rows = [
    await store(reports, '柳溪', 2014, ['全年没有收费。', '公开不够及时。'], [{ section: 'fees' }, { section: 'issues' }], false),
    await store(reports, '青石', 2015, ['今后加强学习。'], [{ section: 'measures', substance: 'boilerplate' }], false),
  ]
  let schema: Schema = disclosureSchema
  const open = () => new Audit({ reports, samples: new Samples(new Database(name)), schema: () => schema, rows: () => rows, annotator: () => '甲' })
  return { audit: open(), open, rows, setRows: (next: typeof rows) => { rows = next }, setSchema: (next: Schema) => { schema = next } }
}

/** Answers what is asked until nothing is. */
async function answerAll(audit: Audit, answerOf: (model: Said) => Said): Promise<void> {
  for (let item = audit.next; item; item = audit.next) await audit.answer(item, answerOf(item.model))
}

describe('a random audit', () => {
  it('draws as many as wanted from all paragraphs, the same with the same seed, and keeps what the model says', async () => {
    const { audit } = await page()
    await audit.load()
    expect([audit.loaded, audit.sample]).toEqual([true, undefined])
    await audit.draw(3, 7)
    const first = audit.sample
    expect(first).toMatchObject({ seed: 7, population: 5, models: ['test 1'], drawnBy: '甲' })
    expect(first?.items).toHaveLength(3)
    await audit.draw(3, 7)
    expect(audit.samples).toHaveLength(2)
    expect(audit.sample?.items).toEqual(first?.items)
    await audit.draw(99, 8)
    expect(audit.sample?.items.map(({ model }) => model.section).sort()).toEqual(['fees', 'front', 'front', 'issues', 'measures'])
  })

  it('asks in the order drawn, keeps answers over a reload, and takes the last one back while answering', async () => {
    const { audit, open } = await page()
    await audit.draw(5, 1)
    audit.begin()
    expect(audit.canTakeBack).toBe(false)
    const [first, second] = audit.sample?.items ?? []
    expect(audit.next).toBe(first)
    if (first) await audit.answer(first, said('other'))
    expect(audit.next).toMatchObject({ report: second?.report, paragraph: second?.paragraph })
    await audit.takeBack()
    expect([audit.next?.paragraph, audit.canTakeBack]).toEqual([first?.paragraph, false])
    if (audit.next) await audit.answer(audit.next, said('issues'))
    const later = open()
    await later.load()
    expect(later.sample?.items[0]?.answer).toMatchObject({ section: 'issues', by: '甲' })
    // Its result may have been seen since.
    later.begin()
    await later.takeBack()
    expect(later.sample?.items[0]?.answer).toMatchObject({ section: 'issues' })
  })

  it('asks for no paragraph of a report that has been deleted', async () => {
    const { audit, rows, setRows } = await page()
    await audit.draw(5, 1)
    setRows(rows.slice(0, 1))
    const later = audit.sample?.items.filter(({ report }) => report === rows[0]?.id)
    await answerAll(audit, () => said('fees'))
    expect(audit.sample?.items.filter(({ answer }) => answer !== null)).toHaveLength(later?.length ?? 0)
  })

  it('shows a paragraph with its surroundings, and no label', async () => {
    const { audit, rows } = await page()
    const passage = await audit.passage({ report: rows[0]?.id ?? '', paragraph: 2, model: said('issues'), answer: null })
    expect(passage?.report).toMatchObject({ agency: '柳溪人民政府', year: 2014 })
    expect(passage?.paragraphs.map(({ index, text }) => `${index} ${text}`)).toEqual(['0 柳溪人民政府2014年政府信息公开工作年度报告', '1 全年没有收费。', '2 公开不够及时。'])
    expect(await audit.passage({ report: '0', paragraph: 0, model: said('issues'), answer: null })).toBeNull()
  })

  it('tells what the model took for what, and reads labels that were retired meanwhile as what took their place', async () => {
    const { audit, open, setSchema } = await page()
    await audit.draw(5, 1)
    await answerAll(audit, (model) => (model.section === 'fees' ? { ...model, section: 'issues' } : model))
    const { reckoned } = audit
    if (!reckoned) throw new Error('a sample is there')
    expect(accuracyOf(reckoned, 'section')).toMatchObject({ right: 4, of: 5 })
    expect(confusionOf(reckoned, 'section', disclosureSchema)).toEqual({
      labels: ['front', 'fees', 'issues', 'measures'], counts: [[2, 0, 0, 0], [0, 0, 0, 0], [0, 1, 1, 0], [0, 0, 0, 1]],
    })
    const merged = retireLabel(disclosureSchema, 'section', 'fees', 'issues')
    if (!merged.ok) throw new Error(merged.problem.code)
    setSchema(merged.value.schema)
    const later = open()
    await later.load()
    if (!later.reckoned) throw new Error('a sample is there')
    expect(accuracyOf(later.reckoned, 'section')).toMatchObject({ right: 5, of: 5 })
    // What was said stays as it was said.
    expect(later.sample?.items.some(({ model }) => model.section === 'fees')).toBe(true)
  })
})

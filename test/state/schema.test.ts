import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import type { Annotation } from '../../src/core/annotation.ts'
import { digestLabel } from '../../src/core/digest.ts'
import { addLabel, draftOf, retireLabel, type Edited } from '../../src/core/schema-edit.ts'
import type { Result } from '../../src/core/result.ts'
import { disclosureSchema, findLabel } from '../../src/core/schema.ts'
import { OpenReport } from '../../src/state/open-report.svelte.ts'
import { ProjectSchema } from '../../src/state/schema.svelte.ts'
import { Database } from '../../src/storage/db.ts'
import { Reports } from '../../src/storage/reports.ts'
import { Schemas } from '../../src/storage/schemas.ts'
import { store } from '../fixtures/search.ts'

let databases = 0

const done = (result: Result<Edited>): Edited => {
  if (!result.ok) throw new Error(result.problem.code)
  return result.value
}

/** A project of one report: the model says fees and issues; a person has confirmed fees in paragraph 2. */
async function project(busy = false) {
  const database = new Database(`schema ${databases++}`)
  const schemas = new Schemas(database)
  const reports = new Reports(database, schemas)
  const lines = ['全年没有收费。', '公开不够及时。']
  const title = '柳溪人民政府2014年政府信息公开工作年度报告'
  const start = title.length + 1
  const stated: Annotation[] = [{ start, end: start + 7, field: 'section', value: 'fees', by: { kind: 'person', name: '乙' }, at: 5 }]
  const row = await store(reports, '柳溪', 2014, lines, [{ section: 'fees' }, { section: 'issues', tags: ['ISSUE'] }], false, stated)
  const schema = new ProjectSchema({ schemas, reports, annotator: () => '甲', busy: () => busy, saved: async () => {}, changed: async () => {} })
  await schema.load()
  await schema.look()
  const load = async () => {
    const report = await reports.load(row.id)
    if (!report.ok || !report.value) throw new Error('the report is stored')
    return report.value
  }
  const open = async () => new OpenReport(await load(), { reports, annotator: () => '丙', corrected: () => {}, changed: () => {} })
  const sections = async () => {
    const digests = await reports.digests()
    return digests.ok ? [0, 1, 2].map((at) => (digests.value[0] ? digestLabel(digests.value[0], 'section', at) : '')) : []
  }
  return { database, schema, schemas, reports, row, load, open, sections }
}

describe('the schema of a project', () => {
  it('begins as the built-in one, and tells where labels are used', async () => {
    const { schema } = await project()
    expect(schema.current).toBe(disclosureSchema)
    expect(schema.versions).toEqual([])
    expect(schema.useOf('section', 'fees')).toEqual({ statements: 1, reports: 1, standing: 1 })
    expect(schema.useOf('section', 'issues')).toEqual({ statements: 0, reports: 0, standing: 1 })
    expect(schema.useOf('tag', 'ISSUE')).toMatchObject({ standing: 1 })
    expect(schema.useOf('tag', 'MEASURE')).toEqual({ statements: 0, reports: 0, standing: 0 })
  })

  it('keeps a label that was added, under a name of its own, and changes no report', async () => {
    const { schema, schemas, row, load } = await project()
    const fees = findLabel(schema.current, 'section', 'fees')
    if (!fees) throw new Error('fees')
    const edited = done(addLabel(schema.current, 'section', { ...draftOf(fees), zh: '培训', en: 'Training', key: '' }))
    expect(await schema.effectOf(edited)).toEqual({ statements: 0, reports: 0, reread: 0 })
    expect(await schema.make(edited)).toBe(true)
    expect(schema.current).toMatchObject({ version: 2, id: expect.stringMatching(/^disclosure-report-[0-9a-f]{4}$/) })
    expect((await load()).row).toEqual(row)
    const again = await schemas.load()
    expect(again.ok && findLabel(again.value, 'section', 'training')?.zh).toBe('培训')
  })

  it('merges a label: statements, what the model says, rows and digests follow, and the history tells it', async () => {
    const { schema, load, sections, open } = await project()
    expect(await sections()).toEqual(['front', 'fees', 'issues'])
    const edited = done(retireLabel(schema.current, 'section', 'fees', 'on_request'))
    expect(await schema.effectOf(edited)).toEqual({ statements: 1, reports: 1, reread: 1 })
    expect(await schema.make(edited)).toBe(true)
    expect(await sections()).toEqual(['front', 'on_request', 'issues'])
    const { annotations, history, content } = await load()
    expect([...annotations.values()].map(({ value, by, at }) => [value, by.name, at])).toEqual([['on_request', '乙', 5]])
    expect(content.prediction.labels.section).not.toContain('fees')
    expect(history.at(-1)).toMatchObject({ origin: 'person', by: '甲', schema: 2 })
    const report = await open()
    expect(report.canUndo).toBe(false)
    expect(report.candidates('section', 1)[0]?.value).toBe('on_request')
  })

  it('brings an earlier version back with its statements, but for those that somebody has changed since', async () => {
    const { schema, load, sections, open } = await project()
    await schema.make(done(retireLabel(schema.current, 'section', 'fees', 'on_request')))
    const back = await schema.bringingBack(1)
    expect(back.ok && back.value.effect).toEqual({ statements: 1, reports: 1, reread: 1 })
    expect(await schema.bringBack(1)).toBe(true)
    expect(schema.current.version).toBe(3)
    expect(await sections()).toEqual(['front', 'fees', 'issues'])
    expect([...(await load()).annotations.values()].map(({ value }) => value)).toEqual(['fees'])
    // And forward again: the versions between are no less bringable.
    expect(await schema.bringBack(2)).toBe(true)
    expect(await sections()).toEqual(['front', 'on_request', 'issues'])
    const report = await open()
    report.focusOn(1)
    report.setLabel('section', 'services')
    await report.saved()
    await schema.look()
    expect(await schema.bringBack(1)).toBe(true)
    expect(await sections()).toEqual(['front', 'services', 'issues'])
  })

  it('keeps what people have stated with a label that is retired, and leaves the model’s next likeliest unsure', async () => {
    const { schema, load, sections } = await project()
    await schema.make(done(retireLabel(schema.current, 'section', 'issues', null)))
    const [, fees, last] = await sections()
    expect(fees).toBe('fees')
    expect(last).not.toBe('issues')
    expect((await load()).row.unsure).toBe(1)
    await schema.make(done(retireLabel(schema.current, 'section', 'fees', null)))
    expect((await sections())[1]).toBe('fees')
    expect([...(await load()).annotations.values()].map(({ value }) => value)).toEqual(['fees'])
  })

  it('makes an undone change of an earlier time come back as the label that has taken the place', async () => {
    const { schema, open } = await project()
    const before = await open()
    before.focusOn(2)
    before.setLabel('section', 'fees')
    before.setLabel('section', 'measures')
    await before.saved()
    await schema.make(done(retireLabel(schema.current, 'section', 'fees', 'on_request')))
    const after = await open()
    after.undo()
    expect(after.labels[2]?.section.value).toBe('on_request')
  })

  it('keeps labels in use when a version without them is brought back', async () => {
    const { schema, open, load } = await project()
    const fees = findLabel(schema.current, 'section', 'fees')
    if (!fees) throw new Error('fees')
    await schema.make(done(addLabel(schema.current, 'section', { ...draftOf(fees), zh: '培训', en: 'Training', key: '' })))
    const report = await open()
    report.focusOn(2)
    report.setLabel('section', 'training')
    await report.saved()
    await schema.look()
    await schema.bringBack(1)
    expect(findLabel(schema.current, 'section', 'training')).toMatchObject({ zh: '培训', retired: true })
    expect([...(await load()).annotations.values()].map(({ value }) => value)).toContain('training')
  })

  it('is the built-in one, with a problem, where what is stored is broken', async () => {
    const database = new Database(`schema ${databases++}`)
    await database.schemas.put({ version: 2, schema: { ...disclosureSchema, labels: { ...disclosureSchema.labels, role: [] } }, by: '', at: 1, what: { kind: 'restore', version: 1 }, entries: [] })
    const schemas = new Schemas(database)
    expect(await schemas.load()).toMatchObject({ ok: false, problem: { code: 'schema-lacks', field: 'role' } })
    expect(schemas.current).toBe(disclosureSchema)
  })

  it('waits until reports have come in', async () => {
    const { schema } = await project(true)
    expect(await schema.make(done(retireLabel(schema.current, 'section', 'fees', null)))).toBe(false)
    expect(schema.problem).toEqual({ code: 'intake-running' })
    expect(schema.current).toBe(disclosureSchema)
  })

  it('is not changed by a tab that does not know its newest version', async () => {
    const { schema, database } = await project()
    const schemas = new Schemas(database)
    const other = new ProjectSchema({ schemas, reports: new Reports(database, schemas), annotator: () => '乙', busy: () => false, saved: async () => {}, changed: async () => {} })
    await other.load()
    const fees = findLabel(schema.current, 'section', 'fees')
    if (!fees) throw new Error('fees')
    const added = (zh: string): Edited => done(addLabel(schema.current, 'section', { ...draftOf(fees), zh, en: '', key: '' }))
    const late = added('预算')
    expect(await schema.make(added('培训'))).toBe(true)
    expect(await other.make(late)).toBe(false)
    expect(other.problem).toEqual({ code: 'changed-elsewhere' })
    await other.load()
    expect(other.current).toEqual(schema.current)
  })
})

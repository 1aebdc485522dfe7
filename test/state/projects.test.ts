import 'fake-indexeddb/auto'
import Dexie from 'dexie'
import { beforeEach, describe, expect, it } from 'vitest'
import { disclosureSchema } from '../../src/core/schema.ts'
import { ProjectList } from '../../src/state/projects.svelte.ts'
import { Database } from '../../src/storage/db.ts'
import { databaseName, Projects } from '../../src/storage/projects.ts'
import { Reports } from '../../src/storage/reports.ts'
import { Schemas } from '../../src/storage/schemas.ts'
import { Settings } from '../../src/storage/settings.ts'
import { store } from '../fixtures/search.ts'

const own = { ...disclosureSchema, id: 'disclosure-report-ab12', version: 4 }

/** The page as it is when it was loaded at an address. */
async function page(asked: string | null = null) {
  const projects = new Projects()
  const chosen = await projects.choose(asked)
  if (!chosen.ok) throw new Error(chosen.problem.code)
  const gone: string[] = []
  const list = new ProjectList({ projects, annotator: () => '甲', saved: async () => {}, go: (address) => gone.push(address) }, chosen.value)
  await list.use()
  return { list, gone, projects }
}

const idOf = (address: string | undefined): string => /^\?project=([0-9a-f]{8})#\/$/.exec(address ?? '')?.[1] ?? ''

beforeEach(async () => {
  for (const name of await Dexie.getDatabaseNames()) await Dexie.delete(name)
})

describe('the projects of a browser', () => {
  it('are one at first, which needs no name', async () => {
    const { list } = await page()
    expect(list.all).toMatchObject([{ id: 'first', name: '' }])
    expect(list.several).toBe(false)
    expect(databaseName(list.current)).toBe('nianbao')
  })

  it('are made with the built-in labels or with those of another, and opened by their address', async () => {
    await new Schemas(new Database('nianbao')).save({ version: 4, schema: own, by: '甲', at: 1, what: { kind: 'add', field: 'section', label: 'x' } }, null)
    const { list, gone, projects } = await page()
    expect(await list.create(' 乡镇 ', 'first')).toBe(true)
    const id = idOf(gone[0])
    const schema = await projects.schemaOf(id)
    expect(schema.ok && schema.value).toMatchObject({ version: 2, labels: own.labels })
    expect(schema.ok && schema.value.id).not.toBe(own.id)
    const there = await page(id)
    expect(there.list).toMatchObject({ current: id, missing: false, several: true })
    expect(there.list.all.map(({ name }) => name)).toEqual(['', '乡镇'])
    // Without an address the one used last is opened.
    expect((await page()).list.current).toBe(id)
    expect((await page('first')).list.current).toBe('first')
  })

  it('have names that tell them apart', async () => {
    const { list } = await page()
    await list.create('乡镇', null)
    const again = (await page()).list
    for (const name of ['', '  ', '乡镇', '长'.repeat(61)]) expect(await again.create(name, null)).toBe(false)
    expect(again.problem).toEqual({ code: 'project-name' })
    expect(await again.rename('first', '区县')).toBe(true)
    expect((await page()).list.all.map(({ name }) => name)).toEqual(['区县', '乡镇'])
  })

  it('say what is lost with one, and are removed with all that they hold; the open one stays', async () => {
    const { list, gone } = await page()
    await list.create('乡镇', null)
    const id = idOf(gone[0])
    const database = new Database(databaseName(id))
    await store(new Reports(database), '柳溪', 2014, ['公开不够及时。'], [{ section: 'issues' }], false)
    database.close()
    const there = (await page(id)).list
    expect([there.mayRemove(id), there.mayRemove('first')]).toEqual([false, true])
    const here = (await page('first')).list
    expect(await here.holdingOf(id)).toEqual({ reports: 1, statements: 0 })
    expect(await here.remove(id)).toBe(true)
    expect(await Dexie.exists(databaseName(id))).toBe(false)
    const lost = (await page(id)).list
    expect(lost).toMatchObject({ current: 'first', missing: true, several: false })
  })

  it('lose the first like any other, but for the preferences of all, and it does not come back', async () => {
    const { list, gone } = await page()
    await list.create('乡镇', null)
    const id = idOf(gone[0])
    const database = new Database('nianbao')
    await store(new Reports(database), '柳溪', 2014, ['公开不够及时。'], [{ section: 'issues' }], false)
    await new Settings(database).save('annotator', '甲')
    await new Settings(database).save('filters', [{ name: '问题', query: 'section=issues' }])
    database.close()
    const there = (await page(id)).list
    expect(await there.remove('first')).toBe(true)
    expect(there.all.map((project) => project.id)).toEqual([id])
    expect(there.mayRemove(id)).toBe(false)
    const emptied = new Database('nianbao')
    expect(await Promise.all([emptied.reports.count(), emptied.contents.count(), emptied.digests.count()])).toEqual([0, 0, 0])
    expect(await new Settings(emptied).all()).toEqual({ ok: true, value: new Map([['annotator', '甲']]) })
    expect((await page('first')).list).toMatchObject({ current: id, missing: true, several: false })
    expect((await page()).list.all.map(({ name }) => name)).toEqual(['乡镇'])
  })

  it('are not brought back by a tab that still has one open that another tab removed', async () => {
    const { list, gone } = await page()
    await list.create('乡镇', null)
    const id = idOf(gone[0])
    const stale = (await page(id)).list
    const here = (await page('first')).list
    expect(await here.remove(id)).toBe(true)
    await stale.use()
    await stale.rename(id, '街道')
    await stale.load()
    expect(stale.all.map((project) => project.id)).toEqual(['first'])
  })
})

import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { Export } from '../../src/state/export.svelte.ts'
import { Library } from '../../src/state/library.svelte.ts'
import { Database } from '../../src/storage/db.ts'
import { Reports } from '../../src/storage/reports.ts'
import { fail } from '../../src/core/result.ts'
import { store } from '../fixtures/search.ts'

let databases = 0

async function library() {
  const reports = new Reports(new Database(`library ${databases++}`))
  const first = await store(reports, '柳溪区', 2013, ['主动公开信息'], [{ section: 'proactive', score: 0.6 }], false)
  const second = await store(reports, '松岭县', 2014, ['收费情况'], [{ section: 'fees' }], false)
  const shown = new Library(reports)
  await shown.load()
  return { reports, library: shown, first, second }
}

describe('the archive', () => {
  it('is left out of the list and of what is exported at first, is kept, and can be taken back', async () => {
    const { reports, library: shown, first, second } = await library()
    const exporting = new Export({ rows: () => shown.rows, reports, exporter: { plan: async () => fail({ code: 'cancelled' }), begin: async () => fail({ code: 'cancelled' }), next: async () => fail({ code: 'cancelled' }), stop: () => {} } })
    await shown.archive([first.id], true)
    expect(shown.listed.map((row) => row.id)).toEqual([second.id])
    expect(exporting.chosen.map((row) => row.id)).toEqual([second.id])
    exporting.tick([first.id], true)
    expect(exporting.chosen).toHaveLength(2)
    exporting.only(null)
    expect(exporting.chosen.map((row) => row.id)).toEqual([second.id])
    exporting.only([first.id])
    expect(exporting.chosen.map((row) => row.id)).toEqual([first.id])

    const later = new Library(reports)
    await later.load()
    expect(later.listed).toHaveLength(1)
    later.showArchived(true)
    expect(later.listed).toHaveLength(2)
    await shown.archive(shown.setAside, false)
    expect(shown.listed).toHaveLength(2)
    expect(shown.setAside).toEqual([])
  })
})

describe('what was deleted', () => {
  it('comes back whole, once, even if the same report has come in anew meanwhile', async () => {
    const { reports, library: shown, first } = await library()
    await shown.remove([first.id])
    expect(shown.listed).toHaveLength(1)
    shown.show(await store(reports, '柳溪区', 2013, ['主动公开信息'], [{ section: 'proactive', score: 0.6 }], false))
    await shown.restore()
    expect(shown.rows.filter((row) => row.id === first.id)).toEqual([first])
  })

  it('comes back one deletion after the other', async () => {
    const { library: shown } = await library()
    const ids = shown.rows.map(({ id }) => id)
    for (const id of ids) await shown.remove([id])
    expect(shown.removed).toHaveLength(1)
    for (const _ of ids) await shown.restore()
    expect(shown.rows.map(({ id }) => id).sort()).toEqual(ids.sort())
    expect(shown.removed).toEqual([])
  })
})

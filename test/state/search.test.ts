import 'fake-indexeddb/auto'
import { describe, expect, it, vi } from 'vitest'
import { stating } from '../../src/core/change.ts'
import { digestOf } from '../../src/core/digest.ts'
import { everything, toggled, writeFilter } from '../../src/core/filter.ts'
import { disclosureSchema } from '../../src/core/schema.ts'
import { predictedLabels, resolve } from '../../src/core/labels.ts'
import { apply } from '../../src/core/change.ts'
import { tokenize } from '../../src/core/nlp/tokenize.ts'
import { ok } from '../../src/core/result.ts'
import { Find } from '../../src/state/find.svelte.ts'
import { addressOf, Router } from '../../src/state/route.svelte.ts'
import { FilterCounts } from '../../src/state/filter-counts.svelte.ts'
import { OpenReport } from '../../src/state/open-report.svelte.ts'
import { SavedFilters } from '../../src/state/saved-filters.svelte.ts'
import { SearchFeed } from '../../src/state/search-feed.ts'
import { Search } from '../../src/state/search.svelte.ts'
import { Database, type ReportRow } from '../../src/storage/db.ts'
import { Reports } from '../../src/storage/reports.ts'
import { Settings } from '../../src/storage/settings.ts'
import { Searcher } from '../../src/worker/searcher.ts'
import type { LoopbackWorker } from '../fixtures/loopback-worker.ts'
import { searchWorker, store } from '../fixtures/search.ts'

let databases = 0

async function screen() {
  const reports = new Reports(new Database(`search ${databases++}`))
  let rows: readonly ReportRow[] = [
    await store(reports, '柳溪区', 2013, ['主动公开信息', '公开不够及时'], [{ section: 'proactive' }, { section: 'issues', tags: ['ISSUE'], score: 0.5 }]),
    await store(reports, '松岭县', 2014, ['信息公開及時', '市民主动反映问题'], [{}, {}], false),
  ]
  const workers: LoopbackWorker[] = []
  const searcher = new Searcher(() => {
    workers.push(searchWorker())
    return workers.at(-1) as EventTarget as Worker
  })
  const feed = new SearchFeed(reports, searcher)
  const cut = async (text: string) => {
    const ends = [...await tokenize(text)]
    return ok(ends.map((end, index) => text.slice(ends[index - 1] ?? 0, end)))
  }
  const search = new Search({ schema: () => disclosureSchema, searcher, feed, rows: () => rows, cut, saved: async () => {} })
  const find = new Find({ searcher, feed, wordsOf: (wanted) => search.wordsOf(wanted) })
  const places = async () => {
    await vi.waitFor(() => expect(search.looking).toBe(false), { timeout: 10_000 })
    return search.found.flatMap(({ report, paragraphs }) => [...paragraphs].map((paragraph) => `${rows.find((row) => row.id === report)?.agency} ${paragraph}`))
  }
  return { reports, search, searcher, find, workers, places, rows: () => rows, setRows: (next: readonly ReportRow[]) => { rows = next } }
}

describe('the search over all reports', () => {
  it('finds in what is stored, by report, newest first, and gives the lines that are asked for', async () => {
    const { search, places } = await screen()
    search.follow('q=公开')
    expect(await places()).toEqual(['柳溪区人民政府 0', '柳溪区人民政府 1', '柳溪区人民政府 2', '松岭县人民政府 0'])
    expect(search.total).toBe(4)
    const place = search.placeAt(2)
    expect(place && search.numberOf(place)).toBe(2)
    expect(search.placeAt(4)).toBeNull()
    await search.want(place ? [place] : [])
    expect(place && search.line(place)).toMatchObject({ text: '公开不够及时', hits: [{ start: 0, end: 2 }], section: 'issues', unsure: true, confidence: 50 })
    expect(search.counts?.section.get('issues')).toBe(1)
  })

  it('gives the first lines with what is found, without being asked', async () => {
    const { search, places } = await screen()
    search.follow('q=公开')
    await places()
    const place = search.placeAt(0)
    expect(place && search.line(place)?.text).toContain('公开')
  })

  it('by words says in how many reports words have not been cut, and looks again once they are', async () => {
    const { search, places, reports, rows } = await screen()
    search.follow('q=民主&mode=words')
    expect(await places()).toEqual(['松岭县人民政府 2'])
    expect(search.unworded).toBe(1)
    const id = rows()[1]?.id ?? ''
    const text = (await reports.load(id))
    await reports.saveWords(id, { ends: await tokenize(text.ok && text.value ? text.value.content.doc.text : ''), dictionary: '1' })
    search.show('q=及&mode=words')
    await places()
    search.show('q=民主&mode=words')
    expect(await places()).toEqual([])
    expect(search.unworded).toBe(0)
  })

  it('follows changes of labels and removals, but leaves what is being gone through as it is', async () => {
    const { search, places, reports, rows, setRows } = await screen()
    const query = writeFilter(toggled(everything, 'section', 'issues'))
    search.follow(query)
    expect(await places()).toEqual(['柳溪区人民政府 2'])
    const [first, second] = rows()
    const stored = await reports.load(first?.id ?? '')
    if (!first || !second || !stored.ok || !stored.value) throw new Error('the report is stored')
    const { doc, prediction } = stored.value.content
    const { start = 0, end = 0 } = doc.paragraphs[1] ?? {}
    const change = stating(new Map(), { start, end, field: 'section', value: 'issues', by: { kind: 'person', name: '甲' }, at: 2 })
    const changed = { ...first, changedAt: 2 }
    await reports.change(changed, digestOf(first.id, resolve(doc, prediction, apply(new Map(), [change])), predictedLabels(doc, prediction), prediction.unsure), { origin: 'person', by: '甲', at: 2, changes: [change] }, first)
    setRows([changed, second])
    search.show(query)
    expect(await places()).toEqual(['柳溪区人民政府 2'])
    search.follow(query)
    await vi.waitFor(async () => expect(await places()).toEqual(['柳溪区人民政府 1', '柳溪区人民政府 2']))
    setRows([second])
    search.follow('')
    expect(await places()).toEqual(['松岭县人民政府 0', '松岭县人民政府 1', '松岭县人民政府 2'])
  })

  it('reads everything in again after its worker has died', async () => {
    const { search, places, workers } = await screen()
    search.follow('q=公开')
    await places()
    workers[0]?.die()
    expect(search.problem?.code).toBe('search-died')
    search.follow('q=不够')
    expect(await places()).toEqual(['柳溪区人民政府 2'])
    expect(search.problem).toBeNull()
  })

  it('says what of an address it does not know', async () => {
    const { search, places } = await screen()
    search.follow('q=不够&colour=red')
    expect(await places()).toEqual(['柳溪区人民政府 2'])
    expect(search.dropped).toEqual(['colour=red'])
  })
})

describe('finding in the report on the screen', () => {
  it('gives the places in its text and goes round them, from where the person is', async () => {
    const { find, rows } = await screen()
    const [row] = rows()
    if (!row) throw new Error('there is a report')
    await find.look(row, { ...everything, text: '公开' })
    expect(find.hits.map((hit) => hit.paragraph)).toEqual([0, 1, 2])
    expect(find.in(1)).toHaveLength(1)
    expect(find.move(1, 1)?.paragraph).toBe(1)
    expect([find.move(1, 0), find.move(1, 0), find.move(-1, 0)].map((hit) => hit?.paragraph)).toEqual([2, 0, 2])
    await find.look(row, { ...everything, text: '公開', fold: { script: true, width: false } })
    expect(find.current).toBe(-1)
    expect(find.hits).toHaveLength(3)
    await find.look(row, { ...everything, text: '[', mode: 'pattern' })
    expect(find.problem?.code).toBe('bad-pattern')
    expect(find.move(1, 0)).toBeUndefined()
  })
})

describe('notes in the search', () => {
  it('are found while they are there, discussions until they are settled', async () => {
    const { search, places, reports, rows, setRows } = await screen()
    const [row, other] = rows()
    const stored = row && await reports.load(row.id)
    if (!row || !other || !stored?.ok || !stored.value) throw new Error('there is a report')
    const report = new OpenReport(stored.value, { reports, annotator: () => '甲', corrected: () => {}, changed: (changed) => setRows([changed, other]) })
    const [, first, second] = report.doc.paragraphs
    if (!first || !second) throw new Error('there are paragraphs')
    search.follow('state=discussed')
    expect(await places()).toEqual([])
    report.notes.write('discussion', second, '算问题吗')
    report.notes.write('remark', first, '看过')
    await report.saved()
    search.follow('state=discussed')
    expect(await places()).toEqual(['柳溪区人民政府 2'])
    search.follow('state=noted')
    expect(await places()).toEqual(['柳溪区人民政府 1', '柳溪区人民政府 2'])
    expect(search.counts?.state.get('discussed')).toBe(1)
    for (const note of report.notes.open) report.notes.settle(note)
    await report.saved()
    search.follow('state=discussed')
    expect(await places()).toEqual([])
  })
})

describe('the findings of saved filters', () => {
  it('are counted without a search of their own, but for regular expressions', async () => {
    const { search, places, searcher } = await screen()
    const counts = new FilterCounts({ searcher, schema: () => disclosureSchema, wordsOf: (wanted) => search.wordsOf(wanted) })
    search.follow('q=公开')
    await places()
    await counts.count(['section=issues', 'q=公开&mode=words', 'q=公.&mode=pattern', 'state=unsure&section=proactive'])
    expect(['section=issues', 'state=unsure&section=proactive', 'q=公.&mode=pattern'].map((query) => counts.of(query))).toEqual([1, 0, undefined])
    expect(counts.of('q=公开&mode=words')).toBeGreaterThan(0)
    expect(counts.isCountable('q=公.&mode=pattern')).toBe(false)
    // What was found stays.
    expect(search.total).toBe(4)
    expect(await places()).toHaveLength(4)
  })

  it('are no longer counted once somebody else is asked for', async () => {
    const { search, places, searcher } = await screen()
    const counts = new FilterCounts({ searcher, schema: () => disclosureSchema, wordsOf: (wanted) => search.wordsOf(wanted) })
    search.follow('')
    await places()
    const earlier = counts.count(['section=issues', 'section=proactive'])
    await counts.count(['q=公开'])
    await earlier
    expect([counts.of('section=issues'), counts.of('q=公开')]).toEqual([undefined, 4])
  })
})

describe('saved filters', () => {
  it('are kept, renamed, deleted and put back where they were', async () => {
    const settings = new Settings(new Database(`filters ${databases++}`))
    const filters = new SavedFilters(settings)
    filters.keep(' 问题 ', 'section=issues')
    filters.keep('存疑', 'state=unsure')
    filters.keep('问题', 'section=issues&role=body')
    filters.keep('  ', 'q=1')
    expect(filters.all).toEqual([{ name: '问题', query: 'section=issues&role=body' }, { name: '存疑', query: 'state=unsure' }])
    expect(filters.rename('问题', '存疑')).toBe(false)
    expect(filters.rename('问题', '正文里的问题')).toBe(true)
    filters.remove('正文里的问题')
    filters.remove('存疑')
    expect(filters.removed?.name).toBe('存疑')
    filters.restore()
    expect(filters.removed?.name).toBe('正文里的问题')
    filters.restore()
    await vi.waitFor(async () => {
      const again = new SavedFilters(settings)
      await again.load()
      expect(again.all.map(({ name }) => name)).toEqual(['正文里的问题', '存疑'])
    })
  })

  it('that gave way to another of their name come back under one of their own', () => {
    const filters = new SavedFilters(new Settings(new Database(`filters ${databases++}`)))
    filters.keep('问题', 'section=issues')
    filters.keep('问题', 'section=measures')
    filters.restore()
    expect(filters.all).toEqual([{ name: '问题 2', query: 'section=issues' }, { name: '问题', query: 'section=measures' }])
  })

  it('of a broken store are left out', async () => {
    const settings = new Settings(new Database(`filters ${databases++}`))
    await settings.save('filters', [{ name: 'a', query: 'q=1' }, { name: '', query: '' }, null, { name: 'b' }, 3])
    const filters = new SavedFilters(settings)
    await filters.load()
    expect(filters.all).toEqual([{ name: 'a', query: 'q=1' }])
  })
})

describe('addresses', () => {
  it('bring back the place that they name', () => {
    const id = 'a'.repeat(64)
    const routes = [
      { screen: 'search', query: '' }, { screen: 'search', query: writeFilter({ ...everything, text: '问?&#=% 答' }) },
      { screen: 'report', id, unsure: true }, { screen: 'report', id, unsure: false, at: 11 },
      { screen: 'report', id, unsure: false, at: 0, list: '' }, { screen: 'report', id, unsure: false, at: 3, list: 'q=%E5%85%AC&section=issues' },
    ] as const
    for (const route of routes) {
      location.hash = addressOf(route)
      expect(new Router().route).toEqual(route)
    }
  })
})

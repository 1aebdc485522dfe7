import 'fake-indexeddb/auto'
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { nodePlace } from '../../src/cli/readings.ts'
import { analyze } from '../../src/core/nlp/analyze.ts'
import { firstReading } from '../../src/core/nlp/first-reading.ts'
import { modelInput } from '../../src/core/nlp/input.ts'
import { loadModel, shippedModel } from '../../src/core/nlp/load.ts'
import { tokenize } from '../../src/core/nlp/tokenize.ts'
import { openOrAsk, readAs } from '../../src/core/readers/index.ts'
import { fail, ok } from '../../src/core/result.ts'
import { Intake, type Item } from '../../src/state/intake.svelte.ts'
import { Library } from '../../src/state/library.svelte.ts'
import { OpenReport } from '../../src/state/open-report.svelte.ts'
import { Preferences } from '../../src/state/preferences.svelte.ts'
import { Database } from '../../src/storage/db.ts'
import { Reports } from '../../src/storage/reports.ts'
import { Settings } from '../../src/storage/settings.ts'
import { archiveOf } from '../fixtures/archives.ts'

let databases = 0

/** The real core and the shipped model in this thread, behind the same calls as the workers. */
async function coreInThisThread() {
  const model = await loadModel(shippedModel, nodePlace('models/'))
  if (!model.ok) throw new Error(model.problem.code)
  return {
    openOrAsk: (...[source, name]: Parameters<import('../../src/worker/client.ts').Labeller['openOrAsk']>) => openOrAsk(source, name),
    readAs: (...[source, name, answer]: Parameters<import('../../src/worker/client.ts').Labeller['readAs']>) => readAs(source, name, answer),
    label: async (...[doc, options]: Parameters<import('../../src/worker/client.ts').Labeller['label']>) => {
      if (options?.signal?.aborted) return fail({ code: 'cancelled' })
      options?.onFirstReading?.(firstReading(model.value, doc, modelInput(doc, model.value.vocabulary)))
      return ok(await analyze(model.value, doc, options?.onProgress))
    },
    tokenize: async (text: string, words: readonly string[]) => ok(await tokenize(text, words)),
  }
}

async function bench() {
  const database = new Database(`intake ${databases++}`)
  const reports = new Reports(database)
  const preferences = new Preferences(new Settings(database), 'zh-CN')
  const library = new Library(reports)
  const core = await coreInThisThread()
  const intake = new Intake(() => core, reports, preferences, (row) => library.show(row), () => {}, () => library.rows.length === 0)
  await library.load()
  return { intake, library, reports, core }
}

const sample = (name: string): Item => {
  const bytes = new Uint8Array(readFileSync(`public/samples/${name}`))
  return { name, size: bytes.length, read: () => Promise.resolve(bytes) }
}
const text = (name: string, content: string): Item => ({ name, size: content.length, read: () => Promise.resolve(content) })
const district = sample('sample-district-2013.txt')

async function opened(reports: Reports, id: string): Promise<OpenReport> {
  const stored = await reports.load(id)
  if (!stored.ok || !stored.value) throw new Error('the report is stored')
  return new OpenReport(stored.value, { reports, annotator: () => '甲', corrected: () => {}, changed: () => {} })
}

describe('bringing reports in', () => {
  it('reads, labels and stores each file; one that cannot be read leaves the others alone', async () => {
    const { intake, library } = await bench()
    const gone: Item = { name: 'gone.txt', size: 1, read: () => Promise.reject(new DOMException('not found', 'NotFoundError')) }
    await intake.take([district, text('empty.txt', ''), gone, text('one-line.txt', '一、总体情况\n全年公开信息12条。')])
    expect(intake.items.map((item) => item.state.step)).toEqual(['done', 'failed', 'failed', 'done'])
    expect(intake.items.flatMap((item) => (item.state.step === 'failed' ? item.state.problem.code : []))).toEqual(['empty-file', 'unreadable'])
    expect(library.rows.map((row) => row.name).sort()).toEqual(['one-line.txt', 'sample-district-2013.txt'])
    expect(intake.progress).toMatchObject({ settled: 4, items: 4, share: 1 })
    expect(intake.progress.done).toBe(intake.progress.of)
    expect(intake.running).toBe(false)
  })

  it('knows a report that is there already by its text, whatever its name', async () => {
    const { intake, library } = await bench()
    await intake.take([district])
    await intake.take([{ ...district, name: 'other-name.txt' }])
    expect(intake.items[0]?.state).toMatchObject({ step: 'known', labels: 0 })
    expect(library.rows).toHaveLength(1)
  })

  it('takes the same report once where several files of one intake hold it, at the same time', async () => {
    const { intake, library } = await bench()
    const table = text('two.csv', `报告,正文\n甲.txt,全年公开信息十二条。\n乙.txt,全年公开信息十二条。\n`)
    const taking = intake.take([text('a.txt', '一、总体情况'), text('b.txt', '一、总体情况'), text('c.txt', '一、总体情况'), table])
    intake.questions.takeProposals()
    await taking
    expect(intake.items.map((item) => item.state.step).sort()).toEqual(['done', 'done', 'known', 'known'])
    expect(library.rows).toHaveLength(2)
  })

  it('takes every file of an archive by itself; one that is broken or there twice leaves the others alone', async () => {
    const { intake, library } = await bench()
    const bytes = archiveOf({ '甲/年报.txt': '一、总体情况', '乙/年报.html': '<p>一、总体情况', '丙.csv': '1,2', 'zeros.txt': new Uint8Array(3_000_000) })
    await intake.take([{ name: 'all.zip', size: bytes.length, read: () => Promise.resolve(bytes) }])
    const outcomes = Object.fromEntries(intake.items.map(({ name, from, state }) => [from ? `${from}/${name}` : name, state.step]))
    expect(outcomes).toMatchObject({ 'all.zip': 'unpacked', 'all.zip/zeros.txt': 'failed', 'all.zip/丙.csv': 'failed' })
    expect([outcomes['all.zip/甲/年报.txt'], outcomes['all.zip/乙/年报.html']].sort()).toEqual(['done', 'known'])
    expect(library.rows).toHaveLength(1)
    expect(intake.running).toBe(false)
  })

  it('asks how a table is to be read, holds nothing else up meanwhile, and reads it as answered', async () => {
    const { intake, library } = await bench()
    const rows = '报告,正文,旧正文\n甲县,全年公开信息十二条，比上年有所增加。,无\n乙县,没有收取任何费用，也没有任何减免。,无\n'
    const taking = intake.take([text('a.csv', rows), text('b.csv', rows.replaceAll('十二', '三十')), text('one-line.txt', '一、总体情况')])
    await expect.poll(() => intake.items.map((item) => item.state.step)).toEqual(['asking', 'asking', 'done'])
    expect(intake.running).toBe(true)
    const question = intake.questions.current
    if (question?.kind !== 'table') throw new Error('a table is asked about')
    expect(question.table.proposal).toMatchObject({ header: true, text: 1, report: 0 })
    intake.questions.chooseColumns({ ...question.table.proposal, report: null })
    await taking
    expect(intake.items.map((item) => item.state.step)).toEqual(['done', 'done', 'done'])
    expect(library.rows.map((row) => [row.name, row.paragraphs]).sort()).toEqual([['a.csv', 2], ['b.csv', 2], ['one-line.txt', 1]])
    expect(intake.running).toBe(false)
  })

  it('leaves a table out where the person says so, and stops with a question open', async () => {
    const { intake, library } = await bench()
    const leaving = intake.take([text('a.csv', '报告,正文\n甲县,全年公开信息十二条。\n')])
    await expect.poll(() => intake.questions.waiting.length).toBe(1)
    intake.questions.leaveOut()
    await leaving
    expect(intake.items[0]?.state.step).toBe('left-out')
    const stopping = intake.take([text('a.csv', '报告,正文\n甲县,全年公开信息十二条。\n')])
    await expect.poll(() => intake.questions.waiting.length).toBe(1)
    intake.stop()
    await stopping
    expect(intake.items[0]?.state).toEqual({ step: 'failed', problem: { code: 'cancelled' } })
    expect(library.rows).toEqual([])
  })

  it('shows a first reading of the first report where there is none yet, until all have come in', async () => {
    const { intake, library, core } = await bench()
    const label = core.label
    const seen: (string | undefined)[] = []
    core.label = async (doc, options) => {
      const labelled = await label(doc, options)
      seen.push(`${doc.name}: ${intake.firstReading?.doc.name} ${intake.firstReading?.labels.map(({ section }) => section.value).join(' ')}`)
      return labelled
    }
    await intake.take([text('first.txt', '三、存在的问题\n公开不够及时。\n')])
    expect(intake.firstReading).toBe(null)
    await intake.take([text('second.txt', '二、其他\n无。\n')])
    expect(library.rows).toHaveLength(2)
    expect(seen).toEqual(['first.txt: first.txt issues issues', 'second.txt: undefined undefined'])
  })

  it('takes a first reading away when it is stopped, and when the report cannot be labelled', async () => {
    const { intake, core } = await bench()
    const label = core.label
    const outcomes: (string | undefined)[] = []
    core.label = async (doc, options) => {
      await label(doc, options)
      outcomes.push(intake.firstReading?.doc.name)
      if (doc.name === 'a.txt') intake.stop()
      outcomes.push(intake.firstReading?.doc.name)
      return fail({ code: 'worker-died' })
    }
    await intake.take([text('a.txt', '一、概述')])
    await intake.take([text('b.txt', '二、问题')])
    expect(outcomes).toEqual(['a.txt', undefined, 'b.txt', 'b.txt'])
    expect(intake.firstReading).toBe(null)
  })

  it('stops: what is finished stays, of the rest nothing is kept', async () => {
    const { intake, library, core } = await bench()
    const label = core.label
    core.label = (doc, options) => {
      if (doc.name === 'second.txt') intake.stop()
      return label(doc, options)
    }
    await intake.take([text('first.txt', '一、概述')])
    await intake.take([text('second.txt', '二、问题'), text('third.txt', '三、措施'), text('fourth.txt', '四、其他'), text('fifth.txt', '五、附表')])
    expect(intake.stopped).toBe(true)
    expect(library.rows.map((row) => row.name)).toContain('first.txt')
    expect(library.rows.map((row) => row.name)).not.toContain('second.txt')
    expect(intake.items.every((item) => item.state.step === 'done' || (item.state.step === 'failed' && item.state.problem.code === 'cancelled'))).toBe(true)
    expect(intake.running).toBe(false)
  })

  it('touches nothing that is stored when a labels file has a broken line', async () => {
    const { intake, library, reports } = await bench()
    await intake.take([district])
    const [row] = library.rows
    const exported = await library.exportLabels([row?.id ?? ''])
    const lines = exported.ok ? (await exported.value.text()).split('\n') : []
    await intake.take([text('labels.jsonl', [...lines.slice(0, 3), '{"doc": "x"', ...lines.slice(3)].join('\n'))])
    expect(intake.items[0]?.state).toEqual({ step: 'failed', problem: { code: 'broken-line', line: 4, reason: 'not-json' } })
    const stored = await reports.load(row?.id ?? '')
    expect(stored.ok && stored.value?.history).toEqual([])
  })
})

describe('labels in and out', () => {
  it('are the same elsewhere, and merge at home without touching what a person decided', async () => {
    const here = await bench()
    await here.intake.take([district])
    const [row] = here.library.rows
    const report = await opened(here.reports, row?.id ?? '')
    report.focusOn(2)
    report.setLabel('section', 'fees')
    report.accept()
    await report.saved()
    const exported = await here.library.exportLabels([report.id])
    if (!exported.ok) throw new Error(exported.problem.code)
    const file = text('labels.jsonl', await exported.value.text())

    const elsewhere = await bench()
    await elsewhere.intake.take([file])
    expect(elsewhere.intake.items[0]?.state.step).toBe('done')
    const there = await opened(elsewhere.reports, elsewhere.library.rows[0]?.id ?? '')
    expect(there.doc.text).toBe(report.doc.text)
    const again = await elsewhere.library.exportLabels([there.id])
    expect(again.ok && await again.value.text()).toBe(await exported.value.text())

    report.focusOn(2)
    report.setLabel('section', 'other')
    await report.saved()
    await here.intake.take([file])
    expect(here.intake.items[0]?.state).toMatchObject({ step: 'known', kept: 1 })
    expect((await opened(here.reports, report.id)).labels[2]?.section.value).toBe('other')
  })
})

describe('several reports in one file of labels', () => {
  it('are counted together', async () => {
    const here = await bench()
    await here.intake.take([district, text('b.txt', '乙县2012年政府信息公开年度报告\n一、概述\n全年公开信息120条。\n')])
    const exported = await here.library.exportLabels(here.library.rows.map((row) => row.id))
    if (!exported.ok) throw new Error(exported.problem.code)
    const elsewhere = await bench()
    await elsewhere.intake.take([text('labels.jsonl', await exported.value.text())])
    const sum = (of: 'paragraphs' | 'unsure') => elsewhere.library.rows.reduce((total, row) => total + row[of], 0)
    expect(elsewhere.library.rows).toHaveLength(2)
    expect(elsewhere.intake.items[0]?.state).toMatchObject({ step: 'done', reports: 2, paragraphs: sum('paragraphs'), unsure: sum('unsure') })
    expect(elsewhere.intake.progress).toMatchObject({ items: 1, done: sum('paragraphs'), of: sum('paragraphs') })
  })
})

describe('labels of a web page', () => {
  it('come out and in again with what its structure decided', async () => {
    const here = await bench()
    const page = readFileSync('test/fixtures/html/layout-tables.html')
    await here.intake.take([{ name: 'page.html', size: page.length, read: () => Promise.resolve(new Uint8Array(page)) }])
    const exported = await here.library.exportLabels(here.library.rows.map((row) => row.id))
    if (!exported.ok) throw new Error(exported.problem.code)
    const labels = await exported.value.text()
    expect(labels.match(/"role":"chrome"[^\n]*"labelled_by":"structure"/g)?.length).toBeGreaterThan(4)

    const elsewhere = await bench()
    await elsewhere.intake.take([text('labels.jsonl', labels)])
    const again = await elsewhere.library.exportLabels(elsewhere.library.rows.map((row) => row.id))
    expect(again.ok && (await again.value.text()).split('\n')).toEqual(labels.split('\n'))
  })
})

const gold = '../shared/gold/000_6a4f8e00cb25bdb1.jsonl'

describe.skipIf(!existsSync(gold))('gold labels of a real report (../shared, skipped where it is absent)', () => {
  it('come in as a person’s, without the report’s own file', async () => {
    const { intake, library, reports } = await bench()
    await intake.take([text('gold.jsonl', readFileSync(gold, 'utf8'))])
    const report = await opened(reports, library.rows[0]?.id ?? '')
    const lines = readFileSync(gold, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { section: string; role: string; substance: string; spans: object[] })
    expect(report.labels.map((label) => [label.section.value, label.role.value, label.substance.value, label.spans.length]))
      .toEqual(lines.map((line) => [line.section, line.role, line.substance, line.spans.length]))
    expect(library.rows[0]?.decided).toBe(lines.length)
  })
})

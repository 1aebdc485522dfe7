import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { Annotation } from '../../../src/core/annotation.ts'
import type { SourceReport } from '../../../src/core/dataset/choice.ts'
import { exportFiles, formats, planExport } from '../../../src/core/writers/index.ts'
import { by, docOf, everyField, filesOf, planOf, reportOf, request, textsOf } from '../../fixtures/exports.ts'

const text = '甲县2013年政府信息公开年报\n一、存在的问题\n𠮷林路大厅公开不及时，更新“不够快”；今后加强培训。\n=1+1 这一行像公式'

const at = (doc: { text: string }, words: string, value: string, score?: number): Annotation => {
  const start = doc.text.indexOf(words)
  const author = score === undefined ? by : { kind: 'model' as const, name: 'test 1' }
  return { start, end: start + words.length, field: 'tag', value, by: author, at: 1_600_000_000_000, ...(score !== undefined && { score }) }
}

function sample(): SourceReport {
  const doc = docOf(text, '甲县.txt')
  return reportOf(doc, [...everyField(doc), at(doc, '公开不及时', 'ISSUE'), at(doc, '今后加强培训', 'MEASURE')], { agency: '甲县', year: 2013 })
}

const third = async (format: string): Promise<string> => {
  const file = [...await textsOf([sample()], request(format))].find(([path]) => path.startsWith('data'))?.[1] ?? ''
  return file.split('\n')[2] ?? ''
}

describe('every format', () => {
  it('has an id of its own and writes the files that it names', async () => {
    expect(new Set(formats.map(({ id }) => id)).size).toBe(formats.length)
    for (const { id, files, units } of formats) {
      const patterns = files.map((file) => new RegExp(`^${file.replaceAll('.', '\\.').replace('*', '[^/]+')}$`))
      for (const unit of units) {
        const written = [...(await filesOf([sample()], request(id, { unit }))).keys()]
        for (const pattern of patterns) expect(written.filter((path) => pattern.test(path)), `${id} ${unit} ${String(pattern)}`).not.toEqual([])
        for (const path of written) expect(patterns.some((pattern) => pattern.test(path)), `${id} ${path}`).toBe(true)
      }
    }
  })

  it('writes the same bytes for the same job', async () => {
    for (const { id, units } of formats) {
      const [first, second] = [await filesOf([sample()], request(id, { unit: units[0] ?? 'paragraph' })), await filesOf([sample()], request(id, { unit: units[0] ?? 'paragraph' }))]
      expect([...first]).toEqual([...second])
    }
  })

  it('gives an empty file for a split that its near duplicates have all left', async () => {
    for (const { id } of formats.filter(({ units }) => units.includes('paragraph'))) {
      // Both reports are alike to the letter, so that all items of the second move to the first.
      const twin = { ...sample(), doc: { ...sample().doc, sha256: 'f'.repeat(64) } }
      const split = { by: 'report', ratios: [50, 0, 50], seed: 1, duplicates: 'move' } as const
      const plan = await planOf([sample(), twin], request(id, { split }))
      expect(plan.card.splits.map(({ items }) => items).sort()).toEqual([0, 8])
      await filesOf([sample(), twin], request(id, { split }))
    }
  })
})

describe('offsets', () => {
  it('are UTF-16 code units in doccano, code points in brat, spaCy and Hugging Face', async () => {
    const line = text.split('\n')[2] ?? ''
    expect(JSON.parse(await third('doccano-sequence'))).toMatchObject({ label: [[6, 11, 'ISSUE'], [20, 26, 'MEASURE']] })
    expect(line.slice(6, 11)).toBe('公开不及时')
    expect(JSON.parse(await third('spacy'))).toMatchObject([line, { entities: [[5, 10, 'ISSUE'], [19, 25, 'MEASURE']] }])
    const row = JSON.parse((await textsOf([sample()], request('hugging-face-jsonl'))).get('data/train.jsonl')?.split('\n')[2] ?? '') as { spans: unknown }
    expect(row.spans).toEqual([{ start: 5, end: 10, tag: 'ISSUE', text: '公开不及时', score: null }, { start: 19, end: 25, tag: 'MEASURE', text: '今后加强培训', score: null }])
    expect((await textsOf([sample()], request('brat', { unit: 'report' }))).get('甲县.ann')).toContain(`T5\tISSUE ${[...text.slice(0, text.indexOf('公开不'))].length}`)
  })

  it('that cut a character in two refuse the export', async () => {
    const doc = docOf('𠮷林市公开不及时')
    const broken = reportOf(doc, [...everyField(doc), { start: 1, end: 4, field: 'tag', value: 'ISSUE', by, at: 0 }])
    for (const { id, offsets } of formats.filter(({ units }) => units.includes('paragraph'))) {
      const plan = await planExport(() => [broken], request(id))
      expect(plan.ok, id).toBe(offsets === null)
      if (!plan.ok) expect(plan.problem).toEqual({ code: 'span-differs', doc: 'report.txt', start: 1, end: 4 })
    }
  })
})

describe('the choice of labels', () => {
  const doc = docOf('公开不及时。加强培训。\n本年度收到申请12件。')
  const [first, second] = doc.paragraphs
  const model = (field: 'section' | 'role' | 'substance', value: string, score: number): Annotation =>
    ({ start: second?.start ?? 0, end: second?.end ?? 0, field, value, by: { kind: 'model', name: 'test 1' }, at: 0, score })
  const mixed = reportOf(doc, [
    ...everyField(doc).filter(({ start }) => start === first?.start), at(doc, '公开不及时', 'ISSUE'), at(doc, '加强培训', 'MEASURE'),
    model('section', 'on_request', 0.9), model('role', 'body', 0.95), model('substance', 'substantive', 0.6), at(doc, '收到', 'ISSUE', 0.5),
  ])
  const planned = async (kind: Parameters<typeof request>[1], reports: readonly SourceReport[] = [mixed], format = 'doccano-sequence') => planOf(reports, request(format, kind))
  const choice = (which: 'all' | 'human' | 'agreed' | number) => ({ choice: { which: typeof which === 'number' ? { kind: 'model' as const, confidence: which } : { kind: which }, chrome: true, anonymous: false } })

  it('all: everything that stands', async () => {
    expect((await planned(choice('all'))).card).toMatchObject({ splits: [{ items: 2 }], authors: { person: 5, model: 4 } })
  })

  it('human: a paragraph of the model is left out, not given as one without tags', async () => {
    expect((await planned(choice('human'))).card).toMatchObject({ splits: [{ items: 1 }], leftOut: { unlabelled: 1 }, authors: { model: 0 } })
  })

  it('model: one whose tag is not sure goes to classifiers only', async () => {
    expect((await planned(choice(0.8))).card).toMatchObject({ splits: [{ items: 1 }], leftOut: { unsuited: 1 } })
    const { card } = await planned(choice(0.8), [mixed], 'hugging-face-jsonl')
    expect(card).toMatchObject({ splits: [{ items: 2 }], authors: { model: 2 } })
    expect(card.losses.get('tags-unknown')).toBe(1)
  })

  it('agreed: what two people say alike; agreement is counted', async () => {
    const second = (labels: readonly Annotation[]) => reportOf(doc, labels.map((label) => ({ ...label, by: { kind: 'person' as const, name: '乙' } }))).labels
    const both = reportOf(doc, [...everyField(doc), at(doc, '公开不及时', 'ISSUE')], {
      others: [second([...everyField(doc).map((label) => (label.value === 'boilerplate' ? { ...label, value: 'substantive' } : label)), at(doc, '公开不及时', 'ISSUE')])],
    })
    const { card } = await planned(choice('agreed'), [both])
    expect(card.splits[0]?.labels.substance).toEqual(new Map([['substantive', 1]]))
    expect(card.splits[0]?.labels.tag).toEqual(new Map([['ISSUE', 1]]))
    expect(card.reliability.section).toMatchObject({ units: 2, annotators: 2, alpha: 1, kappa: 1 })
    expect(card.reliability.substance?.kappa).toBe(0)
  })

  it('agreed has nothing of one person alone', async () => {
    expect(await planExport(() => [mixed], request('labels-jsonl', choice('agreed')))).toEqual({ ok: false, problem: { code: 'nothing-to-export' } })
  })

  it('anonymous: no name is left anywhere', async () => {
    for (const { id, units } of formats) {
      const files = await textsOf([sample()], request(id, { unit: units[0] ?? 'paragraph', choice: { which: { kind: 'all' }, chrome: true, anonymous: true } }))
      for (const content of files.values()) expect(content).not.toContain('周标注')
    }
    expect(JSON.parse((await textsOf([sample()], request('labels-jsonl', { choice: { which: { kind: 'all' }, chrome: true, anonymous: true } }))).get('data.jsonl')?.split('\n')[0] ?? ''))
      .toMatchObject({ labelled_by: 'annotator-1' })
  })

  it('without chrome: neither its labels nor its words, and offsets still fit', async () => {
    const page = docOf('首页 > 公开\n公开不及时𠮷。\n分享到微博')
    const chrome = (index: number): Annotation[] => (['section', 'role'] as const).map((field) =>
      ({ start: page.paragraphs[index]?.start ?? 0, end: page.paragraphs[index]?.end ?? 0, field, value: 'chrome', by, at: 0 }))
    const report = reportOf(page, [...chrome(0), ...chrome(2), ...everyField(page).filter(({ start }) => start === page.paragraphs[1]?.start), at(page, '公开不及时', 'ISSUE')])
    const without = { choice: { which: { kind: 'all' as const }, chrome: false, anonymous: false } }
    for (const { id, units } of formats)
      for (const unit of units)
        for (const content of (await textsOf([report], request(id, { ...without, unit }))).values()) expect(content).not.toMatch(/首页|分享到/)
    expect((await textsOf([report], request('doccano-sequence', { ...without, unit: 'report' }))).get('data.jsonl')).toContain('"text":"\\n公开不及时𠮷。"')
  })
})

describe('what is lost', () => {
  it('is told: overlaps, widened tags, classes, white space', async () => {
    const doc = docOf('政府网站公开 不及时，内容不全')
    const report = reportOf(doc, [...everyField(doc), at(doc, '公开 不及时，内容', 'ISSUE'), at(doc, '内容不全', 'ISSUE'), { ...at(doc, '府网', 'MEASURE') }])
    const { card } = await planOf([report], request('conll-word-tab'))
    expect(Object.fromEntries(card.losses)).toMatchObject({ overlap: 1, widened: 1, section: 1, role: 1, substance: 1, 'white-space': 1 })
    const words = (await textsOf([report], request('conll-word-tab'))).get('data.conll')
    expect(words).toContain('政府网站\tB-MEASURE\n公开\tB-ISSUE\n')
  })

  it('is nothing in the native format', async () => {
    expect((await planOf([sample()], request('labels-jsonl'))).card.losses).toEqual(new Map())
  })
})

describe('hostile content', () => {
  it('no cell of CSV begins a formula, nor is one in XLSX', async () => {
    const doc = docOf('=HYPERLINK("x")是甲\n+1加乙\n-1减丙\n@丁是戊\n　=2+2是己\n＝全角也算')
    const report = reportOf(doc, everyField(doc), { agency: '=cmd()' })
    for (const format of ['csv', 'doccano-classification-csv']) {
      const file = (await textsOf([report], request(format))).get('data.csv') ?? ''
      expect(file.match(/(?:^|[,\n"])(?=[\s\u3000]*[=+@＝-])/gm) ?? []).toEqual([])
    }
    const sheet = new TextDecoder().decode(unzipSync((await filesOf([report], request('xlsx'))).get('data.xlsx') ?? new Uint8Array())['xl/worksheets/sheet1.xml'])
    expect(sheet).not.toMatch(/<f>|preserve">[\s\u3000]*[=+@＝-]/)
    expect((await planOf([report], request('csv'))).card.losses.get('guarded')).toBe(12)
  })

  it('names that are no file names lead out of no folder', async () => {
    const names = ['../../etc/passwd', 'a/b.txt', 'a/b.txt', 'CON:?.txt', '..', '__proto__']
    const reports = names.map((name, index) => {
      const doc = { ...docOf(`公开不及时${index}。`), name }
      return reportOf(doc, everyField(doc))
    })
    const paths = [...(await filesOf(reports, request('brat', { unit: 'report' }))).keys()]
    expect(new Set(paths).size).toBe(paths.length)
    for (const path of paths) expect(path).not.toMatch(/^[./]|\/|[:?]/)
  })
})

describe('a large set', () => {
  it('is never held: the first chunk of a file comes before most reports are read', async () => {
    let read = 0
    const many = function* (): Generator<SourceReport> {
      for (let number = 0; number < 2000; number++) {
        read++
        const doc = docOf(`甲县第${number}号报告\n${'公开不及时，今后加强培训。'.repeat(20)}`, `${number}.txt`)
        yield reportOf(doc, everyField(doc))
      }
    }
    const plan = await planExport(many, request('labels-jsonl'))
    if (!plan.ok) throw new Error(plan.problem.code)
    read = 0
    for await (const { chunks } of exportFiles(many, plan.value)) {
      const first = await chunks[Symbol.asyncIterator]().next()
      expect(first.done).toBe(false)
      break
    }
    expect(read).toBeLessThan(200)
  })
})

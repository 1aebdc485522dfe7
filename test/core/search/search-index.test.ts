import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { digestOf } from '../../../src/core/digest.ts'
import { everything, toggled, type Filter } from '../../../src/core/filter.ts'
import { predictedLabels, resolve } from '../../../src/core/labels.ts'
import { tokenize } from '../../../src/core/nlp/tokenize.ts'
import { documentOf } from '../../../src/core/readers/document-of.ts'
import { SearchIndex, type Search } from '../../../src/core/search/search-index.ts'
import { foldText } from '../../../src/core/search/fold.ts'
import { placeOf, type Annotation } from '../../../src/core/annotation.ts'
import { predictionOf, type Said } from '../../fixtures/predictions.ts'

interface Given {
  readonly text: string
  readonly said: readonly Said[]
  readonly agency?: string
  readonly year?: number
  readonly stated?: (paragraph: number) => readonly Annotation[]
}

async function indexOf(given: readonly Given[], withWords = true): Promise<SearchIndex> {
  const index = new SearchIndex()
  for (const [at, { text, said, agency = '', year = null, stated }] of given.entries()) {
    const read = documentOf('a.txt', { text, encoding: 'utf-8' })
    if (!read.ok) throw new Error(read.problem.code)
    const doc = read.value
    const prediction = predictionOf(doc, said)
    const statements = doc.paragraphs.flatMap((paragraph, number) => (stated?.(number) ?? []).map((each): Annotation => ({ ...each, start: paragraph.start, end: paragraph.end })))
    const labels = resolve(doc, prediction, new Map(statements.map((each) => [placeOf(each), each])))
    index.put({
      facts: { id: String(at), addedAt: -at, agency, region: '', level: '', year },
      digest: digestOf(String(at), labels, predictedLabels(doc, prediction), prediction.unsure),
      source: { text, bounds: Uint32Array.from(doc.paragraphs.flatMap(({ start, end }) => [start, end])), words: withWords ? await tokenize(text) : new Uint32Array() },
    })
  }
  return index
}

function begun(index: SearchIndex, filter: Filter, words: readonly string[] = []): Search {
  const search = index.begin(filter, words)
  if (!search.ok) throw new Error(search.problem.code)
  return search.value
}

/** Every found paragraph as `report:paragraph`, with what is marked in it. */
function found(index: SearchIndex, filter: Filter, words: readonly string[] = []): string[] {
  const search = begun(index, filter, words)
  return index.ids().flatMap((id) => {
    const steps = search.look(id)
    let step = steps.next()
    while (!step.done) step = steps.next()
    return [...(step.value?.paragraphs ?? [])].map((paragraph) => {
      const line = search.line(id, paragraph)
      return `${id}:${paragraph} ${line?.hits.map(({ start, end }) => line.text.slice(start, end)).join('|')}`.trim()
    })
  })
}

const wanting = (text: string, about: Partial<Filter> = {}): Filter => ({ ...everything, text, ...about })
const plain: Said[] = [{}, {}, {}]

describe('searching text', () => {
  it('finds any stretch of characters, letters of either case, never across two paragraphs', async () => {
    const index = await indexOf([{ text: '政府信息公开Gov网\n公开gov公开\n不公', said: plain }, { text: '开放', said: [{}] }])
    expect(found(index, wanting('公开'))).toEqual(['0:0 公开', '0:1 公开|公开'])
    expect(found(index, wanting('GOV'))).toEqual(['0:0 Gov', '0:1 gov'])
    expect(found(index, wanting('网\n公'))).toEqual([])
    expect(found(index, wanting('不公开'))).toEqual([])
    expect(found(index, wanting('  '))).toEqual(['0:0', '0:1', '0:2', '1:0'])
  })

  it('finds as whole words what is cut as words, all of them in one paragraph', async () => {
    const index = await indexOf([{ text: '市民主动公开信息\n信息主动公开\n会议要求加强民主', said: plain }])
    expect(found(index, wanting('民主'))).toEqual(['0:0 民主', '0:2 民主'])
    expect(found(index, wanting('民主', { mode: 'words' }), ['民主'])).toEqual(['0:2 民主'])
    expect(found(index, wanting('信息主动公开', { mode: 'words' }), ['信息', '主动公开'])).toEqual(['0:0 主动公开|信息', '0:1 信息|主动公开'])
    expect(found(index, wanting('信息会议', { mode: 'words' }), ['信息', '会议'])).toEqual([])
  })

  it('looks for words as they stand, and says so, where a report’s words have not been cut', async () => {
    const index = await indexOf([{ text: '市民主动公开', said: [{}] }], false)
    const filter = wanting('民主', { mode: 'words' })
    expect(found(index, filter, ['民主'])).toEqual(['0:0 民主'])
    const search = begun(index, filter, ['民主'])
    search.look('0').next()
    expect(search.unworded).toBe(1)
  })

  it('finds patterns in each paragraph by itself, and names what is wrong with one', async () => {
    const index = await indexOf([{ text: '2013年公开12条\n公开（试行）\n2012年', said: plain }])
    expect(found(index, wanting('\\d+[年条]', { mode: 'pattern' }))).toEqual(['0:0 2013年|12条', '0:2 2012年'])
    expect(found(index, wanting('^公开', { mode: 'pattern' }))).toEqual(['0:1 公开'])
    for (const [pattern, fault] of [['(a', 'open-group'], ['a)', 'stray-bracket'], ['[a', 'open-class'], ['*a', 'nothing-to-repeat'], ['[b-a]', 'range'], ['\\', 'escape']])
      expect(index.begin(wanting(pattern ?? '', { mode: 'pattern' }), [])).toMatchObject({ ok: false, problem: { code: 'bad-pattern', fault } })
  })

  it('looks past script and width on request alone, and marks the characters as they stand', async () => {
    const index = await indexOf([{ text: '政府信息公開２０１３年（ＡＢＣ）\n信息公开2013年(abc)', said: plain }])
    expect(found(index, wanting('信息公开'))).toEqual(['0:1 信息公开'])
    expect(found(index, wanting('信息公開', { fold: { script: true, width: false } }))).toEqual(['0:0 信息公開', '0:1 信息公开'])
    expect(found(index, wanting('2013年(ａｂｃ)', { fold: { script: false, width: true } }))).toEqual(['0:0 ２０１３年（ＡＢＣ）', '0:1 2013年(abc)'])
    expect(found(index, wanting('开２\\d+年（\\w+）', { mode: 'pattern', fold: { script: true, width: true } }))).toEqual(['0:0 開２０１３年（ＡＢＣ）', '0:1 开2013年(abc)'])
  })

  it('finds over line breaks that a page put into a paragraph, and gives places in the report’s own text', () => {
    const text = '首段\n全年主动公\n开信息 of a\nyear 共12条。'
    const index = new SearchIndex()
    const digest = digestOf('0', [], [], 0.5)
    index.put({ facts: { id: '0', addedAt: 0, agency: '', region: '', level: '', year: null }, digest, source: { text, bounds: Uint32Array.from([0, 2, 3, text.length]), words: new Uint32Array() } })
    const hits = index.find('0', wanting('公开信息'), [])
    expect(hits.ok && hits.value.map(({ paragraph, span }) => [paragraph, text.slice(span.start, span.end)])).toEqual([[1, '公\n开信息']])
    const over = index.find('0', wanting('a year 共'), [])
    expect(over.ok && over.value.map(({ span }) => text.slice(span.start, span.end))).toEqual(['a\nyear 共'])
  })
})

describe('folding', () => {
  it('never moves an offset', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.boolean(), fc.boolean(), (text, script, width) => {
      expect(foldText(text, { script, width })).toHaveLength(text.length)
    }))
  })

  it('finds exactly what a plain look at every paragraph does', async () => {
    const lines = fc.array(fc.string({ unit: fc.constantFrom(...'公开信息主动12aB'), minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 6 })
    await fc.assert(fc.asyncProperty(lines, fc.string({ unit: fc.constantFrom(...'公开信1a'), minLength: 1, maxLength: 3 }), async (paragraphs, wanted) => {
      const index = new SearchIndex()
      let at = 0
      const bounds = paragraphs.flatMap((line) => { const start = at; at += line.length + 1; return [start, start + line.length] })
      index.put({ facts: { id: '0', addedAt: 0, agency: '', region: '', level: '', year: null }, digest: digestOf('0', [], [], 0.5), source: { text: paragraphs.join('\n'), bounds: Uint32Array.from(bounds), words: new Uint32Array() } })
      const expected = paragraphs.flatMap((line, number) => (line.toLowerCase().includes(wanted.toLowerCase()) ? [number] : []))
      expect(found(index, wanting(wanted)).map((each) => Number(each.split(' ')[0]?.slice(2)))).toEqual(expected)
    }), { numRuns: 300 })
  })
})

describe('filters', () => {
  const person = (field: Annotation['field'], value: string): Annotation => ({ start: 0, end: 0, field, value, by: { kind: 'person', name: '甲' }, at: 1 })
  const reports: Given[] = [
    {
      text: '一、问题\n公开不够及时\n下一步加强', agency: '柳溪县', year: 2012,
      said: [{ section: 'issues', role: 'heading' }, { section: 'issues', tags: ['ISSUE'], score: 0.5 }, { section: 'measures', tags: ['MEASURE'] }],
      stated: (paragraph) => (paragraph === 2 ? [person('section', 'issues'), person('role', 'body'), person('substance', 'boilerplate')] : []),
    },
    { text: '公开及时\n收费', agency: '松岭市', year: 2013, said: [{ section: 'proactive' }, { section: 'fees' }] },
  ]
  const choose = (...choices: [Parameters<typeof toggled>[1], string][]): Filter => choices.reduce((filter, [name, value]) => toggled(filter, name, value), everything)

  it('hold together: any value of a dimension, and every dimension', async () => {
    const index = await indexOf(reports)
    const places = (filter: Filter) => found(index, filter).map((each) => each.split(' ')[0])
    expect(places(choose(['section', 'issues']))).toEqual(['0:0', '0:1', '0:2'])
    expect(places(choose(['section', 'issues'], ['section', 'fees'], ['role', 'body']))).toEqual(['0:1', '0:2', '1:1'])
    expect(places(choose(['source', 'person']))).toEqual(['0:2'])
    expect(places(choose(['annotator', '甲'], ['substance', 'boilerplate']))).toEqual(['0:2'])
    expect(places(choose(['state', 'unsure']))).toEqual(['0:1'])
    expect(places(choose(['state', 'reviewed']))).toEqual(['0:2'])
    expect(places(choose(['tag', 'ISSUE'], ['tag', 'MEASURE']))).toEqual(['0:1', '0:2'])
    expect(places(choose(['agency', '松岭市']))).toEqual(['1:0', '1:1'])
    expect(places({ ...everything, year: { from: 2013, to: null } })).toEqual(['1:0', '1:1'])
    expect(places({ ...everything, confidence: { from: null, to: 60 } })).toEqual(['0:1'])
    expect(places({ ...choose(['section', 'issues']), text: '公开' })).toEqual(['0:1'])
  })

  it('count what each choice would leave, all else being as it is', async () => {
    const index = await indexOf(reports)
    const search = begun(index, { ...choose(['section', 'issues'], ['role', 'body']), text: '' })
    for (const id of index.ids()) for (const steps = search.look(id); !steps.next().done; );
    expect(Object.fromEntries(search.counts.section)).toEqual({ issues: 2, proactive: 1, fees: 1 })
    expect(Object.fromEntries(search.counts.role)).toEqual({ heading: 1, body: 2 })
    expect(Object.fromEntries(search.counts.agency)).toEqual({ 柳溪县: 2 })
    expect(Object.fromEntries(search.counts.year)).toEqual({ 2012: 2 })
  })

  it('follow a change of labels and a removal', async () => {
    const index = await indexOf(reports)
    const facts = { id: '1', addedAt: -1, agency: '松岭县', region: '', level: '', year: 2014 }
    index.relabel(facts, digestOf('1', [], [], 0.5))
    expect(found(index, choose(['agency', '松岭市']))).toEqual([])
    expect(found(index, choose(['agency', '松岭县']))).toHaveLength(2)
    index.remove('1')
    expect(found(index, everything)).toHaveLength(3)
  })
})

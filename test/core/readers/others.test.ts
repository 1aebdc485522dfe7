import { describe, expect, it } from 'vitest'
import { readBrat } from '../../../src/core/readers/brat.ts'
import { read } from '../../../src/core/readers/index.ts'
import type { Reading } from '../../../src/core/readers/reader.ts'
import type { Result } from '../../../src/core/result.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const jsonl = (...lines: readonly object[]): string => lines.map((line) => JSON.stringify(line)).join('\n')

function labelsIn(result: Result<Reading[]>): string[] {
  if (!result.ok) throw new Error(JSON.stringify(result.problem))
  return result.value.flatMap(({ doc, labels }) => labels.map(({ start, end, field, value }) => `${field} ${value}: ${doc.text.slice(start, end)}`))
}

describe('doccano of others', () => {
  it('names labels in Chinese or English, spans as objects, and knows nothing of reports', async () => {
    const file = jsonl({ id: 1, text: '收费为零。', label: ['收费及减免', '有实质'] }, { id: 2, text: '公开不及时', label: [] }, { id: 3, text: '加强培训', label: 'Measures and plans' })
    const result = await read(file, 'export.jsonl')
    expect(labelsIn(result)).toEqual(['section fees: 收费为零。', 'substance substantive: 收费为零。', 'section measures: 加强培训'])
    expect(result.ok && result.value.map(({ doc }) => [doc.name, doc.text])).toEqual([['export.jsonl', '收费为零。\n公开不及时\n加强培训']])
    expect(labelsIn(await read(jsonl({ text: '𠮷公开不及时', label: [{ start_offset: 2, end_offset: 7, label: '问题' }] }), 'x.jsonl'))).toEqual(['tag ISSUE: 公开不及时'])
    expect(labelsIn(await read(jsonl({ text: '公开不及时', entities: [{ id: 7, label: 'ISSUE', start_offset: 0, end_offset: 5 }], relations: [] }), 'x.jsonl'))).toEqual(['tag ISSUE: 公开不及时'])
  })

  it('counts CRLF and a byte order mark in its offsets', async () => {
    expect(labelsIn(await read(jsonl({ text: '\ufeff第一行\r\n公开不及时', label: [[6, 11, 'ISSUE']] }), 'x.jsonl'))).toEqual(['tag ISSUE: 公开不及时'])
  })

  it('lists every label that the schema has not', async () => {
    expect(await read(jsonl({ text: '一', label: ['体育'] }, { text: '二', label: ['财经', 'fees'] }), 'x.jsonl')).toEqual({ ok: false, problem: { code: 'unknown-labels', labels: ['体育', '财经'] } })
  })

  it('is refused whole for one wrong line', async () => {
    const good = { text: '公开', label: [[0, 2, 'ISSUE']] }
    const problem = async (line: object | string) => {
      const result = await read(`${jsonl(good)}\n${typeof line === 'string' ? line : jsonl(line)}`, 'x.jsonl')
      return result.ok ? null : result.problem
    }
    expect(await problem('{"text": ')).toEqual({ code: 'broken-line', line: 2, reason: 'not-json' })
    expect(await problem('[]')).toEqual({ code: 'broken-line', line: 2, reason: 'not-object' })
    expect(await problem({ label: [] })).toEqual({ code: 'broken-line', line: 2, reason: 'no-text' })
    for (const span of [[0, 9, 'ISSUE'], [1, 1, 'ISSUE'], [-1, 1, 'ISSUE'], [0.5, 1, 'ISSUE'], ['0', 1, 'ISSUE'], null, {}])
      expect(await problem({ text: '公开', label: [span] })).toEqual({ code: 'broken-line', line: 2, reason: 'bad-span' })
    expect(await problem({ text: '公\ud842开', label: [] })).toEqual({ code: 'lone-surrogate', line: 2 })
  })

  it('takes no prototype from the file', async () => {
    const file = '{"text":"公开","label":["fees"],"__proto__":{"section":"issues","doc":"x"},"constructor":{"prototype":{"section":"issues"}}}'
    expect(labelsIn(await read(file, 'x.jsonl'))).toEqual(['section fees: 公开'])
    expect(Object.hasOwn(Object.prototype, 'section')).toBe(false)
  })
})

describe('Label Studio of others', () => {
  const task = (more: object, text = '公开不及时，加强培训') => JSON.stringify([{ id: 1, data: { text }, ...more }])
  const result = (start: number, end: number, label: string, text?: string) => ({ type: 'labels', from_name: 'label', to_name: 'text', value: { start, end, labels: [label], ...(text && { text }) } })

  it('takes the annotation before the predictions, and predictions where there is none', async () => {
    const predictions = [{ model_version: 'bert 2', result: [{ ...result(6, 10, 'MEASURE'), score: 0.7 }] }]
    expect(labelsIn(await read(task({ annotations: [{ was_cancelled: true, result: [] }, { result: [result(0, 5, 'ISSUE', '公开不及时')] }], predictions }), 'x.json'))).toEqual(['tag ISSUE: 公开不及时'])
    const predicted = await read(task({ annotations: [], predictions }), 'x.json')
    expect(predicted.ok && predicted.value[0]?.labels[0]).toMatchObject({ by: { kind: 'model', name: 'bert 2' }, score: 0.7, value: 'MEASURE' })
  })

  it('finds choices by the field’s name, else by the label', async () => {
    const choice = (from: string, name: string) => ({ type: 'choices', from_name: from, value: { choices: [name] } })
    expect(labelsIn(await read(task({ annotations: [{ result: [choice('role', 'table'), choice('class', '存在的问题')] }] }, '甲'), 'x.json'))).toEqual(['role table: 甲', 'section issues: 甲'])
  })

  it('is refused where its quotation is not the text', async () => {
    expect(await read(task({ annotations: [{ result: [result(0, 5, 'ISSUE', '别的文字呀')] }] }), 'x.json')).toEqual({ ok: false, problem: { code: 'annotations-differ', line: 1 } })
    expect(await read(task({ annotations: [{ result: [result(3, 50, 'ISSUE')] }] }), 'x.json')).toEqual({ ok: false, problem: { code: 'annotations-differ', line: 1 } })
  })

  it('other JSON is no text of a report', async () => {
    expect(await read('{"name": "nianbao"}', 'package.json')).toEqual({ ok: false, problem: { code: 'unsupported-format', format: 'json' } })
  })
})

describe('CoNLL of others', () => {
  it('in words, BIOES, with several reports', async () => {
    const file = '-DOCSTART- -X- -X- O\n\n公开 NN B-NP B-ISSUE\n不及时 VV I-NP E-ISSUE\n。 PU O O\n\nCovid NN B O\n19 NN I O\n\n-DOCSTART- -X- O O\n\n加强 VV B S-MEASURE\n'
    const read2 = await read(file, 'x.conll')
    expect(labelsIn(read2)).toEqual(['tag ISSUE: 公开不及时', 'tag MEASURE: 加强'])
    expect(read2.ok && read2.value.map(({ doc }) => [doc.name, doc.text])).toEqual([['x-1.conll', '公开不及时。\nCovid 19'], ['x-2.conll', '加强']])
  })

  it('unknown tags are listed', async () => {
    expect(await read('张\tB-PER\n三\tI-PER\n\n京\tB-LOC\n', 'x.conll')).toEqual({ ok: false, problem: { code: 'unknown-labels', labels: ['PER', 'LOC'] } })
  })

  it('prose with tabs is no CoNLL', async () => {
    const prose = await read('政府信息公开\t甲县\n本年度收到申请\t12件\n', 'x.txt')
    expect(prose.ok && prose.value[0]?.labels).toEqual([])
  })
})

describe('brat of others', () => {
  it('counts code points, CRLF and all; joins fragments', () => {
    const text = '\ufeff😀第一段公开\r\n不及时。\r\n加强培训\r\n'
    const at = (words: string) => [...text.slice(0, text.indexOf(words))].length
    const [first, second, third] = [at('公开'), at('不及时'), at('加强')]
    const ann = `T1\tISSUE ${first} ${first + 2};${second} ${second + 3}\t公开 不及时\nT2\tMEASURE ${third} ${third + 4}\t加强培训\n`
      + '#1\tAnnotatorNotes T1\t说明\nR1\tfollows Arg1:T1 Arg2:T2\n'
    // Each line is a paragraph here, so that a tag over two is a tag of either.
    expect(labelsIn(readBrat(bytes(text), bytes(ann), 'a.txt'))).toEqual(['tag ISSUE: 公开', 'tag ISSUE: 不及时', 'tag MEASURE: 加强培训'])
  })

  it('is refused where its words are not the slice, and for unknown types', () => {
    expect(readBrat(bytes('公开不及时'), bytes('T1\tISSUE 0 2\t不及\n'), 'a.txt')).toEqual({ ok: false, problem: { code: 'annotations-differ', line: 1 } })
    expect(readBrat(bytes('公开不及时'), bytes('T1\tISSUE 0 99\t公开\n'), 'a.txt')).toEqual({ ok: false, problem: { code: 'annotations-differ', line: 1 } })
    expect(readBrat(bytes('公开不及时'), bytes('T1\tPerson 0 2\t公开\n'), 'a.txt')).toEqual({ ok: false, problem: { code: 'unknown-labels', labels: ['Person'] } })
  })
})

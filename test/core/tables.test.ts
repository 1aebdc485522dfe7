import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { layOut, readMarkup } from '../../models/training/markup.ts'
import { cellAt, cellsOf } from '../../src/core/cell.ts'
import { quote, type Doc } from '../../src/core/document.ts'
import { documentOf } from '../../src/core/readers/document-of.ts'
import { standardTables, type StandardTable } from '../../src/core/tables.ts'

function docOf(text: string): Doc {
  const doc = documentOf('x.txt', { text, encoding: 'utf-8' })
  if (!doc.ok) throw new Error(doc.problem.code)
  return doc.value
}

/** A table in short: its rows with what each cell says in the report, incomplete ones marked. */
const short = (doc: Doc, table: StandardTable | undefined): string[] =>
  (table?.rows ?? []).map((row) => `${row.id}${row.complete ? '' : '?'} ${row.cells.map((cell) => (cell.kind === 'blank' ? '_' : quote(doc.text, cell))).join(' ')}`)

describe('cells', () => {
  it.each([
    ['12', 'number', 12], ['1,234件', 'number', 1234], ['１２', 'number', 12], ['-5', 'number', -5], ['6438.52万元', 'number', 6438.52], ['98.6%', 'number', 98.6], ['0', 'zero', 0], ['０', 'zero', 0],
    ['', 'blank', null], [' \u3000', 'blank', null], ['/', 'stroke', null], ['—', 'stroke', null], ['--', 'stroke', null], ['无', 'text', null], ['2013年', 'text', null],
  ])('%s is a %s', (text, kind, value) => {
    expect(cellAt(text, { start: 0, end: text.length })).toMatchObject({ kind, value })
  })

  it.each([
    ['规章\t0\t\t5\t', ['规章', '0', '', '5', '']], ['| 规章 | 0 | | 5 |', ['规章', '0', '', '5']], ['4.保护 第三方　1 0  12', ['4.保护 第三方', '1', '0', '12']],
    ['全年公开 12 条', ['全年公开 12 条']], ['一、总体情况', ['一、总体情况']], ['0', ['0']],
  ])('of %s', (line, cells) => {
    expect(cellsOf(line, { start: 0, end: line.length }).map((cell) => quote(line, cell))).toEqual(cells)
  })
})

const labels = ['一、本年新收政府信息公开申请数量', '二、上年结转政府信息公开申请数量', '（一）予以公开', '（二）部分公开（区分处理的，只计这一情形，不计其他情形）', '1.属于国家秘密', '（七）总计', '四、结转下年度继续办理']
const ids = ['new', 'carried_in', 'granted', 'partly', 'refused_1', 'total', 'carried_out']
const figures = [[5, 1, 0, 0, 0, 0, 6], [1, 0, 0, 0, 0, 0, 1], [4, 1, 0, 0, 0, 0, 5], [0, 0, 0, 0, 0, 0, 0], [1, 0, 0, 0, 0, 0, 1], [5, 1, 0, 0, 0, 0, 6], [1, 0, 0, 0, 0, 0, 1]]
const head = '申请人情况\n自然人\t法人或其他组织\t总计\n商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他'
const expected = ids.map((id, index) => `${id} ${figures[index]?.join(' ')}`)

describe('table three', () => {
  it.each([
    ['a row a line', `${head}\n${labels.map((label, index) => `${label}\t${figures[index]?.join('\t')}`).join('\n')}`],
    ['a cell a line', `${head.replaceAll('\t', '\n')}\n${labels.map((label, index) => `${label}\n${figures[index]?.join('\n')}`).join('\n')}`],
    ['drawn with bars', labels.map((label, index) => `| ${label} | ${figures[index]?.join(' | ')} |`).join('\n')],
    ['parted by blanks', labels.map((label, index) => `${label}  ${figures[index]?.join('   ')}`).join('\n')],
    ['in Traditional characters', labels.map((label, index) => `${label}\t${figures[index]?.join('\t')}`).join('\n').replaceAll('开', '開').replaceAll('总计', '總計').replaceAll('结转', '結轉').replaceAll('继续办理', '繼續辦理').replaceAll('国家', '國家').replaceAll('属于', '屬于')],
  ])('is found: %s', (_, table) => {
    const doc = docOf(`三、收到和处理政府信息公开申请情况\n${table}\n四、因政府信息公开工作被申请行政复议、提起行政诉讼情况\n没有发生。`)
    const [requests, ...more] = standardTables(doc)
    expect(short(doc, requests)).toEqual(expected)
    expect(more).toEqual([])
  })

  it('keeps blanks and strokes apart from 0, and says where cells are missing', () => {
    const doc = docOf('一、本年新收政府信息公开申请数量\t5\t\t/\t0\t—\t无\t\n二、上年结转政府信息公开申请数量\t1\t0\n（三）不予公开\t1.属于国家秘密\t0\t0\t0\t0\t0\t0\t0\n（六）其他处理\t3.其他\t0\t0\t0\t0\t0\t0\t0')
    const [requests] = standardTables(doc)
    expect(requests?.rows[0]?.cells.map((cell) => cell.kind)).toEqual(['number', 'blank', 'stroke', 'zero', 'stroke', 'text', 'blank'])
    expect(short(doc, requests)).toEqual(['new 5 _ / 0 — 无 _', 'carried_in? 1 0', 'refused_1 0 0 0 0 0 0 0', 'other 0 0 0 0 0 0 0'])
  })

  it('is not what running text says of its subjects', () => {
    expect(standardTables(docOf('本年新收政府信息公开申请 5 件。\n予以公开\n行政许可\n2013年行政复议 1\n部分公开 2'))).toEqual([])
  })
})

describe('table four', () => {
  const outcomes = ['结果维持', '结果纠正', '其他结果', '尚未审结', '总计']
  const values = [1, 0, 0, 2, 3, 4, 0, 0, 0, 4, 0, 1, 0, 0, 1]
  const all = ['reconsideration 1 0 0 2 3', 'direct_suit 4 0 0 0 4', 'suit_after_reconsideration 0 1 0 0 1']

  it.each([
    ['a row a line', `行政复议\t行政诉讼\n${outcomes.join('\t')}\t未经复议直接起诉\t复议后起诉\n${[...outcomes, ...outcomes].join('\t')}\n${values.join('\t')}`],
    ['a cell a line', ['行政复议', '行政诉讼', ...outcomes, '未经复议直接起诉', '复议后起诉', ...outcomes, ...outcomes, ...values].join('\n')],
    ['a cell a line, with the groups at the end of its head', ['行政复议', ...outcomes, '行政诉讼', '未经复议直接起诉', '复议后起诉', ...values].join('\n')],
    ['group by group', `行政复议\t${outcomes.join('\t')}\n\t1\t0\t0\t2\t3\n行政诉讼（未经复议直接起诉）\t${outcomes.join('\t')}\n\t4\t0\t0\t0\t4\n行政诉讼（复议后起诉）\t${outcomes.join('\t')}\n\t0\t1\t0\t0\t1`],
    ['a group a row', '行政复议\t1\t0\t0\t2\t3\n未经复议直接起诉\t4\t0\t0\t0\t4\n复议后起诉\t0\t1\t0\t0\t1'],
  ])('is found: %s', (_, table) => {
    const doc = docOf(`四、复议诉讼\n${table}\n五、存在的问题`)
    expect(standardTables(doc).flatMap((each) => short(doc, each))).toEqual(all)
  })
})

describe('table two and the statistics before it', () => {
  it('has the columns of its year', () => {
    const now = standardTables(docOf('信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t0\t0\t2\n行政规范性文件\t3\t1\t25\n行政许可\t118\n行政处罚\t7\n行政强制\t0\n行政事业性收费\t12.5'))
    expect(now.map((table) => [table.id, ...table.columns])).toEqual([['documents', 'issued', 'repealed', 'valid'], ['licences', 'decisions'], ['penalties', 'decisions'], ['fees', 'amount']])
    const then = standardTables(docOf('信息内容\n本年新制作数量\n本年新公开数量\n对外公开总数量\n规章\n0\n0\n2\n行政许可\n12\n-3\n118\n政府集中采购\n29\n4318.66万元'))
    expect(then.map((table) => [table.id, table.rows.length, ...table.columns])).toEqual([['documents', 1, 'made', 'published', 'total'], ['licences', 1, 'previous', 'change', 'decisions'], ['procurement', 1, 'projects', 'amount']])
    expect(then.every((table) => table.rows.every((row) => row.complete))).toBe(true)
  })

  it('of 2014 to 2018 has label, unit and figure', () => {
    for (const separator of ['\t', '\n']) {
      const doc = docOf(['（一）主动公开政府信息数', '条', '4,386', '其中：1.当面申请数', '件', '', '2.兼职人员数', '人', '44'].join(separator).replaceAll('386\t', '386\n').replaceAll('件\t\t', '件\t\n').replaceAll('件\n\n', '件\n0\n'))
      expect(standardTables(doc).map((table) => short(doc, table))).toEqual([[`主动公开政府信息数 4,386`, `其中：1.当面申请数 ${separator === '\t' ? '_' : '0'}`, '兼职人员数 44']])
    }
  })
})

describe('the written reports', () => {
  it('give their table three wherever they have one in full', () => {
    const folder = join('models', 'training', 'reports')
    let full = 0
    for (const name of readdirSync(folder).filter((each) => each.endsWith('.report'))) {
      const { paragraphs } = readMarkup(readFileSync(join(folder, name), 'utf8'))
      if (!paragraphs.some(({ role, plain }) => role === 'table' && /本年新收政府信息公开申请数量(?:[\s|]+\d+){7}/.test(plain))) continue
      const requests = standardTables(docOf(layOut(paragraphs).text)).find((table) => table.id === 'requests')
      expect(requests?.rows.find((row) => row.id === 'new'), name).toMatchObject({ complete: true })
      full++
    }
    expect(full).toBeGreaterThan(20)
  })
})

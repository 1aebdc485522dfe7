import { describe, expect, it } from 'vitest'
import { quote } from '../../../src/core/document.ts'
import { readCsv } from '../../../src/core/readers/csv.ts'
import { read } from '../../../src/core/readers/index.ts'
import type { Source } from '../../../src/core/readers/reader.ts'
import { proposeColumns, readingsOf, type Sheet } from '../../../src/core/readers/sheet.ts'
import { rowOf, workbookOf } from '../../fixtures/archives.ts'
import { encodeIn } from '../../fixtures/encodings.ts'

const labelled = [
  '编号,报告,正文,章节', '1,甲县年报.txt,全年主动公开政府信息一百条，比上年有所增加。,proactive',
  '2,甲县年报.txt,"目录更新不够及时；\n解读材料偏少。",存在的问题', "3,乙县年报.txt,\"=cmd|' /C calc'!A0 不是公式，是文字。\",", '',
].join('\n')

const sheetOf = (source: Source): Sheet => {
  const sheet = readCsv(source, 'x.csv')
  if (!sheet.ok) throw new Error(sheet.problem.code)
  return sheet.value
}

async function shown(source: Source, name: string) {
  const result = await read(source, name)
  if (!result.ok) return result.problem
  return result.value.map(({ doc, labels }) => [doc.name, doc.text, labels.map((label) => `${quote(doc.text, label).slice(0, 4)} ${label.field} ${label.value}`)])
}

describe('a table with a column of texts', () => {
  const expected = [
    ['甲县年报.txt', '全年主动公开政府信息一百条，比上年有所增加。\n目录更新不够及时；\n解读材料偏少。', ['全年主动 section proactive', '目录更新 section issues', '解读材料 section issues']],
    ['乙县年报.txt', "=cmd|' /C calc'!A0 不是公式，是文字。", []],
  ]

  it('comes in at once, with the reports and the labels that its columns state; cells that begin with = are text', async () => {
    expect(await shown(labelled, 'table.csv')).toEqual(expected)
    expect(await shown(encodeIn('gb18030', labelled.replaceAll(',', '\t')), 'table.tsv')).toEqual(expected)
  })

  it('is the same as a workbook', async () => {
    const rows = sheetOf(labelled).rows.map((row, index) => rowOf(index + 1, row.map((cell) => cell.replaceAll('&', '&amp;').replaceAll('<', '&lt;'))))
    expect(await shown(workbookOf(rows.join('')), 'table.xlsx')).toEqual(expected)
  })

  it('is proposed before it is read, and read as a person chooses', () => {
    const sheet = sheetOf(labelled)
    const columns = proposeColumns(sheet)
    expect(columns).toEqual({ header: true, text: 2, report: 1, rowIsReport: false, labels: { section: 3 } })
    if (!columns) return
    const other = readingsOf(sheet, { ...columns, report: null, labels: {} }, 'all.csv')
    expect(other.ok && other.value.map(({ doc, labels }) => [doc.name, doc.paragraphs.length, labels.length])).toEqual([['all.csv', 4, 0]])
    expect(readingsOf(sheet, { ...columns, labels: { section: 0 } }, 'x.csv')).toEqual({ ok: false, problem: { code: 'unknown-label', line: 2, field: 'section', label: '1' } })
  })

  it('may have no header, and whole reports in its cells', async () => {
    expect(await shown('1,全年公开信息十条，内容全面。\n2,没有收取费用，也没有减免。\n', 'x.csv')).toEqual([['x.csv', '全年公开信息十条，内容全面。\n没有收取费用，也没有减免。', []]])
    const report = `一、概述\n${'全年公开信息，内容全面。'.repeat(150)}`
    const readings = await read(`title,text\n甲县年报,"${report}"\n,"${report}丙"\n`, 'all.csv')
    expect(readings.ok && readings.value.map(({ doc }) => [doc.name, doc.paragraphs.length])).toEqual([['甲县年报', 2], ['all 3', 2]])
  })

  it('has whole reports in its cells where these are short and in one line', async () => {
    const report = '现将有关情况报告如下： 一、主动公开情况 全年公开信息46件，以财务和低保为主。 二、申请情况 没有收到申请。 三、收费情况 没有收费。 四、复议诉讼情况 没有发生。 五、不足和打算 更新不够及时。 明年每月更新一次，组织两次培训，把公开栏办好。'
    const readings = await read(`${report}\n${report.replace('46', '31')}\n${report.replace('46', '12')}\n`, 'all.csv')
    expect(readings.ok && readings.value.map(({ doc }) => [doc.name, doc.paragraphs.length])).toEqual([['all 1', 12], ['all 2', 12], ['all 3', 12]])
  })
})

describe('bad tables have their own problems', () => {
  it.each([
    ['quotation marks that do not pair', '正文\n"全年公开', 'x.csv', { code: 'broken-sheet', row: 2 }],
    ['nothing but figures', '1,2\n3,4\n', 'x.csv', { code: 'no-text-column' }],
    ['a cell at the far end of a sheet', workbookOf('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'), 'x.xlsx', { code: 'sheet-too-large', rows: 1_048_576, columns: 16_384, limit: 5_000_000 }],
    ['a cell without a place', workbookOf('<row r="1"><c r="&#65;1"><v>1</v></c></row>'), 'x.xlsx', { code: 'broken-archive' }],
    ['a sheet that is cut off', workbookOf('<row r="1"><c r="A1"><v'), 'x.xlsx', { code: 'broken-archive' }],
    ['half a character', `正文\n${'公开信息'.repeat(5)}\ud83d`, 'x.csv', { code: 'lone-surrogate', line: 2 }],
  ])('%s', async (_, source, name, problem) => {
    expect(await read(source, name)).toEqual({ ok: false, problem })
  })
})

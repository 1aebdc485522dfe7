import { expect, test } from 'vitest'
import type { Structure } from '../../../src/core/document.ts'
import { cellsOf, tableRowsOf } from '../../../src/ui/workbench/table-rows.ts'

function docOf(lines: readonly [Structure | null, string][]) {
  const text = lines.map(([, line]) => line).join('\n')
  let at = 0
  const paragraphs = lines.map(([structure, line]) => {
    const start = at
    at += line.length + 1
    return { start: start + line.search(/[^\t]/), end: start + line.length, headingEnd: start, level: 0, trail: [], structure }
  })
  return { text, paragraphs }
}

test('the cells of a row are its whole text; one takes the columns of the empty ones after it', () => {
  for (const row of ['甲\t乙', '\t\t丙\t', '甲', '\t']) expect(cellsOf(row).map((cell) => cell.text).join('')).toBe(row)
  expect(cellsOf('甲\t\t丙\t丁')).toEqual([{ text: '甲\t\t', start: 0, span: 2 }, { text: '丙\t', start: 3, span: 1 }, { text: '丁', start: 5, span: 1 }])
})

test('rows that follow each other share the columns of one table; what stands over several of them widens none', () => {
  const [before, caption, head, row, joined, indented, after, other] = tableRowsOf(docOf([
    [null, '如下表'],
    ['table-row', '第二十条第（一）项以及第（五）项的全部内容'],
    ['table-row', '信息内容\t本年制发件数\t现行有效件数'],
    ['table-row', '规章\t0\t12345'],
    ['table-row', '年内又有新的变化\t\t1'],
    ['table-row', '\t\t共八件'],
    [null, '说明'],
    ['table-row', '一\t二'],
  ]))
  expect([before, after]).toEqual([null, null])
  expect(head).toEqual({ indent: 0, columns: [5, 7, 7] })
  expect([caption, row, joined]).toEqual([head, head, head])
  expect(indented).toEqual({ indent: 2, columns: [5, 7, 7] })
  expect(other).toEqual({ indent: 0, columns: [3.2, 3.2] })
})

import { readFileSync } from 'node:fs'
import { bring, expect, linesOf, openReport, paragraph, test, upload } from './nianbao.ts'
import { downloaded } from './stock-firefox.ts'

const document = (name: string) => upload(name, readFileSync(`test/fixtures/documents/${name}`))
const plain = readFileSync('test/fixtures/documents/report.txt', 'utf8').trim().split('\n')

test('Word documents and PDFs come in, read in the page itself', async ({ page }) => {
  await bring(page, [document('report.docx'), document('report.pdf'), document('printed.pdf')])
  await expect(page.getByText(/^3 \/ 3 个文件/)).toBeVisible()
  await openReport(page, 'report.docx')
  await expect(page.locator('article', { hasText: '一、总体情况' })).toBeVisible()
  await page.goto('./')
  const file = await downloaded(page, () => page.getByRole('button', { name: '导出标签' }).click())
  const lines = linesOf(file.bytes.toString())
  const texts = (doc: string) => lines.filter((line) => line.doc === doc && line.role !== 'chrome').map((line) => line.text)
  expect(texts('report.docx')).toEqual(plain)
  expect(texts('report.pdf')).toHaveLength(plain.length)
  expect(texts('printed.pdf')).toHaveLength(plain.length - 1)
})

test('a PDF whose Chinese font is not in it is read with the character maps of the site', async ({ page }) => {
  const { pdfOf } = await import('../fixtures/pdf.ts')
  await bring(page, [upload('named-font.pdf', pdfOf([[['一、概述', 80, 700], ['全年公开信息十二条，没有收费。', 80, 660]]]))])
  await openReport(page, 'named-font.pdf')
  await expect(page.locator('article').nth(1)).toContainText('全年公开信息十二条，没有收费。')
})

test('old Word files, locked and scanned ones say what to do', async ({ page }) => {
  const { pdfOf } = await import('../fixtures/pdf.ts')
  await bring(page, [document('report.doc'), upload('scan.pdf', pdfOf([[], []])), upload('cut.docx', readFileSync('test/fixtures/documents/report.docx').subarray(0, 5000))])
  await expect(page.getByRole('listitem').filter({ hasText: 'report.doc' })).toContainText('另存为“Word 文档 (.docx)”')
  await expect(page.getByRole('listitem').filter({ hasText: 'scan.pdf' })).toContainText('请先做文字识别（OCR）')
  await expect(page.getByRole('listitem').filter({ hasText: 'cut.docx' })).toContainText('已损坏')
})

test('the cells of a table stand under each other, those of joined rows and columns too', async ({ page }) => {
  await bring(page, [upload('table.html', `<h1>柳溪县2023年政府信息公开工作年度报告</h1><p>一、申请情况</p><table>
<tr><td rowspan=2>项目</td><td colspan=2>申请人</td></tr><tr><td>自然人</td><td>法人</td></tr>
<tr><td>本年新收政府信息公开申请数量</td><td>112</td><td>3</td></tr><tr><td colspan=2>合计</td><td>115</td></tr></table>`)])
  await openReport(page, 'table.html')
  const left = async (number: number, text: string) => (await paragraph(page, number).getByText(text, { exact: true }).boundingBox())?.x
  const [persons, companies] = [await left(4, '自然人'), await left(4, '法人')]
  expect(await left(3, '申请人')).toBe(persons)
  expect(await left(5, '112')).toBe(persons)
  expect([await left(5, '3'), await left(6, '115')]).toEqual([companies, companies])
})

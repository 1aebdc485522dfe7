import { readFileSync, readdirSync } from 'node:fs'
import { quote } from '../../src/core/document.ts'
import { read } from '../../src/core/readers/index.ts'
import { archiveOf, rowOf, workbookOf } from '../fixtures/archives.ts'
import { expect, openReport, settled, test, upload } from './nianbao.ts'

const report = '柳溪区2013年政府信息公开年度报告\n一、概述\n全年主动公开政府信息312条。\n'
const page = readFileSync('test/fixtures/html/portal-with-chrome.html')

test('pages, tables, Markdown and archives of them come in', async ({ page: browser }) => {
  const workbook = workbookOf([['报告', '正文'], ['甲县.txt', '全年公开信息一百二十条，比上年多。'], ['乙县.txt', '没有收取任何费用，也没有减免。']].map((row, index) => rowOf(index + 1, row)).join(''))
  const archive = archiveOf({ '甲/page.html': page, '乙/copy.txt': report, '坏.csv': '1,2\n', '图.png': 'x' })
  await browser.getByTestId('files').setInputFiles([upload('report.md', report.replace('一、', '## 一、')), upload('table.xlsx', workbook), upload('all.zip', archive)])
  await browser.getByRole('dialog', { name: '选列：table.xlsx' }).getByRole('button', { name: '导入', exact: true }).click()
  await settled(browser)
  const line = (name: string) => browser.getByRole('listitem').filter({ hasText: name })
  await expect(line('all.zip').first()).toContainText('解压出 3 个文件')
  await expect(line('坏.csv')).toContainText('表格里没有哪一列是文字')
  await expect(line('table.xlsx')).toContainText('含 2 份报告')
  await expect(browser.getByRole('row')).toHaveCount(6)
  await openReport(browser, /络雁县/)
  await expect(browser.locator('article').first()).toHaveClass(/chrome/)
})

/** White space within a line, and the numbers that a browser shows before list items and leaves out of its text. */
const plain = (line: string): string => line.replace(/^\d\. /, '').replace(/\s+/g, '')

for (const name of readdirSync('test/fixtures/html').filter((each) => each.endsWith('.html')))
  test(`a page as Chromium saves it gives the paragraphs of its plain text: ${name}`, async ({ page: browser }) => {
    const source = readFileSync(`test/fixtures/html/${name}`, 'utf8').replace(/<img[^>]*>|<script>[^]*?<\/script>/g, '')
    const blank = await browser.context().newPage()
    await blank.setContent(source)
    const shown = await blank.evaluate(() => document.body.innerText)
    const saved = await read(new TextEncoder().encode(await blank.content()), name)
    await blank.close()
    if (!saved.ok || !saved.value[0]) throw new Error('not read')
    const { doc } = saved.value[0]
    const ours = doc.paragraphs.map((paragraph) => plain(quote(doc.text, paragraph)))
    const theirs = shown.split('\n').filter((line) => line.trim() !== '').map(plain)
    expect(ours.join('')).toBe(theirs.join(''))
    // Links of a menu that stand side by side are one line there; a cell of several lines is several.
    const isText = (index: number): boolean => doc.paragraphs[index]?.structure === null
    expect(ours.filter((line, index) => isText(index) && !theirs.includes(line))).toEqual([])
  })

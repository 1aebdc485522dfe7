import type { Page } from 'playwright/test'
import { bring, expect, fileOf, mark, openReport, paragraph, samples, test, upload } from './nianbao.ts'
import { write } from './stock-firefox.ts'

/** A second tab of the same browser. */
async function secondTab(page: Page, address = './'): Promise<Page> {
  const other = await page.context().newPage()
  await other.goto(address)
  await other.locator('header').first().waitFor()
  return other
}

const focusOn = (page: Page, number: number) => paragraph(page, number).locator('.x').click()

/** Gives the paragraph in focus the section with this letter. */
async function label(page: Page, letter: string): Promise<void> {
  await page.keyboard.press('l')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press(letter)
  await expect(page.getByRole('dialog')).toHaveCount(0)
}

test('a label given in one tab stands in the other at once, and neither undoes nor overwrites what it does not know', async ({ page }) => {
  await bring(page, [fileOf(samples[0] ?? '')])
  await openReport(page, /2013/)
  const other = await secondTab(page, page.url())
  await expect(other.locator('article').first()).toBeVisible()
  await focusOn(other, 5)
  await focusOn(page, 3)
  await label(page, 'x')
  await expect(mark(page, 3)).toHaveText('其他')
  await expect(mark(other, 3)).toHaveText('其他')
  // The list of last actions is one, too: what is done in one tab comes to it in the other.
  await other.keyboard.press('Shift+KeyH')
  const list = other.getByRole('dialog').getByRole('listitem')
  await expect(list).toHaveCount(1)
  await label(page, 'c')
  await expect(list).toHaveCount(2)
  await expect(list.nth(1)).toHaveAttribute('aria-current', 'true')
  await other.keyboard.press('Escape')
  await label(page, 'x')
  await expect(mark(other, 3)).toHaveText('其他')
  // The other tab stays where it was, and goes on from what stands.
  await expect(paragraph(other, 5)).toHaveAttribute('aria-current', 'true')
  await label(other, 'c')
  await expect(mark(other, 5)).toHaveText('收费')
  await expect(mark(page, 5)).toHaveText('收费')
  await expect(mark(page, 3)).toHaveText('其他')
  // The history is one: undo takes the newest action back, whichever tab made it.
  await page.keyboard.press('z')
  await expect(mark(page, 5)).not.toHaveText('收费')
  await expect(mark(other, 5)).not.toHaveText('收费')
  await other.reload()
  await expect(mark(other, 3)).toHaveText('其他')
  await expect(other.getByText(/另一个标签页刚刚改过/)).toHaveCount(0)
})

test('reports that come, go and are put away in one tab do so in the other', async ({ page }) => {
  const other = await secondTab(page)
  await bring(page, samples.slice(0, 2).map(fileOf))
  const rows = other.getByRole('row', { name: /年度报告/ })
  await expect(rows).toHaveCount(2)
  await page.getByRole('row', { name: /2013/ }).getByRole('checkbox').check()
  await page.keyboard.press('Delete')
  await expect(rows).toHaveCount(1)
  await page.keyboard.press('z')
  await expect(rows).toHaveCount(2)
})

test('labels, names and keys that are changed in one tab hold in the other', async ({ page }) => {
  await bring(page, [upload('柳溪.txt', '柳溪人民政府2014年政府信息公开工作年度报告\n一、概述\n2014年，本机关主动公开政府信息12条。\n二、存在的问题\n公开不够及时。\n')])
  await openReport(page, /柳溪/)
  const other = await secondTab(page, './#/schema')
  await other.getByRole('button', { name: '添加标签' }).click()
  const form = other.getByRole('form', { name: '新标签' })
  await form.getByLabel('中文名称').fill('业务培训')
  await form.getByRole('button', { name: '添加标签' }).click()
  await expect(other.getByText('已保存：添加“业务培训”。')).toBeVisible()
  await page.keyboard.press('l')
  await expect(page.getByRole('dialog').getByText('业务培训')).toBeVisible()
  await page.keyboard.press('Escape')

  await other.goto('./#/settings')
  await write(other.getByLabel('姓名'), '乙')
  await other.getByLabel('姓名').press('Tab')
  await focusOn(page, 3)
  await label(page, 'x')
  await page.keyboard.press('h')
  await expect(page.getByRole('dialog')).toContainText('乙')
  await page.keyboard.press('Escape')

  const keys = other.getByRole('region', { name: '按键' })
  await keys.getByText('标注', { exact: true }).press('Enter')
  await keys.getByRole('button', { name: /^下一段：J/ }).press('Enter')
  await other.keyboard.press('b')
  await expect(keys.getByRole('button', { name: /^下一段：B/ })).toBeVisible()
  await focusOn(page, 3)
  await page.keyboard.press('b')
  await expect(paragraph(page, 4)).toHaveAttribute('aria-current', 'true')
})

test('a project that is made in one tab can be gone to in the other; one that is removed is left', async ({ page }) => {
  const other = await secondTab(page)
  await page.goto('./#/settings')
  await page.getByLabel('新项目的名称').fill('乡镇报告')
  await page.getByRole('button', { name: '新建并打开' }).click()
  await expect(page).toHaveURL(/\?project=[0-9a-f]{8}#\/$/)
  await expect(other.getByRole('combobox', { name: '切换项目' })).toContainText('乡镇报告')
  // A reload finds back although the other project was used last.
  await expect(other).toHaveURL(/\?project=first/)
  await page.goto(`${page.url()}settings`)
  await page.getByRole('button', { name: '删除项目：我的项目' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill('我的项目')
  await dialog.getByRole('button', { name: '永久删除' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(page.getByText('只有这一个，不能删除')).toBeVisible()
  await expect(other.getByRole('alert')).toContainText('现在打开的是“乡镇报告”')
  await expect(other).toHaveURL(/\?project=[0-9a-f]{8}/)
})

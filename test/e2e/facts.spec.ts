import { bring, expect, openReport, test, upload } from './nianbao.ts'
import { write } from './stock-firefox.ts'

const report = (name: string, agency: string, year: number) => upload(name, `${agency}${year}年政府信息公开年度报告\n一、概述\n全年主动公开政府信息${year - 1900}条。`)

test('a report’s agency and year are shown with their place, can be corrected and taken back, and sort the library', async ({ page }) => {
  await bring(page, [report('a.txt', '柳溪县教育局', 2013), report('b.txt', '松岭市统计局', 2012)])
  await openReport(page, 'a.txt')
  await page.keyboard.press('a')
  const facts = page.getByRole('dialog', { name: '报告信息' })
  await expect(facts.getByLabel('机关', { exact: true })).toHaveValue('柳溪县教育局')
  await expect(facts.getByLabel('层级', { exact: true })).toHaveValue('county')

  await facts.getByRole('button', { name: '年份：到原文所在处' }).click()
  await expect(facts).toBeHidden()
  expect(await page.evaluate(() => getSelection()?.toString())).toBe('2013年')

  await page.getByRole('button', { name: /柳溪县教育局/ }).click()
  const year = facts.getByLabel('年份', { exact: true })
  await write(year, '去年')
  await year.press('Enter')
  await expect(facts.getByRole('alert')).toContainText('年份应是四位数字')
  await write(year, '２０１１')
  await year.press('Enter')
  await expect(year).toHaveValue('2011')
  await expect(facts).toContainText('原读作“2013”')
  await expect(page.getByRole('banner').getByRole('status')).toHaveText('已存')
  await page.reload()
  await page.goto('./#/')
  await page.getByRole('button', { name: '年份', exact: true }).click()
  await expect(page.getByRole('columnheader', { name: '年份' })).toHaveAttribute('aria-sort', 'descending')
  await expect(page.locator('tbody td.year')).toHaveText(['2012', '2011'])
  await page.getByRole('button', { name: '年份', exact: true }).click()
  await expect(page.locator('tbody td.year')).toHaveText(['2011', '2012'])

  await openReport(page, 'a.txt')
  await page.keyboard.press('a')
  await facts.getByRole('button', { name: '撤回更正：年份' }).click()
  await expect(year).toHaveValue('2013')
  await facts.getByRole('button', { name: '关闭' }).click()
  await page.goto('./#/')
  await expect(page.locator('tbody td.year')).toHaveText(['2012', '2013'])
})

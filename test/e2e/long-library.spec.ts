import { bring, expect, test, upload } from './nianbao.ts'
import type { Page } from 'playwright/test'

const count = 300

/** Puts copies of the one report that is there into the library's list, each with a number of its own. */
async function multiply(page: Page): Promise<void> {
  await page.evaluate(async (copies) => {
    const opening = indexedDB.open('nianbao')
    await new Promise((done) => { opening.onsuccess = done })
    const rows = opening.result.transaction('reports', 'readwrite').objectStore('reports')
    const reading = rows.getAll()
    await new Promise((done) => { reading.onsuccess = done })
    for (let copy = 1; copy < copies; copy++)
      rows.put({ ...reading.result[0], id: copy.toString(16).padStart(64, '0'), title: `第${copy}份报告`, changedAt: 1000 * copy, addedAt: 1000 * copy })
    await new Promise((done) => { rows.transaction.oncomplete = done })
    opening.result.close()
  }, count)
  await page.reload()
}

test('of a long library the rows in sight are drawn, keys and focus reach all of it', async ({ page }) => {
  await bring(page, [upload('one.txt', '柳溪区2015年政府信息公开工作年度报告\n全年主动公开信息120条。')])
  await multiply(page)
  const rows = page.locator('tbody').getByRole('row')
  const current = page.locator('tbody tr[aria-selected=true]')
  await expect(page.getByRole('table')).toHaveAttribute('aria-rowcount', String(count + 1))
  await expect(rows.first()).toHaveAttribute('aria-rowindex', '2')
  expect(await rows.count()).toBeLessThan(80)
  const height = await page.locator('tbody').evaluate((body) => body.getBoundingClientRect().height)

  await page.keyboard.press('End')
  await expect(current).toHaveAttribute('aria-rowindex', String(count + 1))
  await expect(current).toBeInViewport()
  await expect(current).toContainText('第1份报告')
  expect(await rows.count()).toBeLessThan(80)
  expect(await page.locator('tbody').evaluate((body) => body.getBoundingClientRect().height)).toBe(height)
  for (let press = 0; press < 30; press++) await page.keyboard.press('k')
  await expect(current).toContainText('第31份报告')
  await expect(current).toBeInViewport()

  const box = current.getByRole('checkbox')
  await box.focus()
  await page.keyboard.press('Space')
  await page.mouse.move(700, 500)
  await page.mouse.wheel(0, -20_000)
  await expect(rows.first()).toBeInViewport()
  await expect(box).toBeFocused()
  await expect(box).toBeChecked()

  await page.getByRole('searchbox').last().fill('第7份')
  await expect(rows).toHaveCount(1)
  await page.getByRole('searchbox').last().fill('')
  await expect(rows.first()).toHaveAttribute('aria-rowindex', '2')
})

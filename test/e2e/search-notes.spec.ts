import { bring, expect, fileOf, openReport, paragraph, samples, test } from './nianbao.ts'

test('what is under discussion is found, and a saved filter tells how much it finds', async ({ page }) => {
  await bring(page, [fileOf(samples[0] ?? '')])
  await openReport(page, /2013/)
  await paragraph(page, 7).click()
  await page.keyboard.press('f')
  await page.keyboard.type('算主动公开吗')
  await page.keyboard.press('Control+Enter')
  await expect(paragraph(page, 7)).toContainText('讨论')
  // Within the page, so that the search learns of it from what has changed.
  await page.getByRole('link', { name: /报告库/ }).click()
  await page.getByRole('link', { name: '检索' }).click()
  const filters = page.getByRole('complementary', { name: '筛选' })
  await filters.getByRole('checkbox', { name: /待讨论/ }).check()
  await expect(page.getByRole('main').getByRole('status').first()).toContainText('1 段，出自 1 份报告')
  await filters.getByRole('textbox', { name: '存下当前条件' }).fill('要讨论的')
  await page.keyboard.press('Enter')
  await filters.getByRole('checkbox', { name: /待讨论/ }).uncheck()
  await expect(filters.getByRole('listitem').filter({ hasText: '要讨论的' })).toContainText('找到 1 段')

  // Settled, it is found no more, and the number follows.
  await page.getByRole('link', { name: /^要讨论的/ }).click()
  await page.getByRole('button', { name: '从头逐段处理' }).click()
  await page.getByRole('button', { name: '了结' }).click()
  await page.goto('./#/search')
  await expect(filters.getByRole('listitem').filter({ hasText: '要讨论的' })).toContainText('找到 0 段')
})

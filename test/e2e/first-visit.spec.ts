import { bring, expect, fileOf, mark, openReport, paragraph, samples, test } from './nianbao.ts'

test('the first visit says what this is, and the sample reports come in with one click', async ({ page }) => {
  await expect(page.getByText('在这台电脑上读政府信息公开年报')).toBeVisible()
  for (const way of ['选择文件', '选择文件夹', '粘贴文字', '先看样例（3 份）']) await expect(page.getByRole('button', { name: way, exact: true })).toBeVisible()
  await page.getByRole('button', { name: '先看样例（3 份）' }).click()
  await expect(page.getByRole('row')).toHaveCount(4, { timeout: 90_000 })
  await expect(page.getByText('3 / 3 个文件，159 / 159 段')).toBeVisible()
  for (const year of ['2013', '2018', '2023']) await expect(page.getByRole('cell', { name: year, exact: true })).toBeVisible()
})

test('the first report shows a first reading until it is labelled', async ({ page }) => {
  await page.reload()
  await page.getByTestId('files').setInputFiles([fileOf(samples[1] ?? '')])
  const reading = page.getByRole('region', { name: '初读' })
  await expect(reading.getByRole('listitem').filter({ hasText: '（一）加强组织领导' })).toContainText('组织')
  await expect(page.getByRole('row')).toHaveCount(0)
  await expect(reading.getByRole('listitem')).toHaveCount(40)
  await expect(page.getByRole('row')).toHaveCount(2, { timeout: 90_000 })
  await expect(reading).toHaveCount(0)
  // Of a second one there is none: the library has something to look at.
  await page.evaluate(() => new MutationObserver(() => { if (document.querySelector('[data-testid=first-reading]')) document.title = 'a first reading' }).observe(document.body, { childList: true, subtree: true }))
  await page.getByTestId('files').setInputFiles([fileOf(samples[2] ?? '')])
  await expect(page.getByRole('row')).toHaveCount(3, { timeout: 90_000 })
  await expect(page).not.toHaveTitle('a first reading')
})

test('a report is read in order and complete, with its outline, its labels and its page chrome standing back', async ({ page }) => {
  const city = fileOf(samples[1] ?? '')
  await bring(page, [city])
  await openReport(page, /sample-city/)
  const lines = city.buffer.toString('utf8').split('\n').map((line) => line.trim()).filter(Boolean)
  // A report is drawn from the paragraph in focus outwards.
  await expect(page.locator('article')).toHaveCount(lines.length)
  expect(await page.locator('article .x').evaluateAll((texts) => texts.map((text) => text.textContent))).toEqual(lines)
  await expect(page.getByRole('complementary', { name: '目录' }).getByRole('button', { name: /七、依申请公开情况/ })).toBeVisible()
  await expect(paragraph(page, 2)).toHaveClass(/chrome/)
  await expect(mark(page, 13)).toHaveAttribute('title', /./)
  await page.getByRole('button', { name: /九、存在的主要问题/ }).click()
  await expect(page.locator('article[aria-current]')).toContainText('九、存在的主要问题')
  await expect(page.locator('article[aria-current]')).toBeInViewport()
})

test('tables that were copied as rows are marked as decided by their structure', async ({ page }) => {
  await bring(page, [fileOf(samples[2] ?? '')])
  await openReport(page, /sample-county/)
  const row = page.locator('article', { hasText: '行政规范性文件' }).last()
  await row.click()
  await expect(page.getByRole('complementary', { name: '详情' })).toContainText('按结构定')
  await page.locator('article', { hasText: '（一）予以公开' }).click()
  await expect(page.getByRole('complementary', { name: '详情' })).toContainText('申请的收到和处理')
  await expect(page.getByRole('complementary', { name: '详情' })).toContainText('商业企业4')
})

test('text can be pasted, in any script', async ({ page }) => {
  await page.getByRole('button', { name: '粘贴文字' }).click()
  await page.getByLabel('名称').fill('柳溪區年報')
  await page.getByPlaceholder('把报告全文粘贴在这里').fill('2012年柳溪區政府信息公開年度報告\n一、概述\n2012年，我區主動公開政府信息312條。\n二、存在問題\n更新不夠及時。')
  await page.getByRole('dialog').getByRole('button', { name: '导入' }).click()
  await openReport(page, /柳溪區/)
  await expect(page.locator('article')).toHaveCount(5)
  await expect(page.getByRole('region', { name: '报告正文' })).toHaveAttribute('lang', 'zh-Hant')
})

test('nothing but the page’s own origin may be reached', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL: String(baseURL) })
  const page = await context.newPage()
  const response = await page.goto('./')
  expect(response?.headers()['content-security-policy']).toContain("connect-src 'self'")
  expect(await response?.text()).toContain('http-equiv="Content-Security-Policy"')
  const refused = await page.evaluate(() => new Promise((resolve) => {
    document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), { once: true })
    fetch('https://example.invalid/').catch(() => 'refused, as it should be')
  }))
  expect(refused).toBe('connect-src')
  await context.close()
})

import { bring, expect, openReport, paragraph, test, upload } from './nianbao.ts'
import { doubleClick } from './stock-firefox.ts'

const report = upload('liuxi.txt', '柳溪区2013年年度报告\n一、服务\n全面推行柳溪码上办，方便群众。')

test('language and theme are chosen and kept', async ({ page }) => {
  await page.getByRole('button', { name: '切换为英文界面' }).click()
  await expect(page.getByRole('button', { name: 'Choose files' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('radio', { name: 'Dark' }).check()
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(page.getByRole('heading', { name: 'Labelling engine' })).toBeVisible()
})

test('a browser in another language gets English at first', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL: String(baseURL), locale: 'de-DE' })
  const page = await context.newPage()
  await page.goto('./')
  await expect(page.getByRole('button', { name: 'Choose files' })).toBeVisible()
  await context.close()
})

test('words of one’s own change what a double-click takes', async ({ page }) => {
  await bring(page, [report])
  const takeWord = async () => {
    await openReport(page, /liuxi/)
    const box = await paragraph(page, 3).locator('.x').boundingBox()
    if (!box) throw new Error('no paragraph')
    await doubleClick(page, box.x + 20 + 17 * 5.5, box.y + 22)
    return page.evaluate(() => getSelection()?.toString())
  }
  expect(await takeWord()).not.toBe('柳溪码上办')
  await page.goto('./#/settings')
  await page.getByLabel('自己的词，每行一个').fill('柳溪码上办\n')
  await page.getByRole('button', { name: '保存' }).click()
  await expect(page.getByText('已保存，共 1 个词。')).toBeVisible()
  await page.goto('./#/')
  await expect(async () => {
    await page.goto('./#/')
    expect(await takeWord()).toBe('柳溪码上办')
  }).toPass()
})

test('the settings tell what computes the labels, how fast, and whether the browser keeps the data', async ({ page, browserName }) => {
  await bring(page, [report])
  await openReport(page, /liuxi/)
  await page.goto('./#/settings')
  await expect(page.getByText('WebAssembly（SIMD）')).toBeVisible()
  await expect(page.getByText(/每秒约 \d+ 段/)).toBeVisible()
  await expect(page.getByText(/^nianbao-1 /)).toBeVisible()
  await expect(page.getByText('还没有问过，第一次改标签时会问。')).toBeVisible()
  await page.goBack()
  await page.keyboard.press('s')
  await page.goto('./#/settings')
  // Firefox asks the person, who has not answered here.
  await expect(page.getByText(browserName === 'firefox' ? '已经问过，请在浏览器的提示里选“允许”。' : /已承诺|没有承诺/)).toBeVisible()
})

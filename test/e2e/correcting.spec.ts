import { bring, expect, fileOf, linesOf, mark, openReport, paragraph, samples, test } from './nianbao.ts'
import { doubleClick, downloaded } from './stock-firefox.ts'

const text = '柳溪区2013年政府信息公开年度报告\n一、存在的主要问题\n一是公开内容不够全面；二是政策解读形式单一。\n二、改进措施\n下一步，将加强业务培训，提高公开质量。'
const sample = { name: 'liuxi.txt', mimeType: 'text/plain', buffer: Buffer.from(text) }

test('labels change with one or two keys, are shown as a person’s, and survive a reload', async ({ page }) => {
  await bring(page, [sample])
  await openReport(page, /liuxi/)
  await paragraph(page, 3).click()
  await page.keyboard.press('l')
  await page.keyboard.press('c')
  await expect(mark(page, 3)).toHaveText('收费')
  await expect(mark(page, 3)).toHaveClass(/person/)
  await expect(paragraph(page, 3)).toHaveClass(/person/)
  await page.keyboard.press('r')
  await page.keyboard.press('h')
  await expect(paragraph(page, 3)).toHaveClass(/heading/)
  await paragraph(page, 5).click()
  await page.keyboard.press('s')
  await expect(page.getByRole('heading', { name: /内容 (有实质|套话)/ })).toContainText('annotator 定')
  await page.keyboard.press('3')
  await expect(mark(page, 5)).toHaveClass(/person/)
  const third = await page.getByRole('complementary', { name: '详情' }).getByRole('listitem').nth(2).textContent()
  expect(third).toContain((await mark(page, 5).textContent()) ?? '')
  await expect(page.getByText('已存')).toBeVisible()

  await page.reload()
  await expect(mark(page, 3)).toHaveText('收费')
  await expect(paragraph(page, 3)).toHaveClass(/heading/)

  for (let presses = 0; presses < 4; presses++) await page.keyboard.press('z')
  await expect(mark(page, 3)).not.toHaveClass(/person/)
  await expect(mark(page, 5)).not.toHaveClass(/person/)
  await page.keyboard.press('Shift+Z')
  await expect(mark(page, 3)).toHaveText('收费')
  await page.keyboard.press('Control+z')
  await expect(mark(page, 3)).not.toHaveClass(/person/)
})

test('accepting confirms a paragraph and goes on to the next', async ({ page }) => {
  await bring(page, [sample])
  await openReport(page, /liuxi/)
  await paragraph(page, 2).click()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await expect(paragraph(page, 4)).toHaveAttribute('aria-current', 'true')
  await expect(page.getByText('2 / 5 段已确认')).toBeVisible()
  await page.getByRole('link', { name: '报告库' }).click()
  await expect(page.getByRole('row', { name: /liuxi/ })).toContainText('40%')
})

test('spans: a sentence in turn by key; selected text snaps to words, and to characters with Alt; double-click takes a word', async ({ page }) => {
  await bring(page, [sample])
  await openReport(page, /liuxi/)
  await paragraph(page, 3).click()
  const spans = page.getByRole('complementary', { name: '详情' }).locator('.spans li')
  await page.keyboard.press('x')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('x')
  await expect(spans).toHaveCount(0)
  await page.keyboard.press('m')
  await expect(spans).toHaveCount(1)
  await expect(spans.first()).toContainText('政策解读形式单一')
  await expect(spans.first()).toContainText('改进')

  /** Drags over characters of the third paragraph, from the middle of one to the middle of another. */
  const drag = async (from: number, to: number) => {
    const places = await paragraph(page, 3).locator('.x').evaluate((element, offsets) => {
      const node = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode()
      return offsets.map((offset) => {
        const range = document.createRange()
        if (node) range.setStart(node, offset)
        if (node) range.setEnd(node, offset + 1)
        const box = range.getBoundingClientRect()
        return { x: box.x + 1, y: box.y + box.height / 2 }
      })
    }, [from, to])
    const [start, end] = places
    if (!start || !end) throw new Error('no such characters')
    await page.mouse.move(start.x, start.y)
    await page.mouse.down()
    await page.mouse.move(end.x, end.y, { steps: 4 })
    await page.mouse.up()
  }
  const selection = () => page.evaluate(() => getSelection()?.toString())
  const at = text.split('\n')[2]?.indexOf('内容') ?? 0

  await drag(at + 1, at + 4)
  expect(await selection()).toBe('内容不够')
  await page.keyboard.press('Escape')
  await page.keyboard.down('Alt')
  await drag(at + 1, at + 3)
  await page.keyboard.up('Alt')
  expect(await selection()).toBe('容不')
  await page.getByRole('toolbar', { name: '已选文字' }).getByRole('button', { name: /问题/ }).click()
  await expect(spans).toHaveCount(2)
  await expect(spans.first()).toContainText('容不')

  const box = await paragraph(page, 3).locator('.x').boundingBox()
  if (!box) throw new Error('no paragraph')
  await doubleClick(page, box.x + 20 + 17 * (at + 0.5), box.y + 22)
  expect(await selection()).toBe('内容')
  await page.keyboard.press('i')
  await expect(spans).toHaveCount(3)
  await spans.first().getByRole('button').click()
  await expect(spans).toHaveCount(2)
})

test('adding a span moves nothing on the page', async ({ page }) => {
  await bring(page, [sample])
  await openReport(page, /liuxi/)
  await paragraph(page, 3).click()
  const places = () => page.locator('article .x').evaluateAll((texts) => texts.map((element) => element.getBoundingClientRect().toJSON()))
  const before = await places()
  await page.keyboard.press('i')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('m')
  await page.keyboard.press('s')
  expect(await places()).toEqual(before)
})

test('labels go out as JSONL and come in elsewhere the same, corrections marked as a person’s', async ({ page, browser, baseURL }) => {
  await bring(page, [fileOf(samples[0] ?? '')])
  await openReport(page, /sample-district/)
  await paragraph(page, 5).click()
  await page.keyboard.press('l')
  await page.keyboard.press('x')
  await paragraph(page, 26).click()
  await page.keyboard.press('i')
  await expect(page.getByText('已存')).toBeVisible()
  const jsonl = (await downloaded(page, () => page.getByRole('button', { name: '导出' }).click())).bytes.toString()
  const lines = linesOf(jsonl)
  expect(lines).toHaveLength(28)
  expect(lines[4]).toMatchObject({ section: 'other', labelled_by: 'annotator', decided: ['section'] })
  expect(lines[25]?.spans.some((span) => span.tag === 'ISSUE' && span.labelled_by === 'annotator')).toBe(true)

  const elsewhere = await browser.newContext({ baseURL: String(baseURL), locale: 'zh-CN' })
  const other = await elsewhere.newPage()
  await other.goto('./')
  await bring(other, [{ name: 'labels.jsonl', mimeType: 'application/json', buffer: Buffer.from(jsonl) }])
  const again = await downloaded(other, () => other.getByRole('button', { name: '导出标签' }).click())
  expect(again.bytes.toString()).toBe(jsonl)
  await elsewhere.close()
})

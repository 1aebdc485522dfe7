import type { ElementHandle, Locator, Page } from 'playwright/test'
import { expect, test } from './nianbao.ts'
import { downloaded, tabIntoPage } from './stock-firefox.ts'

/** Where the focus is: it must be at something, and that in sight. */
const focus = (page: Page, target: ElementHandle | null = null) => page.evaluate((wanted) => {
  const element = document.activeElement
  if (!element || element === document.body) return 'nowhere'
  const { left, right, top, bottom, width, height } = element.getBoundingClientRect()
  const isInSight = width > 0 && height > 0 && right > 0 && bottom > 0 && left < innerWidth && top < innerHeight
  return !isInSight ? `out of sight: ${element.outerHTML.slice(0, 120)}` : element === wanted ? 'there' : 'in sight'
}, target)

async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
  await expect.poll(() => focus(page)).toBe('in sight')
}

/** Goes on by Tab until this has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  const wanted = await target.elementHandle()
  for (let presses = 0; presses < 200; presses++) {
    const now = await focus(page, wanted)
    if (now === 'there') return
    const last = await page.evaluateHandle(() => document.activeElement)
    await page.keyboard.press('Tab')
    const next = await focus(page, wanted)
    if (next === 'nowhere') await tabIntoPage(page, last)
    else if (next !== 'there') expect(next).toBe('in sight')
  }
  throw new Error(`no way by Tab to ${target}`)
}

async function byPalette(page: Page, typed: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: '命令面板' })).toBeFocused()
  await page.keyboard.type(typed)
  await expect(page.getByRole('dialog').getByRole('status')).toHaveText(/项/)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeHidden()
}

const told = (page: Page, text: string | RegExp) => expect(page.getByRole('status').filter({ hasText: text }).first()).toBeAttached()

test('from the empty library to the exported set by keys, roles and names alone', async ({ page }) => {
  test.setTimeout(600_000)
  const button = (name: string | RegExp) => page.getByRole('button', { name })
  const text = page.getByRole('region', { name: '报告正文' })
  const labels = page.getByRole('status', { name: '本段标签' })
  const details = page.getByRole('complementary', { name: '详情' })

  await test.step('the way past the bar, and the samples', async () => {
    await page.keyboard.press('Tab')
    await expect(page.getByRole('link', { name: '跳到正文' })).toBeFocused()
    await press(page, 'Enter')
    await expect(page.getByRole('main')).toBeFocused()
    await tabTo(page, button('先看样例（3 份）'))
    await press(page, 'Enter')
    await expect(page.getByRole('row')).toHaveCount(4, { timeout: 90_000 })
    await told(page, '3 / 3 个文件，159 / 159 段')
    await expect.poll(() => focus(page)).toBe('in sight')
  })

  await test.step('a window keeps the focus and gives it back', async () => {
    await tabTo(page, button('粘贴文字'))
    await press(page, 'Enter')
    const dialog = page.getByRole('dialog', { name: '粘贴一份报告的文字' })
    await expect(dialog.getByRole('textbox', { name: '把报告全文粘贴在这里' })).toBeFocused()
    for (let presses = 0; presses < 8; presses++) {
      await page.keyboard.press('Tab')
      // Between the last and the first the browser's own bar may have it.
      expect(await dialog.evaluate((element) => document.activeElement === document.body || element.contains(document.activeElement))).toBe(true)
    }
    await press(page, 'Escape')
    await expect(button('粘贴文字')).toBeFocused()
  })

  await test.step('a report opened, labelled, corrected, and the change undone', async () => {
    await tabTo(page, page.getByRole('link', { name: /柏桥区2013年/ }).first())
    await press(page, 'Enter')
    await expect(page).toHaveTitle(/柏桥区2013年.* · 年报标注台/)
    await expect(text).toBeFocused()
    await told(page, /柏桥区2013年/)
    await press(page, 'Home', 'j')
    await told(page, /^第 2 段/)
    await press(page, 'l')
    await expect(page.getByRole('option', { selected: true })).toHaveCount(1)
    await press(page, 'f')
    await expect(labels).toHaveText(/^标题与编制说明，.*人工/)
    await tabTo(page, page.getByRole('form', { name: '以什么名字保存你的标注？' }).getByRole('textbox'))
    await page.keyboard.type('林')
    await press(page, 'Enter')
    await expect(text).toBeFocused()
    await told(page, '已存')
    await press(page, 'l', 'c')
    await expect(labels).toHaveText(/^收费及减免/)
    await press(page, 'z')
    await expect(labels).toHaveText(/^标题与编制说明/)
    await press(page, 'Enter')
    await told(page, /^第 3 段/)
  })

  await test.step('a sentence tagged, the tag taken away beside it, a note written', async () => {
    await tabTo(page, page.getByRole('complementary', { name: '目录' }).getByRole('button', { name: /六、存在的主要问题/ }))
    await press(page, 'Enter')
    await tabTo(page, text)
    await press(page, 'j')
    for (let tags = await details.getByRole('button', { name: /^删去标记/ }).count(); tags > 0; tags--) {
      await tabTo(page, details.getByRole('button', { name: /^删去标记/ }).first())
      await press(page, 'Enter')
    }
    await expect(labels).not.toHaveText(/问题 \d/)
    await press(page, 'ArrowRight', 'i')
    await expect(labels).toHaveText(/问题 1/)
    await press(page, 'n')
    await expect(details.getByRole('textbox', { name: '批注' })).toBeFocused()
    await page.keyboard.type('要核对')
    await press(page, 'Control+Enter')
    await expect(text).toBeFocused()
    await expect(details.getByRole('article').filter({ hasText: '要核对' })).toBeVisible()
  })

  await test.step('found over all reports, and accepted at once', async () => {
    await byPalette(page, 'bgk')
    await expect(page.getByRole('main')).toBeFocused()
    await told(page, '报告库')
    await press(page, '/')
    await expect(page.getByRole('searchbox', { name: '要找的文字' })).toBeFocused()
    await page.keyboard.type('公开')
    await told(page, /\d+ 段，出自 3 份报告/)
    await press(page, 'ArrowDown')
    await expect(page.getByRole('region', { name: '检索结果' }).getByRole('link').first()).toBeFocused()
    await press(page, 'Home', '/')
    await tabTo(page, button('全部认可…'))
    await press(page, 'Enter')
    await expect(page.getByRole('dialog', { name: '认可检索到的段落' })).toBeVisible()
    await press(page, 'Escape')
    await expect(button('全部认可…')).toBeFocused()
    await press(page, 'Enter')
    await tabTo(page, page.getByRole('dialog').getByRole('button', { name: /^认可 \d+ 段/ }))
    await page.keyboard.press('Enter')
    await told(page, /已认可 \d+ 段/)
    await expect.poll(() => focus(page)).toBe('in sight')
  })

  await test.step('counted', async () => {
    await byPalette(page, 'qwtj')
    await expect(page.getByRole('main')).toBeFocused()
    await expect(page.getByRole('img', { name: /^图：/ }).first()).toBeVisible()
    await tabTo(page, button('数据表').first())
    await press(page, 'Enter')
    await expect(button('数据表').first()).toHaveAttribute('aria-expanded', 'true')
    await expect(page.getByRole('region', { name: /^数据：/ }).getByRole('columnheader').first()).toBeVisible()
  })

  await test.step('written to a file', async () => {
    await page.evaluate(() => Object.assign(window, { showSaveFilePicker: undefined }))
    await byPalette(page, 'dcsjj')
    await expect(page.getByRole('main')).toBeFocused()
    await tabTo(page, page.getByRole('combobox', { name: '格式' }))
    await press(page, 'Home')
    await expect(button('导出')).toBeEnabled()
    const file = await downloaded(page, () => page.keyboard.press('Control+Enter'))
    expect(file.bytes.toString().split('\n').length).toBeGreaterThan(100)
    await told(page, /已写出/)
  })

  await test.step('and the language changed', async () => {
    await byPalette(page, 'qwsz')
    await tabTo(page, page.getByRole('radio', { name: '中文（简体）' }))
    await press(page, 'ArrowDown')
    await expect(page.getByRole('heading', { name: 'Display' })).toBeVisible()
    await expect(page).toHaveTitle('Settings · Nianbao')
    await expect.poll(() => focus(page)).toBe('in sight')
  })
})

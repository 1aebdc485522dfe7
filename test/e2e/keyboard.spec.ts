import type { Page } from 'playwright/test'
import { bring, expect, fileOf, mark, openReport, paragraph, samples, test } from './nianbao.ts'

const text = '柳溪区2013年政府信息公开年度报告\n一、存在的主要问题\n一是公开内容不够全面；二是政策解读形式单一。\n二、改进措施\n下一步，将加强业务培训，提高公开质量。'
const sample = { name: 'liuxi.txt', mimeType: 'text/plain', buffer: Buffer.from(text) }

const spans = (page: Page) => page.getByRole('complementary', { name: '详情' }).locator('.spans li')
const selected = (page: Page) => page.evaluate(() => getSelection()?.toString())
const inFocus = (page: Page) => page.locator('article[aria-current]')

/** Presses keys one after the other and counts them. */
async function press(page: Page, ...keys: string[]): Promise<number> {
  for (const key of keys) await page.keyboard.press(key)
  return keys.length
}

/** Goes through what takes the focus until it is at a control with this name. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press('Tab')
    if (await page.evaluate((wanted) => document.activeElement?.matches('a, button') && document.activeElement.textContent.includes(wanted), name)) return
  }
  throw new Error(`no way to ${name} by Tab`)
}

async function fromPalette(page: Page, typed: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: '命令面板' })).toBeFocused()
  await page.keyboard.type(typed)
}

test('a whole sample report is labelled without a mouse, in as few keys as promised', async ({ page }) => {
  await tabTo(page, '先看样例')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('row')).toHaveCount(4, { timeout: 90_000 })
  await fromPalette(page, 'bqq')
  await expect(page.getByRole('option').first()).toContainText('柏桥区2013年')
  await page.keyboard.press('Enter')
  await expect(page.locator('article')).toHaveCount(28)
  await page.keyboard.press('Home')
  await expect(paragraph(page, 1)).toHaveAttribute('aria-current', 'true')

  // A label by the number of a candidate: one key. Any label: L and its letter.
  await page.keyboard.press('ArrowDown')
  expect(await press(page, '2')).toBe(1)
  await expect(mark(page, 2)).toHaveClass(/person/)
  expect(await press(page, 'l', 'f')).toBe(2)
  await expect(mark(page, 2)).toHaveText('首尾')

  // Accepting: one key.
  expect(await press(page, 'Enter')).toBe(1)
  await expect(paragraph(page, 3)).toHaveAttribute('aria-current', 'true')
  await expect(page.getByText('1 / 28 段已确认')).toBeVisible()

  // A sentence tagged: the move to it, and one key.
  await fromPalette(page, '主要问题及')
  await page.keyboard.press('Enter')
  await expect(inFocus(page)).toContainText('六、存在的主要问题及改进措施')
  await page.keyboard.press('j')
  const before = await spans(page).count()
  for (let tag = 0; tag < before; tag++) await press(page, 'v', 'x')
  await expect(spans(page)).toHaveCount(0)
  expect(await press(page, 'ArrowRight', 'i')).toBe(2)
  await expect(spans(page)).toHaveCount(1)
  await expect(spans(page)).toContainText('少数部门重建设、轻维护，栏目更新不够及时')

  // Shorter by words, at both ends: the tag gives way in one change. Beyond the moves: T and I.
  await press(page, 'Shift+ArrowLeft', 'Shift+ArrowLeft')
  expect(await selected(page)).toBe('少数部门重建设、轻维护，栏目更新')
  await press(page, 't', 'Shift+ArrowRight', 'Shift+ArrowRight', 'i')
  await expect(spans(page)).toHaveCount(1)
  await expect(spans(page)).not.toContainText('少数部门')
  await expect(spans(page)).toContainText('轻维护，栏目更新')
  await page.keyboard.press('z')
  await expect(spans(page)).toContainText('少数部门重建设、轻维护，栏目更新不够及时')

  // Any stretch of text: a caret, moves, and the tag. Two keys beyond the moves.
  const moves = ['ArrowRight', 'ArrowRight', 'Equal']
  const stretching = ['Shift+ArrowRight', 'Shift+ArrowRight', 'Shift+Equal', 'Shift+Minus']
  const pressed = await press(page, 'ArrowRight', 'c', ...moves, ...stretching, 'm')
  expect(pressed - moves.length - stretching.length - 1).toBeLessThanOrEqual(3)
  await expect(spans(page)).toHaveCount(2)
  await expect(page.getByText('已存')).toBeVisible()

  // The rest of the report: what is not reviewed yet, one key each.
  await page.keyboard.press('Home')
  for (let left = 27; left > 0; left--) {
    await expect(page.getByText(`${28 - left} / 28 段已确认`)).toBeVisible()
    await press(page, 'e', 'Enter')
  }
  await expect(page.getByText('28 / 28 段已确认')).toBeVisible()
  await expect(page.getByText('已存')).toBeVisible()

  await page.reload()
  await expect(page.getByText('28 / 28 段已确认')).toBeVisible()
  await press(page, 'z', 'z')
  await expect(page.getByText('26 / 28 段已确认')).toBeVisible()
  await press(page, 'Shift+Z', 'Shift+Z')
  await expect(page.getByText('28 / 28 段已确认')).toBeVisible()

  await fromPalette(page, 'bgk')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('row', { name: /柏桥区/ })).toContainText('✓')
})

test('the library goes by keys: up and down, open, select, delete and restore, filter', async ({ page }) => {
  await bring(page, [sample, { ...sample, name: 'two.txt', buffer: Buffer.from(text.replace('柳溪', '松岭')) }])
  const current = page.locator('tbody tr[aria-selected=true]')
  const first = await current.textContent()
  await page.keyboard.press('j')
  await expect(current).not.toHaveText(String(first))
  await page.keyboard.press('k')
  await page.keyboard.press('Space')
  await expect(current.getByRole('checkbox')).toBeChecked()
  await page.keyboard.press('Delete')
  await expect(page.locator('tbody tr')).toHaveCount(1)
  await page.keyboard.press('z')
  await expect(page.locator('tbody tr')).toHaveCount(2)
  await page.keyboard.press('f')
  await page.keyboard.type('松岭')
  await expect(page.locator('tbody tr')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await expect(page.locator('article').first()).toContainText('松岭')
})

test('a changed key works and is shown everywhere, one that is taken is refused, and all can be reset', async ({ page }) => {
  await bring(page, [sample])
  await fromPalette(page, 'sz')
  await page.keyboard.press('Enter')
  const keys = page.getByRole('region', { name: '按键' })
  await keys.getByText('标注', { exact: true }).press('Enter')
  const next = keys.getByRole('button', { name: /^下一段：J/ })
  await next.press('Enter')
  await expect(keys.getByText('请按键…')).toBeVisible()
  await page.keyboard.press('i')
  await expect(keys.getByRole('alert')).toHaveText('I 已用于“标为问题”，没有更改。请先改那一个，或换一个键。')
  await next.press('Enter')
  await page.keyboard.press('F6')
  await expect(keys.getByRole('alert')).toContainText('F6 不能用')
  await next.press('Enter')
  await page.keyboard.press('b')
  await expect(keys.getByRole('alert')).toHaveCount(0)
  await expect(keys.getByRole('button', { name: /^下一段：B/ })).toBeVisible()
  await keys.getByRole('button', { name: /^标为问题：I/ }).press('Enter')
  await page.keyboard.press('J')
  await keys.getByText('段落标签的字母').press('Enter')
  await keys.getByRole('button', { name: /^段落标签：收费及减免：C/ }).press('Enter')
  await page.keyboard.press('y')

  await page.goto('./#/')
  await page.reload()
  await openReport(page, /liuxi/)
  await paragraph(page, 2).click()
  await page.keyboard.press('b')
  await expect(paragraph(page, 3)).toHaveAttribute('aria-current', 'true')
  await press(page, 'x', 'Shift+J')
  await expect(spans(page).filter({ hasText: '公开内容不够全面' })).toHaveCount(0)
  await page.keyboard.press('j')
  await expect(spans(page).first()).toContainText('公开内容不够全面')
  await expect(page.locator('footer')).toContainText('J问题')
  await page.keyboard.press('Shift+?')
  await expect(page.getByRole('dialog', { name: '全部按键' }).getByRole('term').filter({ hasText: 'B' })).toHaveCount(1)
  await page.keyboard.press('Escape')
  await press(page, 'l', 'y')
  await expect(mark(page, 3)).toHaveText('收费')
  await fromPalette(page, 'bwwt')
  await expect(page.getByRole('option', { name: /标为问题/ })).toContainText('J')
  await page.keyboard.press('Escape')

  await page.goto('./#/settings')
  await keys.getByRole('button', { name: '全部还原' }).click()
  await page.goto('./#/')
  await openReport(page, /liuxi/)
  await paragraph(page, 1).click()
  await page.keyboard.press('j')
  await expect(paragraph(page, 2)).toHaveAttribute('aria-current', 'true')
})

test('the palette finds commands, labels, headings and reports by characters, pinyin and English', async ({ page }) => {
  await bring(page, [sample])
  await openReport(page, /liuxi/)
  await paragraph(page, 3).click()
  const first = page.getByRole('option').first()
  await fromPalette(page, 'wt')
  await expect(first).toContainText('问题')
  await expect(page.getByRole('option', { name: /段落标签：存在的问题/ })).toContainText('LI')
  await page.keyboard.press('Escape')
  for (const [typed, name] of [['czdwt', '段落标签：存在的问题'], ['cunzaidewenti', '段落标签：存在的问题'], ['next unsure', '下一处存疑'], ['xycy', '下一处存疑'], ['gjcs', '二、改进措施'], ['liuxi', '柳溪区2013年']] as const) {
    await fromPalette(page, typed)
    await expect(page.getByRole('option').filter({ hasText: name }).first()).toBeVisible()
    await page.keyboard.press('Escape')
  }
  await fromPalette(page, 'sf')
  await page.keyboard.press('Enter')
  await expect(mark(page, 3)).toHaveText('收费')
  await fromPalette(page, '二、改进')
  await page.keyboard.press('Enter')
  await expect(paragraph(page, 4)).toHaveAttribute('aria-current', 'true')
  await fromPalette(page, 'zzzz')
  await expect(page.getByRole('dialog').getByRole('status')).toHaveText('没有符合“zzzz”的。')
})

test('what is typed for the search before its field is there comes into it, and the palette finds what has no key', async ({ page }) => {
  await bring(page, samples.map(fileOf))
  // In one go, so that nothing waits for the page.
  await page.evaluate(() => {
    for (const [key, code] of [['/', 'Slash'], ['2', 'Digit2'], ['0', 'Digit0'], ['x', 'KeyX'], ['Backspace', 'Backspace'], ['1', 'Digit1']] as const)
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true }))
  })
  await expect(page.getByRole('searchbox', { name: '要找的文字' })).toHaveValue('201')
  await expect(page).toHaveURL(/q=201/)
  await page.goto('./#/')
  for (const [typed, name, value] of [['按年份', '分组', 'year'], ['不分组', '分组', 'none']] as const) {
    await fromPalette(page, typed)
    await expect(page.getByRole('option').first()).toContainText(`${name}: ${typed}`)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('combobox', { name })).toHaveValue(value)
  }
})

test('the label picker takes a letter, or pinyin and characters where these are typed', async ({ page }) => {
  await bring(page, [sample])
  await openReport(page, /liuxi/)
  await paragraph(page, 3).click()
  await page.keyboard.press('Shift+L')
  await page.keyboard.type('wy')
  await page.keyboard.press('Enter')
  await expect(mark(page, 3)).toHaveText('网页')
  await press(page, 'l', 'Shift+W')
  await page.keyboard.type('t')
  await expect(page.getByRole('option')).toHaveText([/存在的问题/])
  await page.keyboard.press('Enter')
  await expect(mark(page, 3)).toHaveText('问题')
  await press(page, 'l', 'g')
  await expect(page.getByRole('option').first()).toContainText('概述')
  await page.keyboard.press('Escape')
  await press(page, 'l', 'Space')
  await page.keyboard.insertText('收费')
  await page.keyboard.press('Enter')
  await expect(mark(page, 3)).toHaveText('收费')
})

test('keys that an input method takes, keys in fields and keys of the browser do nothing', async ({ page }) => {
  await bring(page, [sample])
  await openReport(page, /liuxi/)
  await paragraph(page, 3).click()
  const before = await spans(page).count()
  const taken = await page.evaluate(() => [{ isComposing: true }, { keyCode: 229 }, { ctrlKey: true }, { altKey: true }, { metaKey: true }].map((more) => {
    const event = new KeyboardEvent('keydown', { code: 'KeyJ', key: 'j', bubbles: true, cancelable: true, ...more })
    if ('keyCode' in more) Object.defineProperty(event, 'keyCode', { value: more.keyCode })
    document.body.dispatchEvent(event)
    return event.defaultPrevented
  }))
  expect(taken).toEqual([false, false, false, false, false])
  await expect(paragraph(page, 3)).toHaveAttribute('aria-current', 'true')
  await expect(spans(page)).toHaveCount(before)

  await fromPalette(page, 'bg')
  const enter = await page.evaluate(() => {
    const event = new KeyboardEvent('keydown', { code: 'Enter', key: 'Enter', bubbles: true, cancelable: true, isComposing: true })
    document.activeElement?.dispatchEvent(event)
    return event.defaultPrevented
  })
  expect(enter).toBe(false)
  await expect(page.getByRole('dialog', { name: '命令面板' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.goto('./#/')
  await page.keyboard.press('f')
  await page.keyboard.type('jku')
  await expect(page.getByRole('searchbox', { name: /^筛选/ })).toHaveValue('jku')
})

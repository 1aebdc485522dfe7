import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, type JSHandle, type Locator, type Page } from 'playwright/test'

/**
 * What Playwright 1.64 cannot do in a stock Firefox, which it drives through WebDriver BiDi, or does there unlike a person. Each is
 * done here in another way, and in every other browser by Playwright itself.
 */
export const isStock = process.env['BROWSER'] === 'firefox' && Boolean(process.env['FIREFOX_PATH'])

/** Where a stock Firefox puts what it downloads. */
export const downloads = fileURLToPath(new URL('../../test-results/downloads', import.meta.url))

/** Fills a field. Playwright's own would set the value as a script does, which ends in no change event, and add to a number instead of replacing it. */
export async function write(field: Locator, text: string): Promise<void> {
  if (!isStock) return field.fill(text)
  await field.selectText()
  await field.evaluate((_, text) => document.execCommand(text ? 'insertText' : 'delete', false, text), text)
}

/** Firefox counts clicks only within one command, and Playwright sends each press in its own. */
export async function doubleClick(page: Page, x: number, y: number): Promise<void> {
  await page.mouse.dblclick(x, y)
  if (isStock) await page.evaluate(([x, y]) => document.elementFromPoint(x, y)?.dispatchEvent(new MouseEvent('dblclick', { bubbles: true, detail: 2, clientX: x, clientY: y })), [x, y] as const)
}

/**
 * Goes on from the browser's own bars, whose turn it is after the last control of the page. Keys sent through BiDi leave the page
 * without the focus of the window, as a person's would not; one more Tab at the last control gives it back.
 */
export async function tabIntoPage(page: Page, last: JSHandle<Element | null>): Promise<void> {
  if (isStock) await last.evaluate((element) => (element as HTMLElement | null)?.focus())
  await page.keyboard.press('Tab')
  if (isStock) await page.evaluate(() => document.querySelector<HTMLElement>('a[href], button')?.focus())
}

/** The file that the page hands over once `press` is done. Firefox 153 gives its downloads no id, so that Playwright tells of none: the file is read where it lands. */
export async function downloaded(page: Page, press: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  if (!isStock) {
    const [download] = await Promise.all([page.waitForEvent('download'), press()])
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) }
  }
  rmSync(downloads, { recursive: true, force: true })
  mkdirSync(downloads, { recursive: true })
  await press()
  // While it is written an empty file keeps its name, and its content stands in one that ends in .part.
  const sizes = (): number[] => readdirSync(downloads).map((name) => (name.endsWith('.part') ? 0 : readFileSync(join(downloads, name)).length))
  await expect.poll(() => sizes().length === 1 && sizes().every((size) => size > 0)).toBe(true)
  const name = readdirSync(downloads)[0] ?? ''
  return { name, bytes: readFileSync(join(downloads, name)) }
}

/** What the page has put on the clipboard. A stock Firefox has no permission for it that could be granted; its settings for the tests let it be read. */
export async function copiedBy(page: Page, press: () => Promise<void>): Promise<string> {
  if (!isStock) await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await press()
  return page.evaluate(() => navigator.clipboard.readText())
}

/** Shows the page as on a system of this theme; through BiDi as a person who has chosen it in the settings. */
export async function showIn(theme: 'light' | 'dark', page: Page): Promise<void> {
  if (isStock) await page.evaluate((theme) => { document.documentElement.dataset['theme'] = theme }, theme)
  else await page.emulateMedia({ colorScheme: theme })
}

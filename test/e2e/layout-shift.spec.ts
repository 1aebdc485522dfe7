import type { Page } from 'playwright/test'
import { forgetShifts, shiftsOf, watchShifts } from './layout-shift.ts'
import { bring, expect, fileOf, openReport, samples, settled, test } from './nianbao.ts'

const sizes = [{ width: 1440, height: 900 }, { width: 390, height: 844 }]
const files = samples.map(fileOf)

test.skip(({ browserName }) => browserName !== 'chromium', 'only Chromium tells of layout shifts')

/** Loads a place of the app anew, as on opening a bookmark, at every width; `seen` waits for what comes last. */
async function expectStill(page: Page, place: string, seen: () => Promise<void>): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size)
    await page.goto(`./${place}`)
    await page.reload()
    await seen()
    expect.soft(await shiftsOf(page), `${place} at ${size.width}`).toEqual([])
  }
}

test('nothing on a screen moves while its data arrives', async ({ page }) => {
  test.setTimeout(300_000)
  await watchShifts(page)
  await page.reload()
  await bring(page, files)
  const main = page.getByRole('main')
  const id = await page.getByRole('row', { name: /2013/ }).getByRole('link').getAttribute('href') ?? ''

  await expectStill(page, '#/', () => expect(main.getByRole('link').first()).toBeVisible())
  await expectStill(page, id, () => expect(page.locator('article').last()).toBeAttached())
  await expectStill(page, `${id}?p=20`, () => expect(page.locator('#p19')).toHaveClass(/focused/))
  await expectStill(page, '#/search', () => expect(page.locator('.scroller .mark').first()).toBeVisible())
  await expectStill(page, '#/search?q=%E5%85%AC%E5%BC%80', () => expect(page.locator('.scroller .mark').first()).toBeVisible())
  await expectStill(page, '#/review', () => expect(main.locator('li .mark').first()).toBeVisible())
  await expectStill(page, '#/review?order=audit', () => expect(main.getByRole('spinbutton').first()).toBeVisible())
  await expectStill(page, '#/statistics', () => expect(main.getByRole('img').first()).toBeVisible())
  await expectStill(page, '#/export', () => expect(main.getByRole('table').first()).toBeVisible())
  await expectStill(page, '#/schema', () => expect(main.getByRole('row').nth(3)).toBeVisible())
  await expectStill(page, '#/settings', () => expect(main.getByRole('combobox').first()).toBeVisible())
})

test('nothing moves under the eye while reports are labelled and reasons are looked for', async ({ page }) => {
  test.setTimeout(300_000)
  await watchShifts(page)
  await page.reload()
  await bring(page, files.slice(0, 1))
  // What the person brings opens the panel; from then on it is the work that goes on.
  await page.getByTestId('files').setInputFiles(files.slice(1))
  await expect(page.getByRole('button', { name: '停止' })).toBeVisible()
  await forgetShifts(page)
  await settled(page)
  expect.soft(await shiftsOf(page), 'library while reports come in').toEqual([])

  await page.getByTestId('files').setInputFiles(files.slice(1).map((file) => ({ ...file, name: `zz-${file.name}`, buffer: Buffer.concat([file.buffer, Buffer.from('\n附录一则。\n')]) })))
  await openReport(page, /2013/)
  await shiftsOf(page)
  await page.keyboard.press('u')
  expect.soft(await shiftsOf(page), 'report while others are labelled').toEqual([])
  await page.keyboard.press('y')
  await expect(page.getByRole('region', { name: '为什么' }).getByText(/盖住整句|分数随之升降|没有哪个词/).first()).toBeVisible()
  expect.soft(await shiftsOf(page), 'reasons').toEqual([])
})

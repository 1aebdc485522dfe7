import type { Page } from 'playwright/test'
import { en } from '../../src/ui/texts/en.ts'
import { zh } from '../../src/ui/texts/zh.ts'
import { axeFaults, axeSource } from './axe.ts'
import { focusFaults } from './focus.ts'
import { expect, test } from './nianbao.ts'
import { reflowFaults } from './reflow.ts'
import { throughScreens } from './screens.ts'
import { showIn } from './stock-firefox.ts'

test.beforeEach(async ({ page }) => {
  test.setTimeout(900_000)
  await page.evaluate(axeSource)
  // A colour on its way to another is none of the theme's.
  await page.emulateMedia({ reducedMotion: 'reduce' })
})

test('axe finds nothing on any screen, in either theme, and whatever takes the focus shows it', async ({ page }) => {
  await throughScreens(page, zh, async (screen) => {
    const found = [...await axeFaults(page), ...await focusFaults(page)]
    await showIn('dark', page)
    found.push(...(await axeFaults(page, ['color-contrast', 'link-in-text-block'])).map((fault) => `dark ${fault}`))
    await showIn('light', page)
    expect.soft(found, screen).toEqual([])
  })
})

/** Another size of the window, and the page as it is once it has drawn itself for it: what is chosen by the width in code comes a frame after the style sheets. */
async function resize(page: Page, size: { width: number; height: number }): Promise<void> {
  await page.setViewportSize(size)
  await page.evaluate(() => new Promise((drawn) => { requestAnimationFrame(() => requestAnimationFrame(drawn)) }))
}

/** What still moves on a page that should not: WCAG 2.3.3. */
const movingParts = (page: Page): Promise<string[]> => page.evaluate(() => [...document.querySelectorAll('*')]
  .filter((element) => getComputedStyle(element).transitionDuration.split(', ').some((duration) => parseFloat(duration) > 0) || getComputedStyle(element).scrollBehavior === 'smooth')
  .map((element) => `moves: ${element.tagName.toLowerCase()}.${element.className}`))

test.describe('in English', () => {
  test.use({ locale: 'en-US' })

  test('axe finds nothing on a narrow screen in the dark, and nothing has to be scrolled sideways at 320 px or at twice the size', async ({ page }) => {
    const wide = page.viewportSize() ?? { width: 1440, height: 900 }
    await showIn('dark', page)
    await throughScreens(page, en, async (screen) => {
      await resize(page, { width: 390, height: 844 })
      // Beside the text of a wide screen, over it on a narrow one, once they are asked for.
      const details = page.getByRole('button', { name: en.bench.details, exact: true })
      const areAsked = ['why', 'discussion', 'tagged by a person'].includes(screen) && await details.isVisible()
      if (areAsked) await details.click()
      const found = [...await axeFaults(page), ...await focusFaults(page), ...await movingParts(page)]
      for (const size of [{ width: 320, height: 640 }, { width: wide.width / 2, height: wide.height / 2 }]) {
        await resize(page, size)
        found.push(...(await reflowFaults(page)).map((fault) => `at ${size.width} px ${fault}`))
      }
      expect.soft(found, screen).toEqual([])
      if (areAsked) await page.getByRole('complementary', { name: en.bench.details }).getByRole('button', { name: en.bench.fold }).first().click()
      await resize(page, wide)
    })
  })
})

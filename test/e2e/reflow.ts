import type { Page } from 'playwright/test'

/** Makes the page as narrow as four times its size leaves it (WCAG 1.4.10) and tells what then stands beside the screen, where no scrolling leads. */
export async function reflowFaults(page: Page): Promise<string[]> {
  const before = page.viewportSize()
  await page.setViewportSize({ width: 320, height: 640 })
  const faults = await page.evaluate(() => {
    const root = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body
    const scrolls = (element: Element | null): boolean => element !== null && (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement))
    const beside = [...root.querySelectorAll('a, button, input, select, textarea, summary, h1, h2, h3, p, label')].filter((element) => {
      const { left, right, width, height } = element.getBoundingClientRect()
      return width > 1 && height > 1 && (left < -1 || right > innerWidth + 1) && element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) && !scrolls(element.parentElement)
    })
    const { scrollWidth } = document.documentElement
    return [...(scrollWidth > innerWidth ? [`at 320 px the page is ${scrollWidth} px wide`] : []),
      ...beside.map((element) => `beside the screen at 320 px: ${element.tagName.toLowerCase()}.${element.className} “${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40)}”`)]
  })
  if (before) await page.setViewportSize(before)
  return faults
}

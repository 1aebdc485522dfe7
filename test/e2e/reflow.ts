import type { Page } from 'playwright/test'

/**
 * What cannot be read or pressed in a window of this width without scrolling sideways (WCAG 1.4.10): a page that is wider, a text or
 * a control that lies beyond its edge or is cut off within. Tables of data may be scrolled, each in a frame of its own.
 */
export async function reflowFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth
    const root = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body
    const nameOf = (element: Element): string => `${element.tagName.toLowerCase()}.${element.className} “${(element.textContent ?? '').trim().slice(0, 30)}”`
    const scrolls = (element: Element): boolean => /auto|scroll/.test(getComputedStyle(element).overflowX) && element.scrollWidth > element.clientWidth + 1
    const holdsTable = (element: Element | null): boolean => element !== null && ((scrolls(element) && element.querySelector('table') !== null) || holdsTable(element.parentElement))
    const hasText = (element: Element): boolean => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim())
    const isForEars = (element: Element | null): boolean => element !== null && (getComputedStyle(element).clipPath !== 'none' || isForEars(element.parentElement))

    const wide = document.documentElement.scrollWidth > width ? [`a page of ${document.documentElement.scrollWidth} px`] : []
    const shown = [...root.querySelectorAll('*')].filter((element) => element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) && !isForEars(element) && !holdsTable(element))
    const beyond = shown.filter((element) => (hasText(element) || element.matches('input, select, textarea, button')) && element.getBoundingClientRect().width > 0)
      .filter((element) => element.getBoundingClientRect().right > width + 1 || element.getBoundingClientRect().left < -1)
    const sideways = shown.filter((element) => scrolls(element) && element.clientWidth > 0)
    const cut = shown.filter((element) => {
      const { overflowX, textOverflow } = getComputedStyle(element)
      return hasText(element) && !element.matches('input, select, textarea') && /hidden|clip/.test(overflowX) && textOverflow !== 'ellipsis' && element.scrollWidth > element.clientWidth + 1
    })
    return [...wide, ...beyond.map((element) => `beyond the edge: ${nameOf(element)}`), ...sideways.map((element) => `scrolls sideways: ${nameOf(element)}`), ...cut.map((element) => `cut off: ${nameOf(element)}`)]
  })
}

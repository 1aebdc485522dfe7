import type { Page } from 'playwright/test'

/**
 * Gives the focus to everything on the page that takes it, as the Tab key would, and tells what would leave a person lost: nothing
 * drawn round it (WCAG 2.4.7), all of it under a bar (2.4.11), or a target under 24 px that has no such room round it (2.5.8).
 */
export async function focusFaults(page: Page): Promise<string[]> {
  // From here on the browser takes the focus for that of a keyboard.
  await page.keyboard.press('Shift')
  return page.evaluate(() => {
    const before = document.activeElement
    const root = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body
    const takers = [...root.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary, [tabindex]')]
      .filter((element) => element.tabIndex >= 0 && !element.matches(':disabled') && element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }))
    const nameOf = (element: Element): string => `${element.tagName.toLowerCase()}.${element.className} “${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40)}”`

    /** A tick or a field may be pressed anywhere on its label. */
    const target = (element: HTMLElement): DOMRect => (element instanceof HTMLInputElement && element.labels?.[0]?.contains(element) ? element.labels[0] : element).getBoundingClientRect()
    const isInSentence = (element: HTMLElement): boolean => getComputedStyle(element).display === 'inline' && [...(element.parentElement?.childNodes ?? [])].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim())
    const boxes = takers.map((element) => ({ element, box: target(element) }))
    const small = boxes.filter(({ element, box }) => (box.width < 24 || box.height < 24) && !isInSentence(element)).filter(({ element, box }) => {
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2]
      return boxes.some(({ element: other, box: of }) => {
        if (other === element) return false
        const isSmall = of.width < 24 || of.height < 24
        const [dx, dy] = isSmall
          ? [of.left + of.width / 2 - x, of.top + of.height / 2 - y]
          : [Math.max(of.left - x, 0, x - of.right), Math.max(of.top - y, 0, y - of.bottom)]
        return Math.hypot(dx, dy) < (isSmall ? 24 : 12)
      })
    }).map(({ element, box }) => `target of ${Math.round(box.width)} × ${Math.round(box.height)}: ${nameOf(element)}`)

    const unseen = takers.flatMap((element) => {
      const plain = { ...getComputedStyle(element) }
      element.focus()
      if (document.activeElement !== element) return [`takes no focus: ${nameOf(element)}`]
      const style = getComputedStyle(element)
      const drawn = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== plain.boxShadow
      const box = element.getBoundingClientRect()
      const points = [0.02, 0.5, 0.98].flatMap((x) => [0.05, 0.5, 0.95].map((y) => [box.left + x * box.width, box.top + y * box.height] as const))
      const isInSight = points.some(([x, y]) => {
        const over = document.elementFromPoint(x, y)
        return over !== null && (element.contains(over) || over.contains(element) || (element instanceof HTMLInputElement && [...(element.labels ?? [])].some((label) => label.contains(over))))
      })
      return [...(drawn ? [] : [`no focus ring: ${nameOf(element)}`]), ...(isInSight ? [] : [`focus out of sight: ${nameOf(element)}`])]
    })
    if (before instanceof HTMLElement) before.focus()
    return [...small, ...unseen]
  })
}

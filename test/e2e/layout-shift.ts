import type { Page } from 'playwright/test'

/** As Chromium tells of it; the type libraries do not know it yet. */
interface LayoutShift extends PerformanceEntry {
  readonly value: number
  readonly hadRecentInput: boolean
  readonly sources: readonly { readonly node: Node | null; readonly previousRect: DOMRect; readonly currentRect: DOMRect }[]
}
type Watched = Window & { shifts?: string[] }

/** From here on the page tells, in every load anew, what moved in it by itself: not soon after the person has pressed something. */
export async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shifts: string[] = []
    Object.assign(window, { shifts })
    const round = ({ x, y, width, height }: DOMRect): string => `${Math.round(x)},${Math.round(y)} ${Math.round(width)}×${Math.round(height)}`
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput, sources } of list.getEntries() as LayoutShift[]) {
        // Less is a number that grows to the left, in its column.
        if (hadRecentInput || value < 0.0005) continue
        const moved = sources.map(({ node, previousRect, currentRect }) => {
          const element = node instanceof Element ? node : node?.parentElement
          return `${element ? `${element.tagName.toLowerCase()}.${element.className} “${(element.textContent ?? '').trim().slice(0, 20)}”` : 'gone'} ${round(previousRect)} → ${round(currentRect)}`
        })
        shifts.push(`${value.toFixed(4)}: ${moved.join('; ')}`)
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
}

/** Forgets what has moved so far, and in the picture that is being drawn. */
export async function forgetShifts(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await new Promise((settle) => requestAnimationFrame(() => requestAnimationFrame(settle)))
    const { shifts } = window as Watched
    shifts?.splice(0)
  })
}

/** What has moved since the last time that it was asked, once the page has come to rest: nothing is drawn and nothing changes for a second. */
export async function shiftsOf(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    await new Promise<void>((resolve) => {
      let timer = setTimeout(rest, 1000)
      const observer = new MutationObserver(() => {
        clearTimeout(timer)
        timer = setTimeout(rest, 1000)
      })
      observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true })
      function rest(): void {
        observer.disconnect()
        resolve()
      }
    })
    return (window as Watched).shifts?.splice(0) ?? ['nothing watches']
  })
}

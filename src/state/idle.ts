/** Milliseconds without movement after which nobody scrolls any more. */
const rest = 200
let scrolledAt = -Infinity
globalThis.addEventListener('scroll', () => { scrolledAt = performance.now() }, { capture: true, passive: true })

/** Whether something on the page is being scrolled: what takes time waits until it is over. */
export const isScrolling = (): boolean => performance.now() - scrolledAt < rest

/** Settles when the page has nothing else to do and nobody scrolls; Safari cannot say when the first is. */
export async function idle(): Promise<void> {
  while (isScrolling()) await new Promise((resolve) => { setTimeout(resolve, rest) })
  await new Promise<void>((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve())
    else setTimeout(resolve, 50)
  })
}

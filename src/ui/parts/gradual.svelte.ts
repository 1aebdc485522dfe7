/** The browser's idle time, or where it has none or tells of none, a moment later. */
const whenIdle = (work: () => void): (() => void) => {
  if (typeof requestIdleCallback === 'function') {
    const request = requestIdleCallback(work, { timeout: 500 })
    return () => cancelIdleCallback(request)
  }
  const timer = setTimeout(work, 30)
  return () => clearTimeout(timer)
}

/**
 * How much of a long list is drawn: what is seen first at once, the rest step by step while nothing else is to be done. So a
 * long list opens as soon as a short one, and in the end all of it is there for the browser's own search.
 */
export class Gradual {
  #drawn = $state(0)

  /** `total` is read anew at every step, and may change; no step is taken while `busy`. To be made where a component is. */
  constructor(first: number, step: number, total: () => number, busy: () => boolean) {
    this.#drawn = first
    $effect(() => {
      if (this.#drawn >= total()) return
      let cancel = (): void => {}
      const draw = (): void => {
        if (busy()) cancel = whenIdle(draw)
        else this.#drawn += step
      }
      cancel = whenIdle(draw)
      return () => cancel()
    })
  }

  get drawn(): number {
    return this.#drawn
  }
}

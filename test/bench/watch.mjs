/** What ui.mjs puts into every page, before the page's own scripts: it tells when things have been drawn. */
export function installWatch() {
  /** Settles when the next frame has been drawn: in the first task after it, ahead of all that waits for its turn. */
  const frame = () => new Promise((resolve) => {
    requestAnimationFrame(() => scheduler.postTask(() => resolve(performance.now()), { priority: 'user-blocking' }))
  })

  const appeared = (selector) => new Promise((resolve) => {
    const look = () => {
      if (!document.querySelector(selector)) return
      observer.disconnect()
      resolve()
    }
    const observer = new MutationObserver(look)
    observer.observe(document, { childList: true, subtree: true, attributes: true })
    look()
  })

  /** When an element was first drawn, in milliseconds from the start of the navigation. The page is watched from its beginning. */
  const drawings = new Map()
  const drawn = (selector) => {
    if (!drawings.has(selector)) drawings.set(selector, appeared(selector).then(frame))
    return drawings.get(selector)
  }
  for (const selector of ['tbody tr', 'main button', '[data-testid=first-reading] li']) void drawn(selector)

  /** What key presses change, as it stands in the page. */
  const outcomes = {
    label: () => document.querySelector('article[aria-current]').className + document.querySelector('article[aria-current] .mark').textContent,
    spans: () => [...CSS.highlights].map(([name, ranges]) => (/issue|measure/.test(name) ? `${name} ${ranges.size}` : '')).join(),
    focus: () => document.querySelector('article[aria-current]').id,
    nothing: () => '',
  }
  let outcome = 'nothing'
  let press = Promise.resolve({ time: 0, atOnce: '' })
  addEventListener('keydown', (event) => {
    press = frame().then((drawn) => ({ time: drawn - event.timeStamp, atOnce: outcomes[outcome]() }))
  }, { capture: true })

  let times = []
  let counting = false
  window.watch = {
    drawn,
    frame,
    clicked: null,
    /** Waits for the next click and from there until an element is drawn. */
    clicks(selector) {
      window.watch.clicked = new Promise((resolve) => {
        addEventListener('click', (event) => void appeared(selector).then(frame).then((time) => resolve(time - event.timeStamp)), { capture: true, once: true })
      })
    },
    keys(of) {
      outcome = of
    },
    /** How long the frame of the last press took, however late it comes, and what it showed. */
    pressed: () => press,
    outcome: () => outcomes[outcome](),
    frames() {
      times = []
      counting = true
      const count = (time) => {
        times.push(time)
        if (counting) requestAnimationFrame(count)
      }
      requestAnimationFrame(count)
    },
    frameTimes() {
      counting = false
      const gaps = times.slice(1).map((time, index) => time - times[index])
      return { frames: gaps.length, long: gaps.filter((gap) => gap > 25).length, longest: Math.max(...gaps) }
    },
    /** How long lines of text take to be put in place and drawn. */
    async drawing(lines) {
      const main = document.querySelector('main')
      main.replaceChildren()
      await frame()
      const began = performance.now()
      main.replaceChildren(...lines.map((line) => Object.assign(document.createElement('p'), { textContent: line })))
      return (await frame()) - began
    },
  }
}

import type { Passage } from './passages.ts'

/** Passages from `from` on, up to but without `to`. */
export interface Near {
  readonly from: number
  readonly to: number
}

/** Where passages lie: how many there are, and the top of each in the pane, in pixels. */
export interface Places {
  readonly count: number
  topOf(index: number): number
}

/** What is on the screen: heights in pixels. `back` while it moves upwards. */
export interface Screen {
  readonly top: number
  readonly height: number
  readonly back: boolean
}

/**
 * The passages near the screen, whose highlights the browser is told of. At every change of them it goes over all highlights that
 * it knows and paints their text anew, so they are few, and stay the same until the screen has come close to their end.
 */
export function nearScreen(before: Near, places: Places, { top, height, back }: Screen): Near {
  const close = between(places, top - 0.5 * height, top + 1.5 * height)
  if (before.from <= close.from && close.to <= before.to) return before
  return back ? between(places, top - 2.5 * height, top + 1.5 * height) : between(places, top - 0.5 * height, top + 3.5 * height)
}

/** What a report is opened with: the first screen alone, wherever on it the passage `at` comes to lie. */
export function nearAtFirst(passages: readonly Pick<Passage, 'height'>[], at: number, height: number): Near {
  const tops = [0]
  for (const passage of passages) tops.push((tops.at(-1) ?? 0) + passage.height)
  const top = tops[at] ?? 0
  return between({ count: passages.length, topOf: (index) => tops[index] ?? 0 }, top - 0.7 * height, top + height)
}

function between(places: Places, top: number, bottom: number): Near {
  return { from: lastAbove(places, top), to: Math.min(places.count, lastAbove(places, bottom) + 1) }
}

/** The last passage that begins at or above a height (binary search). */
function lastAbove({ count, topOf }: Places, height: number): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >> 1
    if (topOf(middle) <= height) low = middle + 1
    else high = middle
  }
  return Math.max(0, low - 1)
}

import { readQueue, type Place } from '../../state/review.svelte.ts'
import type { OpenReport } from '../../state/open-report.svelte.ts'
import type { Ui } from '../context.ts'
import type { Handlers } from '../keys/actions.ts'

/** Where one is in the review queue; null while one goes through none. */
export function queueOf(ui: Ui): { readonly query: string; readonly place: Place } | null {
  const { route } = ui.app.router
  return route.screen === 'report' && route.queue !== undefined ? { query: route.queue, place: { report: route.id, paragraph: route.at ?? 0 } } : null
}

/** The paragraph of the queue so many steps on. */
export function placeInQueue(ui: Ui, steps: number): Place | undefined {
  const queue = queueOf(ui)
  const number = queue ? ui.app.review.numberOf(queue.place) : -1
  return number < 0 ? undefined : ui.app.review.places[number + steps]
}

export function moveInQueue(ui: Ui, steps: number): void {
  const queue = queueOf(ui)
  const next = placeInQueue(ui, steps)
  if (queue && next) ui.app.router.replace({ screen: 'report', id: next.report, unsure: false, at: next.paragraph, queue: queue.query })
}

/** In the queue, accepting goes on to its next paragraph, and so do the keys for what has been found. */
export function reviewActions(ui: Ui, report: OpenReport): Handlers {
  const queue = queueOf(ui)
  if (!queue) return {}
  const isThere = report.focus === queue.place.paragraph && !(report.takenUp && report.selection)
  return {
    ...(isThere && { accept: () => acceptInQueue(ui, report) }),
    nextHit: placeInQueue(ui, 1) && (() => moveInQueue(ui, 1)),
    previousHit: placeInQueue(ui, -1) && (() => moveInQueue(ui, -1)),
  }
}

export function acceptInQueue(ui: Ui, report: OpenReport): void {
  const queue = queueOf(ui)
  if (!queue) return
  // Where people differ, a confirmation counts although somebody has said the same.
  if (readQueue(queue.query, ui.schema).order === 'disagreement') report.confirm()
  else report.acceptAll([report.focus])
  moveInQueue(ui, 1)
}

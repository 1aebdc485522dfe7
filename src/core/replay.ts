import { apply, type Annotations, type Change } from './change.ts'
import type { Span } from './document.ts'

/** The statements that stood after the first `count` of these, told from the first change on. */
export const stateAfter = (told: readonly { readonly changes: readonly Change[] }[], count: number): Annotations =>
  told.slice(0, count).reduce<Annotations>((state, { changes }) => apply(state, changes), new Map())

/** The changes that lead from one state to another, within a stretch of the text if one is given. */
export function leadingTo(from: Annotations, to: Annotations, within?: Span): Change[] {
  const places = [...new Set([...from.keys(), ...to.keys()])]
  return places.flatMap((place): Change[] => {
    const before = from.get(place) ?? null
    const after = to.get(place) ?? null
    const about = before ?? after
    const isSame = before?.value === after?.value && before?.by.kind === after?.by.kind && before?.by.name === after?.by.name
    if (!about || isSame || (within && (about.start < within.start || about.end > within.end))) return []
    return [{ before, after }]
  })
}

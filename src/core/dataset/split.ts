import { fail, ok, type Result } from '../result.ts'
import { generator, shuffled } from './random.ts'

export type SplitName = 'train' | 'validation' | 'test'
export const splitNames: readonly SplitName[] = ['train', 'validation', 'test']

/** What stays whole: an agency, a year or a report; with `section`, reports are dealt so that every section has its share everywhere. */
export type SplitBy = 'agency' | 'year' | 'report' | 'section'

export interface SplitRequest {
  readonly by: SplitBy
  /** Shares of train, validation and test; any positive scale. A share of 0 makes no such split. */
  readonly ratios: readonly [number, number, number]
  /** The same seed gives the same splits for the same reports in the same order. */
  readonly seed: number
  /**
   * What becomes of near duplicates that would stand in several splits: they all move to the split where most of them are, or those
   * elsewhere are left out. Moving breaks a split by agency or year, since the text of one then stands in the other's split.
   */
  readonly duplicates: 'move' | 'drop'
}

export const defaultDuplicates = (by: SplitBy): SplitRequest['duplicates'] => (by === 'agency' || by === 'year' ? 'drop' : 'move')

/** What the split needs to know of an item. */
export interface SplitItem {
  /** What must not be torn apart: the agency, the year, the report. */
  readonly key: string
  /** The label whose shares are kept; '' where none is. */
  readonly label: string
  /** The number of its group of near duplicates. */
  readonly group: number
}

export interface Assignment {
  /** For each item its split; null for one that is left out. */
  readonly splits: readonly (SplitName | null)[]
  /** Items that stand in another split than the rest of their agency, year or report, to be with their near duplicates. */
  readonly moved: number
  /** Items left out, because a near duplicate stands in another split. */
  readonly dropped: number
}

/**
 * Deals items into splits so that no key and no group of near duplicates stands in two (but for keys of items that were moved, which
 * are counted). Keys go one by one, the largest first and equal ones in an order drawn by the seed, each to the split that brings the
 * counts of all labels nearest to their shares (as scikit-learn's StratifiedGroupKFold deals its groups).
 * Fails where there are fewer keys than splits.
 */
export function assign(items: readonly SplitItem[], request: SplitRequest): Result<Assignment> {
  const names = splitNames.filter((_, index) => (request.ratios[index] ?? 0) > 0)
  const keys = countsByKey(items, request.by === 'section')
  if (keys.size < names.length) return fail({ code: 'too-few-groups', by: request.by, groups: keys.size, splits: names.length })
  const dealt = deal(keys, names, request)
  const first = items.map((item) => dealt.get(item.key) ?? null)
  const homes = homesOf(items, first)
  let changed = 0
  const splits = items.map((item, index) => {
    const home = homes.get(item.group) ?? null
    if (first[index] === home) return home
    changed++
    return request.duplicates === 'move' ? home : null
  })
  return ok({ splits, moved: request.duplicates === 'move' ? changed : 0, dropped: request.duplicates === 'drop' ? changed : 0 })
}

/** How many items of each label a key has. Where no label's share is kept, all count as one. */
type Counts = ReadonlyMap<string, number>

function countsByKey(items: readonly SplitItem[], byLabel: boolean): Map<string, Counts> {
  const keys = new Map<string, Map<string, number>>()
  for (const { key, label } of items) {
    const counts = keys.get(key) ?? new Map<string, number>()
    const counted = byLabel ? label : ''
    keys.set(key, counts.set(counted, (counts.get(counted) ?? 0) + 1))
  }
  return keys
}

const sizeOf = (counts: Counts): number => [...counts.values()].reduce((sum, count) => sum + count, 0)

function deal(keys: ReadonlyMap<string, Counts>, names: readonly SplitName[], { ratios, seed }: SplitRequest): Map<string, SplitName> {
  const whole = ratios.reduce((sum, ratio) => sum + ratio, 0)
  const shares = names.map((name) => (ratios[splitNames.indexOf(name)] ?? 0) / whole)
  const total = new Map<string, number>()
  for (const counts of keys.values()) for (const [label, count] of counts) total.set(label, (total.get(label) ?? 0) + count)
  const filled = names.map(() => new Map<string, number>())
  const order = shuffled([...keys.keys()].sort(), generator(seed)).map((key) => [key, keys.get(key) ?? new Map<string, number>()] as const)
  order.sort(([, a], [, b]) => sizeOf(b) - sizeOf(a))
  const dealt = new Map<string, SplitName>()
  for (const [index, [key, counts]] of order.entries()) {
    const empty = names.flatMap((_, split) => (filled[split]?.size === 0 ? [split] : []))
    // The last keys go where nothing is yet, so that no split stays empty.
    const open = order.length - index <= empty.length ? empty : names.map((_, split) => split)
    const best = open.reduce((least, split) => (gain(split, counts) < gain(least, counts) ? split : least))
    const into = filled[best]
    for (const [label, count] of counts) into?.set(label, (into.get(label) ?? 0) + count)
    dealt.set(key, names[best] ?? 'train')
  }
  return dealt

  /** How the squared distance from the shares changes if counts go into a split, summed over their labels. */
  function gain(split: number, counts: Counts): number {
    let change = 0
    for (const [label, count] of counts) {
      const all = total.get(label) ?? count
      const before = (filled[split]?.get(label) ?? 0) / all - (shares[split] ?? 0)
      change += (before + count / all) ** 2 - before ** 2
    }
    return change
  }
}

/** The split in which most items of a group of near duplicates stand; the earlier one where several have as many. */
function homesOf(items: readonly SplitItem[], splits: readonly (SplitName | null)[]): Map<number, SplitName> {
  const counts = new Map<number, Map<SplitName, number>>()
  for (const [index, { group }] of items.entries()) {
    const split = splits[index]
    if (!split) continue
    const byName = counts.get(group) ?? new Map<SplitName, number>()
    counts.set(group, byName.set(split, (byName.get(split) ?? 0) + 1))
  }
  const homes = new Map<number, SplitName>()
  for (const [group, byName] of counts)
    homes.set(group, splitNames.reduce((best, name) => ((byName.get(name) ?? 0) > (byName.get(best) ?? 0) ? name : best)))
  return homes
}

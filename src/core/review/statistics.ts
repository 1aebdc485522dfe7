import { annotatorOf, digestLabel, digestTags, Flag, predictedSection, type Digest } from '../digest.ts'

/** Who gave a paragraph the section that stands. */
export interface SectionCount { readonly model: number; readonly structure: number; readonly person: number }

/** Of the paragraphs of a section: with substance, boilerplate. */
export interface ContentCount { readonly substantive: number; readonly boilerplate: number }

export interface Confusion { readonly model: string; readonly person: string; readonly count: number }

export interface Statistics {
  readonly paragraphs: number
  readonly decided: number
  /** Decided paragraphs of each report, by its id. */
  readonly reports: ReadonlyMap<string, { readonly decided: number; readonly paragraphs: number }>
  readonly sections: ReadonlyMap<string, SectionCount>
  readonly contents: ReadonlyMap<string, ContentCount>
  /** By section and tag, the paragraphs of the section that the tag stands in. */
  readonly tags: ReadonlyMap<string, ReadonlyMap<string, number>>
  /** By the section that the model gave: paragraphs whose section a person settled, and those of them where the model's stood. */
  readonly accuracy: ReadonlyMap<string, { readonly settled: number; readonly stood: number }>
  /** Where the person said otherwise, the most frequent first. */
  readonly confusions: readonly Confusion[]
}

/** Counts over the labels of all reports; with an annotator, only what that person decided and the paragraphs whose section that person settled. */
export function statisticsOf(digests: readonly Digest[], annotator: string | null): Statistics {
  const reports = new Map<string, { decided: number; paragraphs: number }>()
  const sections = new Map<string, SectionCount>()
  const contents = new Map<string, ContentCount>()
  const tags = new Map<string, Map<string, number>>()
  const accuracy = new Map<string, { settled: number; stood: number }>()
  const confusions = new Map<string, number>()
  for (const digest of digests) {
    let decided = 0
    for (const [paragraph, flags] of digest.flags.entries()) {
      const by = annotatorOf(digest, paragraph)
      if (annotator !== null && by !== annotator) continue
      if (flags & Flag.decided) decided++
      const section = digestLabel(digest, 'section', paragraph)
      add(sections, section, { model: 0, structure: 0, person: 0 }, {
        model: by === null && !(flags & Flag.structure) ? 1 : 0, structure: flags & Flag.structure ? 1 : 0, person: by === null ? 0 : 1,
      })
      const substance = digestLabel(digest, 'substance', paragraph)
      const here = tags.get(section) ?? new Map<string, number>()
      for (const tag of digestTags(digest, paragraph)) tags.set(section, here.set(tag, (here.get(tag) ?? 0) + 1))
      add(contents, section, { substantive: 0, boilerplate: 0 }, {
        substantive: substance === 'substantive' ? 1 : 0, boilerplate: substance === 'boilerplate' ? 1 : 0,
      })
      if (by === null) continue
      const model = predictedSection(digest, paragraph)
      add(accuracy, model, { settled: 0, stood: 0 }, { settled: 1, stood: model === section ? 1 : 0 })
      if (model !== section) confusions.set(`${model} ${section}`, (confusions.get(`${model} ${section}`) ?? 0) + 1)
    }
    reports.set(digest.id, { decided, paragraphs: digest.flags.length })
  }
  return {
    paragraphs: digests.reduce((sum, digest) => sum + digest.flags.length, 0),
    decided: [...reports.values()].reduce((sum, each) => sum + each.decided, 0),
    reports, sections, contents, tags, accuracy,
    confusions: [...confusions].map(([pair, count]) => {
      const [model = '', person = ''] = pair.split(' ')
      return { model, person, count }
    }).sort((a, b) => b.count - a.count),
  }
}

/** Everybody whose statements on sections stand. */
export const annotatorsOf = (digests: readonly Digest[]): string[] => [...new Set(digests.flatMap((digest) => digest.people))].sort()

function add<T extends Readonly<Record<keyof T, number>>>(counts: Map<string, T>, key: string, none: T, more: T): void {
  const now = counts.get(key) ?? none
  const sum = { ...now }
  for (const name in more) Object.assign(sum, { [name]: now[name] + more[name] })
  counts.set(key, sum)
}

/** When a person did something. Undoing and redoing are work, but no action of their own. */
export interface Moment { readonly by: string; readonly at: number; readonly isAction: boolean }

export interface DayOfWork { readonly day: string; readonly actions: number; readonly milliseconds: number; readonly timed: number }

/** A longer pause than this is no work. */
export const longestGap = 5 * 60_000

/**
 * The days on which was worked. `timed` are the actions that came within `longestGap` of the one before, `milliseconds` the time
 * that these took: their quotient is the speed. The first action after a longer pause is not timed, as nobody knows how long it took.
 */
export function daysOfWork(moments: readonly Moment[], annotator: string | null, dayOf: (at: number) => string): DayOfWork[] {
  const days = new Map<string, { actions: number; milliseconds: number; timed: number }>()
  const last = new Map<string, number>()
  for (const { by, at, isAction } of [...moments].sort((a, b) => a.at - b.at)) {
    if (annotator !== null && by !== annotator) continue
    const before = last.get(by)
    last.set(by, at)
    // One action on several reports is saved for each of them, at one time.
    if (before === at) continue
    const day = dayOf(at)
    const counts = days.get(day) ?? { actions: 0, milliseconds: 0, timed: 0 }
    const gap = before === undefined ? Infinity : at - before
    if (isAction) counts.actions++
    if (gap <= longestGap) {
      counts.milliseconds += gap
      if (isAction) counts.timed++
    }
    days.set(day, counts)
  }
  return [...days].map(([day, counts]) => ({ day, ...counts })).sort((a, b) => (a.day < b.day ? -1 : 1))
}

/** Actions an hour; null where nothing was timed. */
export const perHour = ({ timed, milliseconds }: Pick<DayOfWork, 'timed' | 'milliseconds'>): number | null =>
  milliseconds === 0 ? null : (3_600_000 * timed) / milliseconds

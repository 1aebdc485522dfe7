import { Flag, type Digest } from '../digest.ts'
import type { Field } from '../schema.ts'
import type { Sample, Sampled } from '../sample.ts'
import type { Place } from './queue.ts'

/** The paragraphs whose labels the model gives, whatever people have said since: every one is as likely to be drawn. */
export const population = (digests: readonly Digest[]): Place[] =>
  [...digests].sort((a, b) => (a.id < b.id ? -1 : 1)).flatMap((digest) =>
    [...digest.flags.entries()].flatMap(([paragraph, flags]) => (flags & Flag.structure ? [] : [{ report: digest.id, paragraph }])))

/** So many of these by chance, each as likely as the others (the first steps of a Fisher–Yates shuffle). */
export function draw<T>(from: readonly T[], size: number, random: () => number): T[] {
  const pool = [...from]
  return Array.from({ length: Math.min(size, pool.length) }, (_, at) => {
    const chosen = at + Math.floor(random() * (pool.length - at))
    const [one, other] = [pool[at], pool[chosen]]
    if (one !== undefined && other !== undefined) [pool[at], pool[chosen]] = [other, one]
    return pool[at]
  }).flatMap((each) => (each === undefined ? [] : [each]))
}

export interface Estimate {
  readonly right: number
  readonly of: number
  readonly low: number
  readonly high: number
}

/** The 97.5 % point of the normal distribution: intervals hold in 95 of 100 samples. */
const z = 1.959964

/**
 * The share of right ones with Wilson's score interval (E. B. Wilson, JASA 22, 1927). A sample that is a good part of its population
 * says more than its size alone: the size is raised by the finite population correction, n (N − 1) / (N − n).
 */
export function wilson(right: number, of: number, population = Infinity): Estimate {
  if (of === 0) return { right, of, low: 0, high: 1 }
  const share = right / of
  if (of >= population) return { right, of, low: share, high: share }
  const n = population === Infinity ? of : (of * (population - 1)) / (population - of)
  const centre = (share + (z * z) / (2 * n)) / (1 + (z * z) / n)
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))
  return { right, of, low: Math.max(0, centre - half), high: Math.min(1, centre + half) }
}

/** How often the model was right in a field, in the answers so far: these are a random part too, as they are asked for in the order drawn. */
export function accuracyOf(sample: Sample, field: Field): Estimate {
  const answered = sample.items.filter(({ answer }) => answer !== null)
  return wilson(answered.filter(({ model, answer }) => answer?.[field] === model[field]).length, answered.length, sample.population)
}

/** The same by the section that the model gave. How many of the population have it is not known to the sample: no correction here. */
export function accuracyBySection(sample: Sample): [string, Estimate][] {
  const sections = [...new Set(sample.items.flatMap(({ model, answer }) => (answer ? [model.section] : [])))]
  return sections.map((section): [string, Estimate] => {
    const those = sample.items.filter(({ model, answer }) => answer && model.section === section)
    return [section, wilson(those.filter(({ answer }) => answer?.section === section).length, those.length)]
  }).sort((a, b) => b[1].of - a[1].of)
}

/** The paragraphs whose section the model got wrong. */
export const wrong = (sample: Sample): Sampled[] => sample.items.filter(({ model, answer }) => answer !== null && answer.section !== model.section)

import { Flag, type Digest } from '../digest.ts'
import { fields, labelIds, successorOf, type Field, type Schema } from '../schema.ts'
import type { Said, Sample, Sampled } from '../sample.ts'
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

/** How often each label of a person met each label of the model. */
export interface Confusion {
  /** Every label that one of them gave, in the order of the schema: the rows and the columns. */
  readonly labels: readonly string[]
  /** Answers by the person's label, then by the model's. */
  readonly counts: readonly (readonly number[])[]
}

export function confusionOf(sample: Sample, field: Field, schema: Schema): Confusion {
  const pairs = sample.items.flatMap(({ model, answer }) => (answer ? [{ person: answer[field], model: model[field] }] : []))
  const given = new Set(pairs.flatMap(({ person, model }) => [person, model]))
  const labels = [...new Set([...labelIds(schema, field), ...given])].filter((id) => given.has(id))
  const counts = labels.map((person) => labels.map((model) => pairs.filter((pair) => pair.person === person && pair.model === model).length))
  return { labels, counts }
}

/** The paragraphs that the model got wrong in a field, or in any. */
export const wrong = (sample: Sample, of: readonly Field[] = fields): Sampled[] =>
  sample.items.filter(({ model, answer }) => answer !== null && of.some((field) => answer[field] !== model[field]))

/** A sample in the labels of a schema: what has been retired since it was drawn or answered is read as what took its place, for both sides alike. */
export function sampleIn(sample: Sample, schema: Schema): Sample {
  const read = <Each extends Said>(said: Each): Each =>
    ({ ...said, ...Object.fromEntries(fields.map((field) => [field, successorOf(schema, field, said[field]) ?? said[field]])) })
  return { ...sample, items: sample.items.map((item) => ({ ...item, model: read(item.model), answer: item.answer && read(item.answer) })) }
}

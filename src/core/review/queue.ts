import { digestLabel, Flag, predictedSection, type Digest } from '../digest.ts'
import { everything, readFilter, writeFilter, type Filter } from '../filter.ts'
import type { Schema } from '../schema.ts'

/** What brings a paragraph forward: the model is unsure of it, people say different things, or chance chose it to measure the model. */
export const orders = ['unsure', 'disagreement', 'audit'] as const
export type Order = (typeof orders)[number]

/** A queue as the address has it. Of the filter it goes by section, agency, report and year. */
export interface Queue {
  readonly order: Order
  readonly filter: Filter
}

export interface Place {
  readonly report: string
  readonly paragraph: number
}

/** What a queue asks of a report. */
export interface ReportFacts {
  readonly id: string
  readonly agency: string
  readonly year: number | null
}

export function writeQueue({ order, filter }: Queue): string {
  return [...(order === 'unsure' ? [] : [`order=${order}`]), ...[writeFilter(filter)].filter((each) => each !== '')].join('&')
}

/** Reads the query of an address. What the queue does not go by is left out. */
export function readQueue(query: string, schema: Schema): Queue {
  const named = new URLSearchParams(query).get('order')
  const { filter: { chosen, year } } = readFilter(query, schema)
  const { section, agency, report } = chosen
  return { order: orders.find((each) => each === named) ?? 'unsure', filter: { ...everything, chosen: { ...everything.chosen, section, agency, report }, year } }
}

/** Whether a queue asks for a report. */
export function asksFor({ chosen, year }: Filter, { id, agency, year: about }: ReportFacts): boolean {
  const isOne = (values: readonly string[], value: string): boolean => values.length === 0 || values.includes(value)
  const isWithin = (year.from === null && year.to === null) || (about !== null && about >= (year.from ?? 0) && about <= (year.to ?? Infinity))
  return isOne(chosen.report, id) && isOne(chosen.agency, agency) && isWithin
}

/** Whether a paragraph has one of the sections asked for, as it stands or as the model proposes. */
export const hasSection = ({ chosen: { section } }: Filter, digest: Digest, paragraph: number): boolean =>
  section.length === 0 || section.includes(digestLabel(digest, 'section', paragraph)) || section.includes(predictedSection(digest, paragraph))

/** Confidence is stored in steps of 1/255; so many of them count as about the same. */
const band = 13

/**
 * The paragraphs whose section the model decides and no person has, the least sure first. Among those of about the same confidence the reports
 * take turns: the paragraphs of one report resemble each other, and deciding them one after the other teaches little.
 */
export function unsureFirst(digests: readonly Digest[], filter: Filter): Place[] {
  const open = digests.flatMap((digest) => [...digest.flags.entries()].flatMap(([paragraph, flags]) =>
    (digest.by[paragraph] || flags & Flag.structure || !hasSection(filter, digest, paragraph) ? [] : [{ report: digest.id, paragraph, score: digest.score[paragraph] ?? 255 }])))
  const turns = new Map<string, number>()
  return open.sort((a, b) => a.score - b.score).map((each) => {
    const about = Math.floor(each.score / band)
    const turn = turns.get(`${each.report} ${about}`) ?? 0
    turns.set(`${each.report} ${about}`, turn + 1)
    return { ...each, about, turn }
  }).sort((a, b) => a.about - b.about || a.turn - b.turn || a.score - b.score).map(({ report, paragraph }) => ({ report, paragraph }))
}

import { levelOf, regionOf, type Level } from './agency.ts'
import type { Metadata, Origin, Stated } from './metadata.ts'

/** Which of a report's facts a person may correct, and what each is. */
export interface Facts {
  readonly agency: string
  readonly region: string
  readonly year: number
  readonly level: Level
  readonly address: string
}

export type Fact = keyof Facts

/** In the order in which they are shown. */
export const facts: readonly Fact[] = ['agency', 'region', 'level', 'year', 'address']

/** What a person says of a report, in place of what was read there. */
export interface Correction<T> {
  readonly value: T
  /** The person's name. */
  readonly by: string
  /** Milliseconds since 1970, UTC. */
  readonly at: number
}

export type Corrections = { readonly [Each in Fact]?: Correction<Facts[Each]> }

/** A fact as it stands, and who says so: the report, at some place, or a person. */
export interface Standing<T> {
  readonly value: T
  readonly from: Origin | { readonly kind: 'person'; readonly name: string }
}

export type StandingFacts = { readonly [Each in Fact]: Standing<Facts[Each]> | null }

/** What stands of a report: a person's word over what was read. Region and level follow the agency's name unless they are corrected themselves. */
export function corrected(read: Metadata, corrections: Corrections): StandingFacts {
  const agency = standing(read.agency, corrections.agency)
  const isNamedByPerson = agency?.from.kind === 'person'
  return {
    agency,
    region: standing(isNamedByPerson ? follow(agency, regionOf(agency.value)) : read.region, corrections.region),
    level: standing(isNamedByPerson ? follow(agency, levelOf(agency.value)) : read.level, corrections.level),
    year: standing(read.year, corrections.year),
    address: standing(read.address, corrections.address),
  }
}

function standing<T>(read: Stated<T> | Standing<T> | null, correction: Correction<T> | undefined): Standing<T> | null {
  return correction ? { value: correction.value, from: { kind: 'person', name: correction.by } } : read
}

const follow = <T>(agency: Standing<string>, value: T | null): Standing<T> | null => (value === null ? null : { value, from: agency.from })

/** Corrections with one more, or, where `correction` is null, without the one of that fact. */
export function withCorrection<Each extends Fact>(corrections: Corrections, fact: Each, correction: Correction<Facts[Each]> | null): Corrections {
  const { [fact]: _, ...others } = corrections
  return correction ? { ...others, [fact]: correction } : others
}

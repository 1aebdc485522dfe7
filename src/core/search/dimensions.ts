import { annotatorOf, digestLabel, digestTags, Flag, type Digest } from '../digest.ts'
import { states, untagged, type ParagraphDimension, type ReportDimension } from '../filter.ts'

/** What a search knows of a report beside its text and labels. */
export interface ReportFacts {
  readonly id: string
  /** Milliseconds since 1970, UTC: the newest is found first. */
  readonly addedAt: number
  readonly agency: string
  readonly region: string
  readonly level: string
  readonly year: number | null
}

/** The values of each dimension that a paragraph has; a filter on that dimension wants one of them. */
export const paragraphValues: Readonly<Record<ParagraphDimension, (digest: Digest, paragraph: number) => readonly string[]>> = {
  section: (digest, paragraph) => [digestLabel(digest, 'section', paragraph)],
  role: (digest, paragraph) => [digestLabel(digest, 'role', paragraph)],
  substance: (digest, paragraph) => [digestLabel(digest, 'substance', paragraph)],
  tag: (digest, paragraph) => (digest.tags[paragraph] ? digestTags(digest, paragraph) : [untagged]),
  source: (digest, paragraph) => [annotatorOf(digest, paragraph) !== null ? 'person' : has(digest, paragraph, Flag.structure) ? 'structure' : 'model'],
  state: (digest, paragraph) => states.filter((state) => stateHolds[state](digest, paragraph)),
  annotator: (digest, paragraph) => {
    const name = annotatorOf(digest, paragraph)
    return name ? [name] : []
  },
}

/** The values that a whole report has. */
export const reportValues: Readonly<Record<ReportDimension, (facts: ReportFacts) => readonly string[]>> = {
  agency: ({ agency }) => (agency ? [agency] : []),
  region: ({ region }) => (region ? [region] : []),
  level: ({ level }) => (level ? [level] : []),
  report: ({ id }) => [id],
}

/** When a paragraph is in a state. What a further state goes by must be in the digest or be handed over beside it. */
const stateHolds: Readonly<Record<(typeof states)[number], (digest: Digest, paragraph: number) => boolean>> = {
  unsure: (digest, paragraph) => has(digest, paragraph, Flag.unsure),
  reviewed: (digest, paragraph) => has(digest, paragraph, Flag.decided),
  unreviewed: (digest, paragraph) => !has(digest, paragraph, Flag.decided),
}

const has = (digest: Digest, paragraph: number, flag: number): boolean => ((digest.flags[paragraph] ?? 0) & flag) !== 0

/** The model's confidence in a paragraph's section, in hundredths. */
export const confidenceOf = (digest: Digest, paragraph: number): number => Math.round(((digest.score[paragraph] ?? 0) * 100) / 255)

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
  /** Where people have written notes; left out where there are none. */
  readonly notes?: readonly NotePlace[]
}

/** Where a note begins, and whether it is a discussion that nobody has settled. */
export interface NotePlace {
  readonly start: number
  readonly open: boolean
}

/** What is written about a paragraph. */
export const NoteFlag = { noted: 1, open: 2 } as const

/** The values of each dimension that a paragraph has; a filter on that dimension wants one of them. */
export const paragraphValues: Readonly<Record<ParagraphDimension, (digest: Digest, paragraph: number, notes: Uint8Array) => readonly string[]>> = {
  section: (digest, paragraph) => [digestLabel(digest, 'section', paragraph)],
  role: (digest, paragraph) => [digestLabel(digest, 'role', paragraph)],
  substance: (digest, paragraph) => [digestLabel(digest, 'substance', paragraph)],
  tag: (digest, paragraph) => (digest.tags[paragraph] ? digestTags(digest, paragraph) : [untagged]),
  source: (digest, paragraph) => [annotatorOf(digest, paragraph) !== null ? 'person' : has(digest, paragraph, Flag.structure) ? 'structure' : 'model'],
  state: (digest, paragraph, notes) => states.filter((state) => stateHolds[state](digest, paragraph, notes)),
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

/** When a paragraph is in a state. What a further state goes by must be in the digest or be handed over beside it; `notes` are flags a paragraph. */
const stateHolds: Readonly<Record<(typeof states)[number], (digest: Digest, paragraph: number, notes: Uint8Array) => boolean>> = {
  unsure: (digest, paragraph) => has(digest, paragraph, Flag.unsure),
  reviewed: (digest, paragraph) => has(digest, paragraph, Flag.decided),
  unreviewed: (digest, paragraph) => !has(digest, paragraph, Flag.decided),
  discussed: (_, paragraph, notes) => ((notes[paragraph] ?? 0) & NoteFlag.open) !== 0,
  noted: (_, paragraph, notes) => (notes[paragraph] ?? 0) !== 0,
}

const has = (digest: Digest, paragraph: number, flag: number): boolean => ((digest.flags[paragraph] ?? 0) & flag) !== 0

/** The model's confidence in a paragraph's section, in hundredths. */
export const confidenceOf = (digest: Digest, paragraph: number): number => Math.round(((digest.score[paragraph] ?? 0) * 100) / 255)

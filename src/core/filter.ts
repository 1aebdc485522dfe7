import { labelIds, type Schema } from './schema.ts'

/** How the words of a search are meant: as they stand, as whole words, or as a regular expression. */
export const modes = ['substring', 'words', 'pattern'] as const
export type Mode = (typeof modes)[number]

/** Which differences between characters a search looks past. */
export interface Folding {
  /** Traditional is Simplified. */
  readonly script: boolean
  /** Full-width is half-width. */
  readonly width: boolean
}

/** What is looked for in a paragraph's text; an empty text is found in every paragraph. */
export interface Wanted {
  readonly text: string
  readonly mode: Mode
  readonly fold: Folding
}

/** What a choice may be made of: first of paragraphs, then of whole reports. */
export const paragraphDimensions = ['section', 'role', 'substance', 'tag', 'source', 'state', 'annotator'] as const
export const reportDimensions = ['agency', 'region', 'level', 'report'] as const
export const dimensions = [...paragraphDimensions, ...reportDimensions] as const
export type ParagraphDimension = (typeof paragraphDimensions)[number]
export type ReportDimension = (typeof reportDimensions)[number]
export type Dimension = (typeof dimensions)[number]

export interface Range {
  readonly from: number | null
  readonly to: number | null
}

/** All that narrows a search over all reports. Of one dimension any value will do; every dimension must hold. */
export interface Filter extends Wanted {
  readonly chosen: Readonly<Record<Dimension, readonly string[]>>
  /** Years that reports are about, both included. */
  readonly year: Range
  /** The model's confidence in a paragraph's section, in hundredths, both included. */
  readonly confidence: Range
}

/** Who says which section a paragraph has. */
export const sources = ['person', 'model', 'structure'] as const
/** States of a paragraph. A further one (flagged for discussion, say) is named here and told in `states` of search/dimensions.ts. */
export const states = ['unsure', 'reviewed', 'unreviewed'] as const
export const untagged = 'none'
const levels = ['national', 'province', 'city', 'county', 'township', 'village', 'zone', 'institution']

/** The values that a dimension can have, where they are known beforehand. */
const closed = (schema: Schema): Partial<Record<Dimension, readonly string[]>> => ({
  section: labelIds(schema, 'section'),
  role: labelIds(schema, 'role'),
  substance: labelIds(schema, 'substance'),
  tag: [...labelIds(schema, 'tag'), untagged],
  source: sources,
  state: states,
  level: levels,
})

const nothing = (): Record<Dimension, string[]> =>
  ({ section: [], role: [], substance: [], tag: [], source: [], state: [], annotator: [], agency: [], region: [], level: [], report: [] })
const anything: Range = { from: null, to: null }

export const everything: Filter = {
  text: '', mode: 'substring', fold: { script: false, width: false }, chosen: nothing(), year: anything, confidence: anything,
}

/** Whether a filter leaves nothing out. */
export const isEverything = (filter: Filter): boolean => writeFilter({ ...filter, mode: 'substring', fold: everything.fold }) === ''

/** A filter with a value chosen, or no longer chosen. */
export function toggled(filter: Filter, dimension: Dimension, value: string): Filter {
  const now = filter.chosen[dimension]
  const values = now.includes(value) ? now.filter((each) => each !== value) : [...now, value]
  return { ...filter, chosen: { ...filter.chosen, [dimension]: values } }
}

/** The filter as the query of an address; '' for everything. Values of one dimension are written one by one: they may hold commas. */
export function writeFilter({ text, mode, fold, chosen, year, confidence }: Filter): string {
  const query = new URLSearchParams()
  if (text !== '') query.append('q', text)
  if (mode !== everything.mode) query.append('mode', mode)
  for (const kind of ['script', 'width'] as const) if (fold[kind]) query.append('fold', kind)
  for (const dimension of dimensions) for (const value of chosen[dimension]) query.append(dimension, value)
  for (const [name, { from, to }] of [['year', year], ['confidence', confidence]] as const)
    if (from !== null || to !== null) query.append(name, `${from ?? ''}-${to ?? ''}`)
  return query.toString()
}

/** Reads the query of an address. What is not known there, or to the schema, is left out of the filter and given back, as it stands in the address. */
export function readFilter(query: string, schema: Schema): { filter: Filter; dropped: string[] } {
  const chosen = nothing()
  const known = closed(schema)
  const isValue = (dimension: Dimension, value: string): boolean =>
    (dimension === 'report' ? /^[0-9a-f]{64}$/.test(value) : known[dimension]?.includes(value) ?? value !== '')
  const dropped: string[] = []
  let filter = everything
  for (const [name, value] of new URLSearchParams(query)) {
    const dimension = dimensions.find((each) => each === name)
    const range = name === 'year' ? rangeOf(value, 1900, 2100) : name === 'confidence' ? rangeOf(value, 0, 100) : null
    const mode = name === 'mode' ? modes.find((each) => each === value) : undefined
    if (name === 'q') filter = { ...filter, text: value }
    else if (mode) filter = { ...filter, mode }
    else if (name === 'fold' && (value === 'script' || value === 'width')) filter = { ...filter, fold: { ...filter.fold, [value]: true } }
    else if (dimension && isValue(dimension, value)) chosen[dimension] = [...new Set([...chosen[dimension], value])]
    else if (range) filter = { ...filter, [name]: range }
    else dropped.push(`${name}=${value}`)
  }
  return { filter: { ...filter, chosen }, dropped }
}

function rangeOf(text: string, lowest: number, highest: number): Range | null {
  const found = /^(\d{0,4})-(\d{0,4})$/.exec(text)
  if (!found) return null
  const [from = null, to = null] = [found[1], found[2]].map((each) => (each ? Number(each) : null))
  const isInside = [from, to].every((each) => each === null || (each >= lowest && each <= highest))
  return isInside && (from !== null || to !== null) && (from ?? lowest) <= (to ?? highest) ? { from, to } : null
}

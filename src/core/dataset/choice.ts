import type { Author } from '../annotation.ts'
import type { Doc } from '../document.ts'
import type { Labelled, TaggedSpan } from '../labels.ts'
import { fields, type Field } from '../schema.ts'
import type { WordEnds } from '../words.ts'

/** What is said of one paragraph: the labels that stand in the app (`ParagraphLabels`), or those of a file, which need not have all. */
export interface SourceLabels extends Readonly<Record<Field, Labelled | null>> {
  readonly spans: readonly TaggedSpan[]
  readonly untagged: readonly TaggedSpan[]
  /** When a person last decided anything here, milliseconds UTC; 0 if that is not known, null if nobody has. */
  readonly decidedAt: number | null
}

/** A report as it is offered for export. */
export interface SourceReport {
  readonly doc: Doc
  /** The labels that stand, one entry a paragraph. */
  readonly labels: readonly SourceLabels[]
  /** What further annotators say of the same report, each with one entry a paragraph. */
  readonly others: readonly (readonly SourceLabels[])[]
  /** Whose report it is; '' where that is not known. */
  readonly agency: string
  /** The year that it is about. */
  readonly year: number | null
  /** Notes and discussions on it. */
  readonly notes: number
  /** The words of `doc.text`; asked for only by formats that stand on words. */
  words(): Promise<WordEnds>
}

/**
 * Which labels are exported: all that stand; those that a person decided; those and a model's above a confidence; or those that
 * at least two people decided alike and nobody otherwise.
 */
export type Which =
  | { readonly kind: 'all' }
  | { readonly kind: 'human' }
  | { readonly kind: 'model'; readonly confidence: number }
  | { readonly kind: 'agreed' }

export interface Choice {
  readonly which: Which
  /** Whether what a web page adds around the report comes along. */
  readonly chrome: boolean
  /** Whether people's names are replaced by annotator-1, annotator-2 … */
  readonly anonymous: boolean
}

/** The chosen labels of one paragraph; null in a field in which none was chosen. */
export interface ChosenLabels extends SourceLabels {
  /** Whether the spans are all that there are: where they are not, a stretch without a tag says nothing. */
  readonly tagsKnown: boolean
}

export interface ChosenReport {
  readonly source: SourceReport
  /** One entry a paragraph; null for one that is left out. */
  readonly paragraphs: readonly (ChosenLabels | null)[]
  /** Paragraphs that are left out as page chrome. */
  readonly chrome: ReadonlySet<number>
}

/** The labels of a report under a choice. `names` collects the names in place of people's, and must be one map for a whole export. */
export function choose(source: SourceReport, choice: Choice, names: Map<string, string>): ChosenReport {
  const chrome = new Set(choice.chrome ? [] : source.labels.flatMap((labels, index) => (isChrome(labels) ? [index] : [])))
  const paragraphs = source.labels.map((labels, index) => {
    if (chrome.has(index)) return null
    const chosen = chosenOf(labels, choice.which, source.others.flatMap((other) => other[index] ?? []))
    if (isEmpty(chosen)) return null
    return choice.anonymous ? anonymous(chosen, names) : chosen
  })
  return { source, paragraphs, chrome }
}

const isChrome = (labels: SourceLabels): boolean => labels.section?.value === 'chrome' || labels.role?.value === 'chrome'
const isEmpty = (labels: SourceLabels): boolean => fields.every((field) => labels[field] === null) && labels.spans.length === 0
const isPersons = (label: Labelled): boolean => label.by.kind === 'person'
/** Whether a person has said something about every label of a paragraph, and so about its tags too. */
const isDecided = (labels: SourceLabels): boolean => fields.every((field) => labels[field]?.by.kind === 'person')

function chosenOf(labels: SourceLabels, which: Which, others: readonly SourceLabels[]): ChosenLabels {
  switch (which.kind) {
    case 'all':
      return { ...labels, tagsKnown: true }
    case 'human':
      return { ...filtered(labels, isPersons), tagsKnown: isDecided(labels) }
    case 'model': {
      const isSure = (label: Labelled): boolean => isPersons(label) || (label.score ?? 1) >= which.confidence
      return { ...filtered(labels, isSure), tagsKnown: labels.spans.every(isSure) }
    }
    case 'agreed':
      return agreed([labels, ...others])
  }
}

function filtered(labels: SourceLabels, keep: (label: Labelled) => boolean): SourceLabels {
  const field = (name: Field): Labelled | null => (labels[name] && keep(labels[name]) ? labels[name] : null)
  return {
    section: field('section'),
    role: field('role'),
    substance: field('substance'),
    spans: labels.spans.filter(keep),
    untagged: labels.untagged.filter(keep),
    decidedAt: labels.decidedAt,
  }
}

function agreed(versions: readonly SourceLabels[]): ChosenLabels {
  const field = (name: Field): Labelled | null => {
    const said = versions.flatMap((version, index) => (version[name] && isPersons(version[name]) ? [{ label: version[name], index }] : []))
    const [first] = said
    const people = new Set(said.map(({ label, index }) => raterName(label.by, index)))
    return first && people.size > 1 && said.every(({ label }) => label.value === first.label.value) ? first.label : null
  }
  const complete = versions.filter(isDecided)
  const [first] = complete
  const isShared = (span: TaggedSpan): boolean => complete.every(({ spans }) => spans.some((each) => isSame(each, span)))
  const people = new Set(versions.flatMap((version, index) => (isDecided(version) && version.section ? [raterName(version.section.by, index)] : [])))
  const spans = first && people.size > 1 ? first.spans.filter(isShared) : []
  return {
    section: field('section'),
    role: field('role'),
    substance: field('substance'),
    spans,
    untagged: [],
    decidedAt: first?.decidedAt ?? null,
    tagsKnown: people.size > 1 && complete.every((version) => version.spans.length === spans.length),
  }
}

/** Who an annotator is among several: people without a name are told apart by whose version it is. */
export const raterName = (by: Author, version: number): string => by.name || `#${version + 1}`

const isSame = (a: TaggedSpan, b: TaggedSpan): boolean => a.start === b.start && a.end === b.end && a.value === b.value

function anonymous(labels: ChosenLabels, names: Map<string, string>): ChosenLabels {
  const author = (by: Author): Author => {
    if (by.kind !== 'person') return by
    const name = names.get(by.name) ?? `annotator-${names.size + 1}`
    names.set(by.name, name)
    return { ...by, name }
  }
  const field = (label: Labelled | null): Labelled | null => label && { ...label, by: author(label.by) }
  const span = (tagged: TaggedSpan): TaggedSpan => ({ ...tagged, by: author(tagged.by) })
  return {
    ...labels,
    section: field(labels.section),
    role: field(labels.role),
    substance: field(labels.substance),
    spans: labels.spans.map(span),
    untagged: labels.untagged.map(span),
  }
}

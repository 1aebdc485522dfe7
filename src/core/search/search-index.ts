import type { Digest } from '../digest.ts'
import type { Span } from '../document.ts'
import { everything, type Filter, type Wanted } from '../filter.ts'
import { annotatorOf, digestLabel, Flag } from '../digest.ts'
import { ok, type Result } from '../result.ts'
import { confidenceOf, NoteFlag, type ReportFacts } from './dimensions.ts'
import { matcherOf, type Matcher } from './matcher.ts'
import { SearchText, type SearchSource } from './search-text.ts'
import { Tally, type Counts } from './tally.ts'

/** A report as it is searched. */
export interface SearchReport {
  readonly facts: ReportFacts
  readonly digest: Digest
  readonly source: SearchSource
}

/** The paragraphs of a report that a search has found. */
export interface Found {
  readonly report: string
  readonly paragraphs: Uint32Array
}

/** What is shown of a found paragraph. */
export interface Line {
  readonly text: string
  /** Where in `text` it was found. */
  readonly hits: readonly Span[]
  readonly section: string
  readonly role: string
  readonly confidence: number
  readonly person: boolean
  readonly unsure: boolean
}

interface Held {
  readonly facts: ReportFacts
  readonly digest: Digest
  readonly text: SearchText
  /** Of each paragraph, what is written about it: see `NoteFlag`. */
  readonly notes: Uint8Array
}

/** Texts and labels of all reports, in memory. */
export class SearchIndex {
  readonly #reports = new Map<string, Held>()

  has(id: string): boolean {
    return this.#reports.has(id)
  }

  /** In the order in which they are searched: newest first. */
  ids(): string[] {
    const facts = [...this.#reports.values()].map((held) => held.facts)
    return facts.sort((a, b) => b.addedAt - a.addedAt || (a.id < b.id ? -1 : 1)).map(({ id }) => id)
  }

  put({ facts, digest, source }: SearchReport): void {
    const text = new SearchText(source)
    // Done while texts come in, so that the first search need not.
    text.folded(everything.fold)
    this.#reports.set(facts.id, { facts, digest, text, notes: notesOf(facts, text) })
  }

  /** Takes over what has changed of a report beside its text. */
  relabel(facts: ReportFacts, digest: Digest): void {
    const held = this.#reports.get(facts.id)
    if (held) this.#reports.set(facts.id, { ...held, facts, digest, notes: notesOf(facts, held.text) })
  }

  remove(id: string): void {
    this.#reports.delete(id)
  }

  begin(filter: Filter, words: readonly string[]): Result<Search> {
    const matcher = matcherOf(filter, words)
    return matcher.ok ? ok(new Search(this.#reports, filter, matcher.value)) : matcher
  }

  /** Where in the text of one report something stands, as spans of that text, paragraph by paragraph. */
  find(id: string, wanted: Wanted, words: readonly string[]): Result<{ paragraph: number; span: Span }[]> {
    const matcher = matcherOf(wanted, words)
    if (!matcher.ok) return matcher
    const text = this.#reports.get(id)?.text
    if (!text) return ok([])
    const paragraphs = [...matcher.value.paragraphs(text)].filter((paragraph) => paragraph !== null)
    return ok(paragraphs.flatMap((paragraph) => matcher.value.spans(text, paragraph).map((span) => ({ paragraph, span: text.span(span, paragraph) }))))
  }
}

function notesOf({ notes = [] }: ReportFacts, text: SearchText): Uint8Array {
  const flags = new Uint8Array(text.paragraphs)
  for (const { start, open } of notes) {
    const paragraph = text.paragraphAt(start)
    flags[paragraph] = (flags[paragraph] ?? 0) | NoteFlag.noted | (open ? NoteFlag.open : 0)
  }
  return flags
}

/** One search, report by report. */
export class Search {
  readonly #reports: ReadonlyMap<string, Held>
  readonly #tally: Tally
  readonly #matcher: Matcher
  readonly #byWords: boolean
  #unworded = 0

  constructor(reports: ReadonlyMap<string, Held>, filter: Filter, matcher: Matcher) {
    this.#reports = reports
    this.#tally = new Tally(filter)
    this.#matcher = matcher
    this.#byWords = filter.mode === 'words' && filter.text.trim() !== ''
  }

  get counts(): Counts {
    return this.#tally.counts
  }

  /** Reports whose words have not been cut yet: in them, words are found inside other words too. */
  get unworded(): number {
    return this.#unworded
  }

  /** Looks through one report; null again and again where whoever asked may pause, at last what was found. */
  *look(id: string): Generator<null, Found | null> {
    const held = this.#reports.get(id)
    const report = held && this.#tally.report(held.facts)
    if (!report) return null
    if (this.#byWords && !held.text.hasWords) this.#unworded++
    const paragraphs: number[] = []
    for (const paragraph of this.#matcher.paragraphs(held.text))
      if (paragraph === null) yield null
      else if (this.#tally.paragraph(report, held.digest, held.notes, paragraph)) paragraphs.push(paragraph)
    return paragraphs.length > 0 ? { report: id, paragraphs: Uint32Array.from(paragraphs) } : null
  }

  /** What is shown of a paragraph; null where it is no longer there. */
  line(id: string, paragraph: number): Line | null {
    const held = this.#reports.get(id)
    if (!held || paragraph >= held.text.paragraphs) return null
    const { digest, text } = held
    const start = text.start(paragraph)
    return {
      text: text.paragraph(paragraph),
      hits: this.#matcher.spans(text, paragraph).map((span) => ({ start: span.start - start, end: span.end - start })),
      section: digestLabel(digest, 'section', paragraph),
      role: digestLabel(digest, 'role', paragraph),
      confidence: confidenceOf(digest, paragraph),
      person: annotatorOf(digest, paragraph) !== null,
      unsure: ((digest.flags[paragraph] ?? 0) & Flag.unsure) !== 0,
    }
  }
}

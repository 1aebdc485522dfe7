import { agencyIn, agencyNamed, levelOf, regionOf, type Level } from './agency.ts'
import { quote, type Doc, type PageFacts, type Span } from './document.ts'
import { reportTitle, titleParagraphs } from './title.ts'
import { yearsIn } from './year.ts'

/** Where a statement was read: at a place of the text, in the file's name, or in what the page says of itself. */
export type Origin =
  | ({ readonly kind: 'text' } & Span)
  | { readonly kind: 'file-name' }
  | { readonly kind: 'page'; readonly fact: keyof PageFacts }

export interface Stated<T> {
  readonly value: T
  readonly from: Origin
}

/** What a report says of itself; null where it says nothing. A person may correct each. */
export interface Metadata {
  /** The agency whose report it is, by its full name where the report gives it; a bare place stands for its government. */
  readonly agency: Stated<string> | null
  /** The place that the agency's name begins with, down to the smallest. */
  readonly region: Stated<string> | null
  /** The year that the report is about, not that of its publication. */
  readonly year: Stated<number> | null
  readonly level: Stated<Level> | null
  /** Where it was published. */
  readonly address: Stated<string> | null
}

/** Paragraphs of a report's opening and of its end in which it may speak of itself. */
const opening = 40
const ending = 12

/** Reads a report's metadata. `titles` are the paragraphs labelled as its title; without them the title is found by its shape. */
export function metadataOf(doc: Doc, titles: readonly number[] = titleParagraphs(doc)): Metadata {
  const stretches = [...stretchesOf(doc, titles)]
  const agency = agencyOf(doc, stretches)
  const region = agency && regionOf(agency.value)
  const level = agency && levelOf(agency.value)
  return {
    agency,
    region: region ? { value: region, from: agency.from } : null,
    year: yearOf(doc, stretches),
    level: level ? { value: level, from: agency.from } : null,
    address: addressOf(doc),
  }
}

/** Words in which a report may name its agency or year, and where each character of them stands. */
interface Stretch {
  readonly text: string
  readonly origin: (at: number, end: number) => Origin
}

/** From what says it most surely to what says it least: title, page, file name, then lines of the page that quote the title. */
function* stretchesOf(doc: Doc, titles: readonly number[]): Generator<Stretch> {
  for (const lines of titleRuns(doc, titles)) yield joined(doc, lines)
  if (doc.page?.title) yield { text: doc.page.title, origin: () => ({ kind: 'page', fact: 'title' }) }
  yield { text: doc.name.replace(/\.[a-z]+$/i, ''), origin: () => ({ kind: 'file-name' }) }
  for (const paragraph of doc.paragraphs.slice(0, opening))
    if (reportTitle.test(quote(doc.text, paragraph)) && paragraph.end - paragraph.start < 120) yield joined(doc, [paragraph])
}

/** The title's lines, run by run: a title that stands twice is two stretches. */
function titleRuns(doc: Doc, titles: readonly number[]): Span[][] {
  const runs: Span[][] = []
  let last = -2
  for (const index of titles) {
    const paragraph = doc.paragraphs[index]
    if (!paragraph) continue
    const run = runs.at(-1)
    if (run && index === last + 1 && !reportTitle.test(run.map((line) => quote(doc.text, line)).join(''))) run.push(paragraph)
    else runs.push([paragraph])
    last = index
  }
  return runs
}

function joined(doc: Doc, lines: readonly Span[]): Stretch {
  const offsets = lines.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, at) => start + at)).filter((at) => doc.text[at] !== '\n')
  return {
    text: offsets.map((at) => doc.text.charAt(at)).join(''),
    origin: (at, end) => ({ kind: 'text', start: offsets[at] ?? 0, end: (offsets[end - 1] ?? 0) + 1 }),
  }
}

function agencyOf(doc: Doc, stretches: readonly Stretch[]): Stated<string> | null {
  let partial: Stated<string> | null = null
  for (const { text, origin } of stretches) {
    const found = agencyIn(text)
    if (!found) continue
    const stated: Stated<string> = { value: found.name, from: origin(found.start, found.end) }
    // What the title gives in part, another place may give in full; another agency it cannot be.
    if (found.isWhole && (partial === null || stated.value.endsWith(partial.value))) return stated
    partial ??= stated
  }
  return fuller(doc, partial) ?? partial ?? namedByPage(doc)
}

/** A name that is whole in the report's opening or at its end, and that the title gives only in part (县统计局) or not at all. */
function fuller(doc: Doc, partial: Stated<string> | null): Stated<string> | null {
  const near = [...doc.paragraphs.slice(0, opening), ...doc.paragraphs.slice(-ending).reverse()]
  for (const paragraph of near) {
    const found = agencyNamed(quote(doc.text, paragraph), partial?.value ?? null)
    if (found) return { value: found.name, from: { kind: 'text', start: paragraph.start + found.start, end: paragraph.start + found.end } }
  }
  return null
}

function namedByPage({ page }: Doc): Stated<string> | null {
  for (const fact of ['agency', 'site'] as const) {
    const found = page?.[fact] ? agencyNamed(page[fact], null) : null
    if (found) return { value: found.name, from: { kind: 'page', fact } }
  }
  return null
}

function yearOf(doc: Doc, stretches: readonly Stretch[]): Stated<number> | null {
  for (const { text, origin } of stretches) {
    const year = yearsIn(text).find((each) => each.of !== 'day')
    if (year) return { value: year.value, from: origin(year.start, year.end) }
  }
  const name = /(?<!\d)(?:19|20)\d{2}(?!\d)/.exec(doc.name)
  if (name) return { value: Number(name[0]), from: { kind: 'file-name' } }
  for (const of of ['period', 'year'] as const)
    for (const paragraph of doc.paragraphs.slice(0, opening)) {
      if (paragraph.structure) continue
      const year = yearsIn(quote(doc.text, paragraph)).find((each) => each.of === of)
      if (year) return { value: year.value, from: { kind: 'text', start: paragraph.start + year.start, end: paragraph.start + year.end } }
    }
  return null
}

/** The page's own address, or the one that a line beside the text names as its source. */
function addressOf(doc: Doc): Stated<string> | null {
  if (doc.page?.address) return { value: doc.page.address, from: { kind: 'page', fact: 'address' } }
  const named = /(?:来源|來源|原文|出处|出處|本文|本页|网址|網址|链接|鏈接|地址|URL|Source)[^\n]{0,12}?(https?:\/\/[^\s"'<>（）()，。；]+)/i
  for (const paragraph of [...doc.paragraphs.slice(0, opening), ...doc.paragraphs.slice(-ending)]) {
    const line = quote(doc.text, paragraph)
    const found = line.length < 300 ? named.exec(line) : null
    if (!found?.[1]) continue
    const start = paragraph.start + found.index + found[0].length - found[1].length
    return { value: found[1], from: { kind: 'text', start, end: start + found[1].length } }
  }
  return null
}

/**
 * A report as read: its decoded text and the paragraphs cut from it.
 *
 * Every offset in this program is a UTF-16 code unit into `Doc.text`, end exclusive;
 * `text.slice(start, end)` is the quoted span. The text is never rewritten after reading.
 */
export interface Span {
  readonly start: number
  readonly end: number
}

/** What the shape of a text, or of the page that it was read from, shows without doubt, so that no model is asked. */
export type Structure = 'table-row' | 'page-chrome'

export interface Paragraph extends Span {
  /** End of the heading words: `end` for a heading line, after the first sentence for run-on text, `start` where there are none. */
  readonly headingEnd: number
  /** Depth of the heading words, outermost 1; 0 where there are none. */
  readonly level: number
  /** Indices of the paragraphs whose heading words stand above this one, outermost first. */
  readonly trail: readonly number[]
  readonly structure: Structure | null
}

/** What a web page says of itself beside its text. */
export interface PageFacts {
  /** Where it was saved from. */
  readonly address: string | null
  /** Its title, as the browser's tab shows it. */
  readonly title: string | null
  /** The site that it stands on. */
  readonly site: string | null
  /** The agency that the page names as its text's source. */
  readonly agency: string | null
}

export interface Doc {
  /** The file's name, without a path. */
  readonly name: string
  /** Decoded text: no byte order mark, LF newlines, otherwise as found. */
  readonly text: string
  /** SHA-256 of `text` in UTF-8, as 64 hexadecimal digits: the identity of a report. */
  readonly sha256: string
  /** The encoding that the bytes were read as, by its WHATWG name. */
  readonly encoding: string
  readonly paragraphs: readonly Paragraph[]
  /** Of a report that was read from a web page. */
  readonly page?: PageFacts
}

export const quote = (text: string, span: Span): string => text.slice(span.start, span.end)

export const covers = (outer: Span, inner: Span): boolean => outer.start <= inner.start && inner.end <= outer.end

/** How many code units two spans share. */
export const overlap = (a: Span, b: Span): number =>
  Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start))

/** The words of the headings above a paragraph, outermost first. Given the roles, what looked like a heading and is labelled as none is left out. */
export function headingTrail(doc: Pick<Doc, 'text' | 'paragraphs'>, paragraph: Paragraph, roleOf: (index: number) => string | undefined = () => undefined): string[] {
  return paragraph.trail.flatMap((index) => {
    const heading = doc.paragraphs[index]
    return heading && mayHead(heading, roleOf(index)) ? doc.text.slice(heading.start, heading.headingEnd) : []
  })
}

/** Heading words that go on into a statement head what follows as well, though their paragraph is body text. */
const mayHead = (heading: Paragraph, role: string | undefined): boolean =>
  role === 'body' ? heading.headingEnd < heading.end : role !== 'chrome' && role !== 'table'

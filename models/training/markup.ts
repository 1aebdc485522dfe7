/**
 * The markup in which labelled training reports are written (models/training/README.md): a header of `# key: value` lines,
 * then one line a paragraph, `role|section|substance|options|TEXT`, with [I:…] and [M:…] around tagged segments.
 */
import { segments } from '../../src/core/segment.ts'
import { quote, type Span } from '../../src/core/document.ts'

export type Tag = 'ISSUE' | 'MEASURE'

/** A paragraph as written: plain text with spans relative to it, and how it stands on its page. */
export interface WrittenParagraph {
  readonly role: string
  readonly section: string
  readonly substance: string
  readonly plain: string
  readonly spans: readonly (Span & { readonly tag: Tag })[]
  readonly layout: Layout
}

export interface Layout {
  /** Columns at which the page broke the lines; 0 for no wrap. */
  readonly wrap: number
  readonly indent: string
  readonly blank: number
}

/** A paragraph laid out in the text of its report, with offsets into that text. */
export interface GoldParagraph extends Span {
  readonly text: string
  readonly role: string
  readonly section: string
  readonly substance: string
  readonly spans: readonly (Span & { readonly tag: Tag })[]
}

export interface WrittenReport {
  readonly header: Readonly<Record<string, string>>
  readonly paragraphs: readonly WrittenParagraph[]
  /** What is wrong with the markup, each with its line number; a report with faults is not used. */
  readonly faults: readonly string[]
}

const roles = ['title', 'heading', 'body', 'table', 'chrome']
const sections = [
  'front', 'overview', 'organization', 'proactive', 'key_areas', 'interpretation', 'services', 'platform', 'on_request',
  'fees', 'review_litigation', 'proposals', 'issues', 'measures', 'other', 'table', 'chrome',
]
const substances = ['substantive', 'boilerplate', 'na']
const tags: Readonly<Record<string, Tag>> = { I: 'ISSUE', M: 'MEASURE' }

export function readMarkup(source: string): WrittenReport {
  const header: Record<string, string> = {}
  const paragraphs: WrittenParagraph[] = []
  const faults: string[] = []
  for (const [index, line] of source.split('\n').entries()) {
    const heading = /^#\s*([a-z]+):\s*(.*)$/.exec(line)
    if (heading?.[1]) header[heading[1]] = heading[2] ?? ''
    if (line.trim() === '' || line.startsWith('#')) continue
    const parts = /^([a-z_]+)\|([a-z_]+)\|([a-z]+)\|([^|]*)\|(.+)$/.exec(line)
    if (!parts) {
      faults.push(`line ${index + 1}: not role|section|substance|options|TEXT`)
      continue
    }
    const [, role = '', section = '', substance = '', options = '', marked = ''] = parts
    const { plain, spans } = unmark(marked.trim().replaceAll('\\t', '\t').replaceAll('\\n', '\n'))
    const paragraph = { role, section, substance, plain, spans, layout: layoutOf(header, options, role) }
    paragraphs.push(paragraph)
    faults.push(...[...labelFaults(role, section, substance), ...spanFaults(paragraph)].map((fault) => `line ${index + 1}: ${fault}`))
  }
  for (const key of ['agency', 'kind', 'year', 'source']) if (!header[key]) faults.push(`header: # ${key}: is missing`)
  return { header, paragraphs, faults }
}

/** The report's text as its page showed it, and where each paragraph stands in it. */
export function layOut(paragraphs: readonly WrittenParagraph[]): { text: string; gold: GoldParagraph[] } {
  let text = ''
  const gold = paragraphs.map((paragraph, index) => {
    const { before, laidOut, at } = lay(paragraph.plain, paragraph.layout)
    text += (index > 0 ? '\n' : '') + before
    const start = text.length
    text += laidOut
    return {
      start,
      end: text.length,
      text: laidOut,
      role: paragraph.role,
      section: paragraph.section,
      substance: paragraph.substance,
      // A span that begins where the page broke its line begins on the new line.
      spans: paragraph.spans.map((span) => ({ start: start + at(span.start + 1) - 1, end: start + at(span.end), tag: span.tag })),
    }
  })
  return { text, gold }
}

function labelFaults(role: string, section: string, substance: string): string[] {
  const faults: string[] = []
  if (!roles.includes(role)) faults.push(`unknown role ${role}`)
  if (!sections.includes(section)) faults.push(`unknown section ${section}`)
  if (!substances.includes(substance)) faults.push(`unknown substance ${substance}`)
  if (role !== 'body' && substance !== 'na') faults.push(`a ${role} has substance na`)
  if ((role === 'chrome') !== (section === 'chrome')) faults.push('role chrome and section chrome go together')
  if (role === 'table' && section !== 'table') faults.push('a table row has section table')
  return faults
}

/** Every tagged stretch must be one whole segment. */
function spanFaults({ plain, spans }: Pick<WrittenParagraph, 'plain' | 'spans'>): string[] {
  const whole = segments(plain, { start: 0, end: plain.length })
  return spans
    .filter((span) => !whole.some((segment) => segment.start === span.start && segment.end === span.end))
    .map((span) => `[${span.tag}] «${quote(plain, span)}» is not one segment; the segments here are: ${
      whole.map((segment) => `«${quote(plain, segment)}»`).join(' ')}`)
}

function unmark(marked: string): Pick<WrittenParagraph, 'plain' | 'spans'> {
  const spans: (Span & { tag: Tag })[] = []
  let plain = ''
  let open: { start: number; tag: Tag } | null = null
  for (let at = 0; at < marked.length; at++) {
    const tag = tags[/^\[([IM]):/.exec(marked.slice(at, at + 3))?.[1] ?? '']
    if (tag) {
      open = { start: plain.length, tag }
      at += 2
    } else if (open && marked[at] === ']') {
      spans.push({ ...open, end: plain.length })
      open = null
    } else plain += marked.charAt(at)
  }
  return { plain, spans }
}

function layoutOf(header: Record<string, string>, options: string, role: string): Layout {
  const own = Object.fromEntries(options.split(/\s+/).filter(Boolean).map((option) => option.split('=')))
  const flowing = role === 'body' || role === 'heading'
  const option = (key: string): string => own[key] ?? ((flowing || key === 'blank') ? header[key] : undefined) ?? '0'
  const indent = option('indent')
  return {
    wrap: Number.parseInt(option('wrap'), 10),
    indent: indent.endsWith('s') ? ' '.repeat(Number.parseInt(indent, 10)) : '\u3000'.repeat(Number.parseInt(indent, 10)),
    blank: Number.parseInt(option('blank'), 10),
  }
}

/** A half-width character takes half a column. */
const columns = (text: string): number => [...text].reduce((sum, character) => sum + (character.charCodeAt(0) < 0x2000 ? 0.5 : 1), 0)

const cannotBeginLine = '，。、；：！？）》」』】〉”’,;:!?)'
const cannotEndLine = '（《「『“‘【〈('

/** Breaks a paragraph into the lines of its page. `at` maps an offset in the plain text to one in the laid-out text. */
function lay(plain: string, layout: Layout): { before: string; laidOut: string; at: (offset: number) => number } {
  const before = '\n'.repeat(layout.blank) + layout.indent
  if (!layout.wrap) return { before, laidOut: plain, at: (offset) => offset }
  const breaks: number[] = []
  let used = columns(layout.indent)
  for (let at = 0; at < plain.length; at++) {
    const cell = columns(plain.charAt(at))
    const insideNumber = /[\dA-Za-z.%]/.test(plain.charAt(at)) && /[\dA-Za-z.%]/.test(plain.charAt(at - 1))
    if (used + cell > layout.wrap && at > 0 && !cannotBeginLine.includes(plain.charAt(at))
      && !cannotEndLine.includes(plain.charAt(at - 1)) && !insideNumber) {
      breaks.push(at)
      used = 0
    }
    used += cell
  }
  const lines = [0, ...breaks].map((start, index) => plain.slice(start, breaks[index]))
  return {
    before,
    laidOut: lines.join('\n'),
    at: (offset) => offset + breaks.filter((position) => position < offset).length,
  }
}

import type { Span } from './document.ts'

/** Blank, 0, a stroke and words are different statements: a sum may take them all for nothing, a reader may not. */
export type CellKind = 'number' | 'zero' | 'blank' | 'stroke' | 'text'

/** A cell of a table where it stands in the report; a blank one is an empty span between its neighbours. */
export interface Cell extends Span {
  readonly kind: CellKind
  /** Of a number, without its unit; null for whatever is none. */
  readonly value: number | null
}

const number = /^([+\-－＋]?)([\d０-９]{1,3}(?:[,，][\d０-９]{3})+|[\d０-９]+)((?:[.．][\d０-９]+)?)\s*(?:%|％|万元|元|件|条|项|份|次|个|人|宗|起|篇|期|场)?$/

/** The cell that a span of a text is. White space at its ends does not belong to it. */
export function cellAt(text: string, span: Span): Cell {
  const raw = text.slice(span.start, span.end)
  const content = raw.trim()
  if (content === '') return { start: span.start, end: span.start, kind: 'blank', value: null }
  const start = span.start + raw.indexOf(content)
  const place = { start, end: start + content.length }
  const figure = number.exec(content)
  if (figure) {
    const [, sign = '', whole = '', fraction = ''] = figure
    const value = Number((sign.normalize('NFKC') + whole.replace(/[,，]/g, '') + fraction).normalize('NFKC'))
    return { ...place, kind: value === 0 ? 'zero' : 'number', value }
  }
  return { ...place, kind: /^(?:[-—–－]{1,2}|[/／\\])$/.test(content) ? 'stroke' : 'text', value: null }
}

/**
 * The cells of one line: between tabs, between the bars of a drawn table, or the figures after a label where blanks part them.
 * A line that is none of these is one cell. `line` goes from one line feed to the next, so that blank cells at its ends count.
 */
export function cellsOf(text: string, line: Span): Cell[] {
  const raw = text.slice(line.start, line.end)
  if (raw.includes('\t')) return split(text, line, /\t/g)
  if (raw.includes('|')) {
    const lead = /^\s*\|/.exec(raw)?.[0].length ?? 0
    const trail = /\|\s*$/.exec(raw.slice(lead))?.[0].length ?? 0
    return split(text, { start: line.start + lead, end: line.end - trail }, /\|/g)
  }
  const words = split(text, line, /[ \u3000]+/g).filter((cell) => cell.kind !== 'blank')
  let figures = words.length
  while (figures > 1 && words[figures - 1]?.kind !== 'text') figures--
  const [first, last] = [words[0], words[figures - 1]]
  if (!first || !last) return []
  const isRow = figures < words.length && (first.kind !== 'text' || words.length > 1)
  return isRow ? [...(first.kind === 'text' ? [{ ...first, end: last.end }] : words.slice(0, figures)), ...words.slice(figures)] : [cellAt(text, line)]
}

function split(text: string, line: Span, separator: RegExp): Cell[] {
  const cells: Cell[] = []
  let start = line.start
  for (const match of text.slice(line.start, line.end).matchAll(separator)) {
    cells.push(cellAt(text, { start, end: line.start + match.index }))
    start = line.start + match.index + match[0].length
  }
  return [...cells, cellAt(text, { start, end: line.end })]
}

import type { Line } from './lines.ts'

/** Lines at either edge of a page that may be a running head, a footer or a page number. */
const depth = 3
const sameHeight = 4

interface Edge {
  readonly line: Line
  readonly key: string
}

/**
 * The lines that the volume and not the report says: what stands at the same height at the top or the bottom of several pages,
 * its numbers aside, with nothing but such lines outside it; and a page number, even on a single page.
 */
export function chromeOf(pages: readonly (readonly Line[])[]): ReadonlySet<Line> {
  const edges = pages.flatMap((lines) => {
    const sorted = [...lines].sort((a, b) => b.y - a.y)
    return [edgeOf(sorted, 'top'), edgeOf(sorted.reverse(), 'bottom')]
  })
  const all = edges.flat()
  const enough = Math.max(2, Math.ceil(0.3 * pages.length))
  const repeats = ({ line, key }: Edge): boolean =>
    all.filter((other) => other.key === key && Math.abs(other.line.y - line.y) <= sameHeight).length >= enough
  const chrome = new Set<Line>()
  for (const edge of edges) {
    const inside = edge.findIndex((each) => !repeats(each) && !isPageNumber(each.line))
    for (const { line } of inside === -1 ? edge : edge.slice(0, inside)) chrome.add(line)
  }
  return chrome
}

const edgeOf = (lines: readonly Line[], side: 'top' | 'bottom'): Edge[] =>
  lines.slice(0, depth).map((line) => ({ line, key: `${side} ${wordsOf(line).replace(/\d+/g, '#')}` }))

const wordsOf = (line: Line): string => line.segments.map((segment) => segment.text).join(' ')

const isPageNumber = (line: Line): boolean =>
  line.segments.length === 1 && /^(?:[-—–－·]\s*\d{1,4}\s*[-—–－·]|第\s*\d{1,4}\s*页(?:[，,\s/]*共\s*\d{1,4}\s*页)?)$/.test(wordsOf(line))

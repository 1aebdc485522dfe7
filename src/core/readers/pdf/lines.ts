import { joinLines } from '../join-lines.ts'
import type { Run } from './load.ts'

/** Text without a wide gap in it: a line of running text, or a cell of a table. */
export interface Segment {
  readonly left: number
  readonly right: number
  readonly text: string
}

/** What stands side by side: a line of text, or a row of a table, whose cells may hold several lines. */
export interface Line {
  readonly segments: readonly Segment[]
  /** Of the lowest baseline in it; grows upwards. */
  readonly y: number
  readonly top: number
  readonly left: number
  readonly right: number
  /** Height of the font of most of its text. */
  readonly size: number
}

/** A gap of this many characters' width parts two cells. */
const cellGap = 0.9

/** The runs of a page, or of one column of it, as lines from the top down. */
export function linesOf(runs: readonly Run[]): Line[] {
  return groupedByHeight(runs, 0.8).map((group) => {
    const baselines = groupedByHeight(group, 0.5)
    const segments = stacked(baselines.flatMap(segmentsOf))
    const last = baselines.at(-1) ?? []
    return {
      segments,
      y: Math.min(...last.map((run) => run.y)),
      top: Math.max(...group.map((run) => run.y)),
      left: Math.min(...group.map((run) => run.x)),
      right: Math.max(...group.map((run) => run.x + run.width)),
      size: mainSize(group),
    }
  })
}

/** The pieces of each baseline, for looking at a page before it is known whether it has columns. */
export const piecesOf = (runs: readonly Run[]): Segment[] => groupedByHeight(runs, 0.3).flatMap(segmentsOf)

/** The font height that most characters have. */
export function mainSize(runs: readonly Pick<Run, 'size' | 'text'>[]): number {
  const counts = new Map<number, number>()
  for (const { size, text } of runs) counts.set(size, (counts.get(size) ?? 0) + text.length)
  return [...counts].reduce((best, each) => (each[1] > best[1] ? each : best), [0, 0])[0]
}

/** Groups of runs whose baselines follow within a share of their font's height, from the top down. */
function groupedByHeight(runs: readonly Run[], share: number): Run[][] {
  const groups: Run[][] = []
  let above: Run | undefined
  for (const run of [...runs].sort((a, b) => b.y - a.y)) {
    if (above && above.y - run.y <= share * Math.max(run.size, above.size)) groups.at(-1)?.push(run)
    else groups.push([run])
    above = run
  }
  return groups
}

function segmentsOf(baseline: readonly Run[]): Segment[] {
  const size = mainSize(baseline)
  const y = baseline.find((run) => run.size === size)?.y ?? 0
  const segments: { left: number; right: number; text: string }[] = []
  for (const run of [...baseline].sort((a, b) => a.x - b.x)) {
    const last = segments.at(-1)
    const text = isRaisedNumber(run, size, y) ? `[${run.text}]` : withoutRadicals(run.text)
    if (!last || run.x - last.right > cellGap * size) segments.push({ left: run.x, right: run.x + run.width, text })
    else {
      // Text that is drawn twice to look bold.
      if (run.text === last.text && Math.abs(run.x - last.left) < 0.2 * size) continue
      last.text += run.x - last.right > 0.2 * size ? ` ${text}` : text
      last.right = Math.max(last.right, run.x + run.width)
    }
  }
  return segments.map((segment) => ({ ...segment, text: withoutTypesetting(segment.text) }))
}

/**
 * Radicals that stand for whole characters. Fonts draw both with one shape, and many a program notes the radical when it writes a
 * PDF: ⼈ for 人, ⻓ for 长. Those of the first block have their character as compatibility mapping, the others do not.
 */
const withoutRadicals = (text: string): string =>
  text.replace(/[\u2e80-\u2fdf]/g, (radical) => supplement.get(radical) ?? radical.normalize('NFKC'))

const supplement = new Map([...'⺠民⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟⺟母⻁虎'.matchAll(/(.)(.)/gu)].map(([, radical = '', character = '']) => [radical, character]))

/** The mark of a note must not run into a figure before it. */
const isRaisedNumber = (run: Run, size: number, y: number): boolean =>
  run.size < 0.8 * size && run.y > y + 0.15 * size && /^\s*\d{1,3}\s*$/.test(run.text)

const han = '[\\u2e80-\\u9fff\\uf900-\\ufaff\\uff00-\\uffef\\u3000-\\u303f“”‘’…—·]'

/** Typesetters leave a little room between Chinese and other characters, which reads like a space and was not typed. */
const withoutTypesetting = (text: string): string =>
  text.replace(new RegExp(`(?<=${han}) +(?=[\\w.+%\\[\\]()-])|(?<=[\\w.+%\\[\\]()]) +(?=${han})`, 'g'), '').replaceAll('\u00a0', ' ')

/** Joins the lines of one cell, which stand above each other; the others stay apart, from left to right. */
function stacked(segments: readonly Segment[]): Segment[] {
  const cells: { left: number; right: number; lines: string[] }[] = []
  for (const { left, right, text } of segments) {
    const same = cells.find((cell) => Math.min(cell.right, right) - Math.max(cell.left, left) > 0)
    if (same) {
      same.lines.push(text)
      same.left = Math.min(same.left, left)
      same.right = Math.max(same.right, right)
    } else cells.push({ left, right, lines: [text] })
  }
  return cells.sort((a, b) => a.left - b.left).map(({ left, right, lines }) => ({ left, right, text: joinLines(lines) }))
}

import { isDecided, isUnsure } from '../../core/labels.ts'
import type { OpenReport } from '../../state/open-report.svelte.ts'

/** One line of the outline: a heading, or what stands before the first one. */
export interface OutlineEntry {
  readonly index: number
  /** Null for the part before the first heading. */
  readonly text: string | null
  readonly level: 1 | 2
  /** Entries of the inner level in this part: what can be folded away. */
  readonly parts: number
  readonly section: string
  /** Paragraphs from here to the next entry of the same level or above; page chrome is not counted. */
  readonly paragraphs: number
  readonly decided: number
  readonly unsure: number
}

/** The headings of the two outermost levels as labelled, each with the progress of its part. */
export function outlineEntries(report: OpenReport): OutlineEntry[] {
  const headings = report.labels.flatMap((labels, index) => {
    const paragraph = report.doc.paragraphs[index]
    return labels.role.value === 'heading' && paragraph ? [{ index, depth: Math.max(1, paragraph.level), text: report.text(paragraph), section: labels.section.value }] : []
  })
  const depths = [...new Set(headings.map((heading) => heading.depth))].sort((a, b) => a - b)
  const shown = headings.filter((heading) => heading.depth <= (depths[1] ?? Infinity))
  const first = report.labels.findIndex((labels) => labels.section.value !== 'chrome')
  const starts = [
    ...(first >= 0 && first < (shown[0]?.index ?? Infinity) ? [{ index: first, text: null, level: 1 as const, section: report.labels[first]?.section.value ?? 'front' }] : []),
    ...shown.map((heading) => ({ ...heading, level: heading.depth === depths[0] ? 1 as const : 2 as const })),
  ]
  return starts.map(({ index, text, level, section }, at) => {
    const after = starts.slice(at + 1)
    const next = after.find((other) => other.level <= level)?.index ?? report.labels.length
    const parts = after.filter((other) => other.index < next).length
    let [paragraphs, decided, unsure] = [0, 0, 0]
    for (let paragraph = index; paragraph < next; paragraph++) {
      const labels = report.labels[paragraph]
      if (!labels || labels.section.value === 'chrome') continue
      paragraphs++
      if (isDecided(labels)) decided++
      if (isUnsure(labels, report.prediction.unsure)) unsure++
    }
    return { index, text, level, section, parts, paragraphs, decided, unsure }
  })
}

/** The entry that a paragraph belongs to. */
export const entryOf = (entries: readonly OutlineEntry[], paragraph: number): OutlineEntry | undefined =>
  entries.findLast((entry) => entry.index <= paragraph)

/** The entry of the outer level that a paragraph belongs to. */
export const partOf = (entries: readonly OutlineEntry[], paragraph: number): OutlineEntry | undefined =>
  entries.findLast((entry) => entry.level === 1 && entry.index <= paragraph)

/** The entries that are left to see when these parts are folded. */
export const unfolded = (entries: readonly OutlineEntry[], folded: ReadonlySet<number>): OutlineEntry[] =>
  entries.filter((entry) => entry.level === 1 || !folded.has(partOf(entries, entry.index)?.index ?? -1))

import type { OpenReport } from '../../state/open-report.svelte.ts'

/** A stretch of the report in its map: where it lies, in percent, and what its paragraphs have. */
export interface Bar {
  readonly first: number
  /** The paragraph after its last. */
  readonly end: number
  readonly top: number
  readonly height: number
}

/** More bars than this could not be told apart on any screen, and would be felt at every change. */
const most = 240

/** The report cut into bars: one a paragraph, and in a long report one for several paragraphs. */
export function barsOf(report: OpenReport): Bar[] {
  const weights = report.doc.paragraphs.map((paragraph) => 30 + Math.min(400, paragraph.end - paragraph.start))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const least = weights.length > most ? total / most : 0
  const bars: Bar[] = []
  let [first, weight, passed] = [0, 0, 0]
  for (const [index, each] of weights.entries()) {
    weight += each
    if (weight < least && index < weights.length - 1) continue
    bars.push({ first, end: index + 1, top: (100 * passed) / total, height: (100 * weight) / total })
    passed += weight
    ;[first, weight] = [index + 1, 0]
  }
  return bars
}

export interface BarLook {
  /** Of its first paragraph. */
  readonly section: string
  /** A person has decided all of its sections. */
  readonly person: boolean
  readonly unsure: boolean
  readonly tags: ReadonlySet<string>
}

/** What is drawn of a bar: what holds of any of its paragraphs. */
export function lookOf(report: OpenReport, { first, end }: Bar): BarLook {
  const labels = report.labels.slice(first, end)
  return {
    section: labels[0]?.section.value ?? 'chrome',
    person: labels.every(({ section }) => section.by.kind === 'person'),
    unsure: labels.some((_, index) => report.isUnsure(first + index)),
    tags: new Set(labels.flatMap(({ spans }) => spans.map((span) => span.value))),
  }
}

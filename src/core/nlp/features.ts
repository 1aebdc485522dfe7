import { quote, type Doc, type Paragraph } from '../document.ts'
import { enumeratorAt, type EnumeratorStyle } from '../enumerator.ts'
import { particularKinds, particulars } from '../particulars.ts'
import { segments } from '../segment.ts'

const styles: readonly EnumeratorStyle[] = ['part', 'chinese', 'chinese-bracket', 'digit', 'digit-bracket', 'circled', 'ordinal', 'point']

/** How many numbers `features` gives for a paragraph; part of the model's interface. */
export const featureCount = 38

/** Which of them tells a paragraph's length in characters, and how to read it back (shapeOf). */
const lengthFeature = 7
export const lengthOf = (row: Float32Array): number => Math.expm1(8 * (row[lengthFeature] ?? 0))

/**
 * What the document model is told of each paragraph beside its text: place, shape, numbering and particulars,
 * each scaled to about 0 to 1. Row-major, `featureCount` columns.
 */
export function features(doc: Pick<Doc, 'text' | 'paragraphs'>): Float32Array {
  const { text, paragraphs } = doc
  const rows = new Float32Array(paragraphs.length * featureCount)
  const numbered = paragraphs.map((paragraph) => paragraph.level > 0 && enumeratorAt(text, paragraph.start) !== null)
  const firstHeading = numbered.indexOf(true)
  const lastNumbered = numbered.lastIndexOf(true)
  const seen = new Map<string, number>()
  for (const [index, paragraph] of paragraphs.entries()) {
    const content = quote(text, paragraph)
    const earlier = seen.get(content) ?? 0
    seen.set(content, earlier + 1)
    const row = [
      ...placeOf(doc, index, firstHeading, lastNumbered),
      ...shapeOf(content),
      ...layoutOf(text, paragraph, paragraphs[index - 1], paragraphs[index + 1]),
      ...headingOf(text, paragraph),
      ...particularsOf(text, paragraph),
      Math.min(1, segments(text, paragraph).length / 10),
      Math.min(1, earlier),
    ]
    if (row.length !== featureCount) throw new Error(`${row.length} features instead of ${featureCount}`)
    rows.set(row, index * featureCount)
  }
  return rows
}

function placeOf({ text, paragraphs }: Pick<Doc, 'text' | 'paragraphs'>, index: number, firstHeading: number, lastNumbered: number): number[] {
  const paragraph = paragraphs[index]
  const last = Math.max(1, paragraphs.length - 1)
  return [
    index / last,
    (paragraph?.start ?? 0) / Math.max(1, text.length),
    Math.min(1, index / 10),
    Math.min(1, (paragraphs.length - 1 - index) / 10),
    Math.log1p(paragraphs.length) / 6,
    firstHeading === -1 || index < firstHeading ? 1 : 0,
    lastNumbered === -1 ? 0 : Math.max(0, Math.min(1, (index - lastNumbered) / 10)),
  ]
}

function shapeOf(content: string): number[] {
  const length = Math.max(1, content.length)
  const share = (pattern: RegExp): number => (content.match(pattern)?.length ?? 0) / length
  return [
    Math.log1p(length) / 8,
    share(/[\d０-９]/g),
    share(/[\u3400-\u9fff]/g),
    Math.min(1, 5 * share(/[，。；、,;]/g)),
    Math.min(1, 5 * share(/[|>＞»›\-—_/\\:：·•【】\[\]]/g)),
    share(/[A-Za-z]/g),
    share(/\s/g),
    /[。；！？;!?][”’」』）)]*$/.test(content) ? 1 : 0,
    /[：:]$/.test(content) ? 1 : 0,
  ]
}

function layoutOf(text: string, paragraph: Paragraph, before: Paragraph | undefined, after: Paragraph | undefined): number[] {
  const gap = text.slice(before?.end ?? 0, paragraph.start)
  const lineIndent = gap.length - gap.lastIndexOf('\n') - 1
  return [
    (gap.match(/\n/g)?.length ?? 2) > 1 ? 1 : 0,
    after && (text.slice(paragraph.end, after.start).match(/\n/g)?.length ?? 0) > 1 ? 1 : 0,
    Math.min(1, lineIndent / 8),
  ]
}

function headingOf(text: string, paragraph: Paragraph): number[] {
  const style = enumeratorAt(text, paragraph.start)?.style
  return [
    ...styles.map((each) => (each === style ? 1 : 0)),
    paragraph.level > 0 && paragraph.headingEnd === paragraph.end ? 1 : 0,
    paragraph.level > 0 && paragraph.headingEnd < paragraph.end ? 1 : 0,
    paragraph.trail.length / 4,
    paragraph.structure === 'table-row' ? 1 : 0,
  ]
}

function particularsOf(text: string, paragraph: Paragraph): number[] {
  const found = particulars(text, paragraph)
  return particularKinds.map((kind) => Math.min(1, Math.log1p(found.filter((each) => each.kind === kind).length) / 3))
}

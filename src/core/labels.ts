import { noTag, type Annotation, type Author } from './annotation.ts'
import type { Annotations } from './change.ts'
import { overlap, type Doc, type Paragraph, type Span } from './document.ts'
import { likeliest, taggedSegments, type Prediction } from './prediction.ts'
import { fields, type Field } from './schema.ts'

/** A label as it stands, and who says so. */
export interface Labelled {
  readonly value: string
  readonly by: Author
  /** A model's confidence; null for a person's label. */
  readonly score: number | null
}

export interface TaggedSpan extends Span, Labelled {}

export interface ParagraphLabels extends Readonly<Record<Field, Labelled>> {
  /** In order; a span before those inside it. */
  readonly spans: readonly TaggedSpan[]
  /** Stretches that are stated to carry no tag. */
  readonly untagged: readonly TaggedSpan[]
  /** When a person last decided anything here, milliseconds UTC; null if nobody has. */
  readonly decidedAt: number | null
}

/** The labels of every paragraph: what was stated stands over what the model says. */
export function resolve(doc: Pick<Doc, 'paragraphs'>, prediction: Prediction, stated: Annotations): ParagraphLabels[] {
  const grouped = byParagraph(doc, stated)
  return predictedLabels(doc, prediction).map((labels, index) => state(labels, grouped.get(index) ?? []))
}

/** What the model, and where it decides the structure, says of every paragraph. */
export function predictedLabels(doc: Pick<Doc, 'paragraphs'>, prediction: Prediction): ParagraphLabels[] {
  return doc.paragraphs.map((paragraph, index) => {
    const by: Author = paragraph.structure
      ? { kind: 'structure', name: paragraph.structure }
      : { kind: 'model', name: prediction.model }
    const { section, role, substance } = likeliest(prediction, index)
    return {
      section: { ...section, by },
      role: { ...role, by },
      substance: { ...substance, by },
      spans: taggedSegments(prediction, paragraph).map((span) => ({ ...span, by })),
      untagged: [],
      decidedAt: null,
    }
  })
}

/** One paragraph's labels with the statements made about it or about stretches of it. */
export function state(labels: ParagraphLabels, statements: readonly Annotation[]): ParagraphLabels {
  if (statements.length === 0) return labels
  const tags = statements.filter((each) => each.field === 'tag').map(labelled)
  const field = (name: Field): Labelled => {
    const statement = statements.find((each) => each.field === name)
    return statement ? labelled(statement) : labels[name]
  }
  const decisions = statements.filter((each) => each.by.kind === 'person').map((each) => each.at)
  return {
    section: field('section'),
    role: field('role'),
    substance: field('substance'),
    spans: [...labels.spans.filter((span) => !tags.some((tag) => overrules(tag, span))), ...tags.filter((tag) => tag.value !== noTag)]
      .sort(byPlace),
    untagged: tags.filter((tag) => tag.value === noTag),
    decidedAt: decisions.length > 0 ? Math.max(...decisions) : null,
  }
}

/** The statements about each paragraph, by its index. One that lies in no paragraph is left out. */
export function byParagraph(doc: Pick<Doc, 'paragraphs'>, stated: Annotations): Map<number, Annotation[]> {
  const grouped = new Map<number, Annotation[]>()
  for (const annotation of stated.values()) {
    const index = paragraphOf(doc, annotation)
    if (index === null) continue
    const group = grouped.get(index)
    if (group) group.push(annotation)
    else grouped.set(index, [annotation])
  }
  return grouped
}

/** The paragraph that a statement is about; null where it lies in none. */
export function paragraphOf({ paragraphs }: Pick<Doc, 'paragraphs'>, { field, start, end }: Pick<Annotation, 'field' | 'start' | 'end'>): number | null {
  const index = paragraphAt(paragraphs, start)
  const paragraph = paragraphs[index]
  if (!paragraph || end > paragraph.end) return null
  return field === 'tag' || (start === paragraph.start && end === paragraph.end) ? index : null
}

/** The paragraph that an offset lies in, by binary search; the one before it for white space between two; -1 before the first. */
export function paragraphAt(paragraphs: readonly Paragraph[], offset: number): number {
  let low = 0
  let high = paragraphs.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((paragraphs[middle]?.start ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** Whether a person has said something about every label of a paragraph, by confirming or by changing it. */
export const isDecided = (labels: ParagraphLabels): boolean => fields.every((field) => labels[field].by.kind === 'person')

/** Whether the model asks for this paragraph to be looked at, and no person has settled its section. */
export const isUnsure = (labels: ParagraphLabels, threshold: number): boolean =>
  labels.section.by.kind === 'model' && (labels.section.score ?? 1) < threshold

/** The mean of a model's confidence in the sections that it gave; null if it gave none. */
export function meanConfidence(predicted: readonly ParagraphLabels[]): number | null {
  const scores = predicted.flatMap(({ section }) => (section.by.kind === 'model' ? section.score ?? [] : []))
  return scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length
}

const labelled = (annotation: Annotation): TaggedSpan => ({
  start: annotation.start,
  end: annotation.end,
  value: annotation.value,
  by: annotation.by,
  score: annotation.score ?? null,
})

const byPlace = (a: Span, b: Span): number => a.start - b.start || b.end - a.end

/** A statement replaces the model's span at its own place; «no tag» replaces every span that lies mostly inside it. */
function overrules(tag: TaggedSpan, span: Span): boolean {
  if (tag.start === span.start && tag.end === span.end) return true
  return tag.value === noTag && 2 * overlap(tag, span) > span.end - span.start
}

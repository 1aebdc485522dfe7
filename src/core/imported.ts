import { noTag, placeOf, type Annotation } from './annotation.ts'
import type { Annotations } from './change.ts'
import type { Doc } from './document.ts'
import { byParagraph, type ParagraphLabels, type TaggedSpan } from './labels.ts'
import { fields } from './schema.ts'

/**
 * The statements that make a report's labels those of an imported file. What a model said there and the model here says too
 * needs none; a span that the model here finds and the file does not have is stated to be untagged, by whoever labelled that
 * paragraph. Paragraphs of which the file says nothing keep the labels that they have.
 */
export function statementsOf(doc: Pick<Doc, 'paragraphs'>, predicted: readonly ParagraphLabels[], file: Annotations): Annotation[] {
  return [...byParagraph(doc, file)].flatMap(([index, labels]) => {
    const here = predicted[index]
    return here ? paragraphStatements(here, labels) : []
  })
}

function paragraphStatements(predicted: ParagraphLabels, file: readonly Annotation[]): Annotation[] {
  const needed = file.filter((annotation) => {
    if (annotation.by.kind === 'person') return true
    if (annotation.field !== 'tag') return predicted[annotation.field].value !== annotation.value
    return !predicted.spans.some((span) => isSame(span, annotation) && span.value === annotation.value)
  })
  const source = fields.map((field) => file.find((annotation) => annotation.field === field)).find((each) => each !== undefined)
  if (!source) return needed
  const missing = predicted.spans.filter((span) => !file.some((annotation) => annotation.field === 'tag' && isSame(span, annotation)))
  return [...needed, ...missing.map(({ start, end }) => ({ start, end, field: 'tag' as const, value: noTag, by: source.by, at: source.at }))]
}

const isSame = (span: TaggedSpan, annotation: Annotation): boolean => span.start === annotation.start && span.end === annotation.end

export const byPlace = (annotations: readonly Annotation[]): Annotations =>
  new Map(annotations.map((annotation) => [placeOf(annotation), annotation]))

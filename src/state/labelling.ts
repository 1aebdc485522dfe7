import { withLabel } from '../core/agreement.ts'
import { noTag, placeOf, type Annotation } from '../core/annotation.ts'
import { stating, withdrawing, type Change } from '../core/change.ts'
import type { Doc, Span } from '../core/document.ts'
import type { Prediction } from '../core/prediction.ts'
import { fields, successorOf, type Field, type Schema } from '../core/schema.ts'
import type { Standing } from './standing.svelte.ts'

export interface LabellingServices {
  annotator(): string
  schema(): Schema
}

/** The changes that a person's actions on one report come to, from what stands in it now. Nothing is changed here. */
export class Labelling {
  readonly #doc: Doc
  readonly #prediction: Prediction
  readonly #standing: Standing
  readonly #services: LabellingServices

  constructor(doc: Doc, prediction: Prediction, standing: Standing, services: LabellingServices) {
    this.#doc = doc
    this.#prediction = prediction
    this.#standing = standing
    this.#services = services
  }

  /** States one label of a paragraph, and the others where they would contradict it. */
  label(index: number, field: Field, value: string): Change[] {
    const labels = this.#standing.of(index)
    if (!labels) return []
    const wanted = withLabel(labels, this.#prediction, index, field, value)
    return fields.filter((each) => each === field || wanted[each] !== labels[each].value).flatMap((each) => this.#field(index, each, wanted[each]))
  }

  /** States every label and tag of a paragraph that no person has stated. */
  accepting(index: number): Change[] {
    const labels = this.#standing.of(index)
    if (!labels) return []
    const open = fields.filter((field) => labels[field].by.kind !== 'person')
    const spans = labels.spans.filter((span) => span.by.kind !== 'person')
    return [...open.flatMap((field) => this.#field(index, field, labels[field].value)), ...spans.map((span) => this.tag(span, span.value))]
  }

  /** States every label and tag of a paragraph, also where somebody has stated the same. */
  confirming(index: number): Change[] {
    const labels = this.#standing.of(index)
    if (!labels) return []
    return [...fields.flatMap((field) => this.#field(index, field, labels[field].value)), ...labels.spans.map((span) => this.tag(span, span.value))]
  }

  tag({ start, end }: Span, value: string): Change {
    return this.#that({ start, end, field: 'tag', value })
  }

  /** Takes tags of a paragraph away: a statement is withdrawn; what the model says is stated to be no tag. */
  removing(index: number, spans: readonly Span[]): Change[] {
    const predicted = this.#standing.predicted[index]?.spans ?? []
    return spans.flatMap((span) => {
      const stated = this.#standing.stated.get(placeOf({ field: 'tag', ...span }))
      if (predicted.some((each) => each.start === span.start && each.end === span.end)) return [this.tag(span, noTag)]
      return stated ? [withdrawing(stated)] : []
    })
  }

  /** Those of these changes that begin with what is stated now, in the labels of now. */
  whereTheyStand(changes: readonly Change[]): Change[] {
    return changes.flatMap(({ before, after }): Change[] => {
      const about = before ?? after
      const now = about && (this.#standing.stated.get(placeOf(about)) ?? null)
      return now?.at === before?.at ? this.inSchema([{ before: now, after }]) : []
    })
  }

  /** What an earlier time comes back as: a label that another has taken the place of since is that one. */
  inSchema(changes: readonly Change[]): Change[] {
    return changes.map(({ before, after }) => {
      const value = after && (successorOf(this.#services.schema(), after.field, after.value) ?? after.value)
      return { before, after: after && value !== null ? { ...after, value } : after }
    })
  }

  #field(index: number, field: Field, value: string): Change[] {
    const paragraph = this.#doc.paragraphs[index]
    return paragraph ? [this.#that({ start: paragraph.start, end: paragraph.end, field, value })] : []
  }

  #that(what: Pick<Annotation, 'start' | 'end' | 'field' | 'value'>): Change {
    return stating(this.#standing.stated, { ...what, by: { kind: 'person', name: this.#services.annotator() }, at: Date.now() })
  }
}

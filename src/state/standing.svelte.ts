import { placeOf, type Annotation } from '../core/annotation.ts'
import type { Annotations, Change } from '../core/change.ts'
import type { Corrections } from '../core/corrected.ts'
import { digestOf, digestWith, type Digest } from '../core/digest.ts'
import type { Doc } from '../core/document.ts'
import { paragraphAt, paragraphOf, predictedLabels, state, type ParagraphLabels } from '../core/labels.ts'
import type { Prediction } from '../core/prediction.ts'
import { recounted, tallyOf, type Tally } from '../core/tally.ts'
import { idle } from './idle.ts'
import { headOf, rowWith, type Head } from './report-row.ts'

/** One paragraph's labels, by themselves: whoever looks at them hears of no other paragraph's. */
class Cell {
  labels = $state.raw<ParagraphLabels>()
}

/**
 * The labels that stand in a report, what people have stated, and what row and digest say of it. A change is worked out for its
 * paragraphs alone: it takes as long in a report of two thousand paragraphs as in one of twenty.
 */
export class Standing {
  /** What the model says of every paragraph. */
  readonly predicted: readonly ParagraphLabels[]
  readonly #doc: Doc
  readonly #unsure: number
  readonly #stated = new Map<string, Annotation>()
  readonly #statedIn = new Map<number, Map<string, Annotation>>()
  readonly #cells: readonly Cell[]
  #all = $state.raw<readonly ParagraphLabels[]>([])
  #tally = $state.raw<Tally>(tallyOf([], 0))
  #head: Head
  #digest: Digest | null = null

  constructor(doc: Doc, prediction: Prediction, stated: Annotations) {
    this.#doc = doc
    this.#unsure = prediction.unsure
    this.predicted = predictedLabels(doc, prediction)
    for (const annotation of stated.values()) this.#keep(annotation, annotation)
    this.#all = this.predicted.map((labels, index) => this.#resolve(index, labels))
    this.#cells = this.#all.map((labels) => Object.assign(new Cell(), { labels }))
    this.#tally = tallyOf(this.#all, this.#unsure)
    this.#head = headOf(doc, this.#all)
    // So that the first change need not wait for it.
    void idle().then(() => this.digest)
  }

  /** The labels of every paragraph. Who needs one paragraph asks `of`. */
  get labels(): readonly ParagraphLabels[] {
    return this.#all
  }

  get stated(): Annotations {
    return this.#stated
  }

  get tally(): Tally {
    return this.#tally
  }

  of(index: number): ParagraphLabels | undefined {
    return this.#cells[index]?.labels
  }

  /** The labels of the whole report in short. */
  get digest(): Digest {
    return (this.#digest ??= digestOf(this.#doc.sha256, this.#all, this.predicted, this.#unsure))
  }

  /** What the library shows of it. */
  row(corrections: Corrections): ReturnType<typeof rowWith> {
    return rowWith(this.#doc, this.#head, this.#tally, corrections)
  }

  /** Takes changes over; gives the paragraphs that they are about. */
  take(changes: readonly Change[]): number[] {
    const touched = new Set<number>()
    for (const { before, after } of changes) {
      if (before) this.#keep(before, null)
      if (after) this.#keep(after, after)
      const about = before ?? after
      if (about) touched.add(paragraphAt(this.#doc.paragraphs, about.start))
    }
    this.#show(new Map([...touched].flatMap((index): [number, ParagraphLabels][] => {
      const predicted = this.predicted[index]
      return predicted ? [[index, this.#resolve(index, predicted)]] : []
    })))
    return [...touched]
  }

  #show(changed: ReadonlyMap<number, ParagraphLabels>): void {
    const all = [...this.#all]
    let tally = this.#tally
    let isTitleChanged = false
    for (const [index, labels] of changed) {
      const [before, cell] = [all[index], this.#cells[index]]
      if (!before || !cell) continue
      tally = recounted(tally, before, labels, this.#unsure)
      isTitleChanged ||= (before.role.value === 'title') !== (labels.role.value === 'title')
      cell.labels = all[index] = labels
    }
    this.#digest = digestWith(this.digest, changed, this.#unsure)
    this.#all = all
    this.#tally = tally
    if (isTitleChanged) this.#head = headOf(this.#doc, all)
  }

  /** Keeps a statement at a place, or what was stated there no longer. */
  #keep(about: Annotation, statement: Annotation | null): void {
    const place = placeOf(about)
    if (statement) this.#stated.set(place, statement)
    else this.#stated.delete(place)
    const index = paragraphOf(this.#doc, about)
    if (index === null) return
    const here = this.#statedIn.get(index) ?? new Map<string, Annotation>()
    if (statement) here.set(place, statement)
    else here.delete(place)
    this.#statedIn.set(index, here)
  }

  #resolve(index: number, predicted: ParagraphLabels): ParagraphLabels {
    return state(predicted, [...(this.#statedIn.get(index)?.values() ?? [])])
  }
}

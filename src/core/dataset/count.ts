import { fields, type Field, type LabelField } from '../schema.ts'
import { raterName, type SourceReport } from './choice.ts'
import type { Card, SplitCounts } from './card.ts'
import type { Item } from './items.ts'
import { ReliabilityCount } from './reliability.ts'

/** Counts items and labels of one split. */
export class SplitCount {
  readonly name: SplitCounts['name']
  #items = 0
  readonly #labels = { section: new Map<string, number>(), role: new Map<string, number>(), substance: new Map<string, number>(), tag: new Map<string, number>() }

  constructor(name: SplitCounts['name']) {
    this.name = name
  }

  add(labels: readonly (readonly [LabelField, string])[]): void {
    this.#items++
    for (const [field, label] of labels) this.#labels[field].set(label, (this.#labels[field].get(label) ?? 0) + 1)
  }

  counts(): SplitCounts {
    return { name: this.name, items: this.#items, labels: this.#labels }
  }
}

/** Every label of an item with its field. */
export const labelsOf = (item: Item): [LabelField, string][] => [
  ...item.paragraphs.flatMap(({ labels }) => fields.flatMap((field): [LabelField, string][] => (labels[field] ? [[field, labels[field].value]] : []))),
  ...item.tags.map((tag): [LabelField, string] => ['tag', tag.value]),
]

/** Counts agencies, years, authors and agreement over a whole export. */
export class SourceCount {
  #reports = 0
  readonly #agencies = new Map<string, { reports: number; years: Set<number | null> }>()
  readonly #authors = { person: 0, model: 0, structure: 0 }
  readonly #annotators = new Set<string>()
  readonly #models = new Set<string>()
  readonly #agreement: Record<Field, ReliabilityCount> = { section: new ReliabilityCount(), role: new ReliabilityCount(), substance: new ReliabilityCount() }

  addReport({ agency, year, labels, others }: SourceReport): void {
    this.#reports++
    const known = this.#agencies.get(agency) ?? { reports: 0, years: new Set() }
    known.reports++
    known.years.add(year)
    this.#agencies.set(agency, known)
    if (others.length === 0) return
    for (const [index] of labels.entries())
      for (const field of fields) {
        const ratings = [labels, ...others].flatMap((version, number): [string, string][] => {
          const label = version[index]?.[field]
          return label?.by.kind === 'person' ? [[raterName(label.by, number), label.value]] : []
        })
        this.#agreement[field].add(new Map(ratings))
      }
  }

  addItem(item: Item): void {
    const labels = item.paragraphs.flatMap((paragraph) => fields.flatMap((field) => paragraph.labels[field] ?? []))
    for (const { by } of [...labels, ...item.tags]) {
      this.#authors[by.kind]++
      if (by.kind === 'person') this.#annotators.add(by.name)
      if (by.kind === 'model' && by.name !== '') this.#models.add(by.name)
    }
  }

  result(): Pick<Card, 'reports' | 'agencies' | 'authors' | 'annotators' | 'models' | 'reliability'> {
    const { section, role, substance } = this.#agreement
    return {
      reports: this.#reports,
      agencies: this.#agencies,
      authors: this.#authors,
      annotators: this.#annotators.size,
      models: [...this.#models].sort(),
      reliability: { section: section.result(), role: role.result(), substance: substance.result() },
    }
  }
}

import { fail, type Result } from '../result.ts'
import { disclosureSchema, labelNamed, liveLabels, successorOf, type LabelField, type Schema } from '../schema.ts'

/** A label of the schema, in its field. */
export interface Meaning {
  readonly field: LabelField
  readonly value: string
}

/** What a person says that labels outside the schema mean; null: they are left out. */
export type Meanings = ReadonlyMap<string, Meaning | null>

/** A label outside the schema: how often it is used, the first words under it, and what its name lets one think of. */
export interface ForeignLabel {
  readonly name: string
  readonly count: number
  readonly example: string
  readonly proposal: Meaning | null
}

const exampleLetters = 60

/** What the labels of one file mean: by their names in the schema, or by what a person says. Those that mean nothing are counted. */
export class LabelNames {
  readonly #meanings: Meanings
  readonly #schema: Schema
  readonly #unknown = new Map<string, { count: number; readonly example: string; readonly proposal: Meaning | null }>()

  constructor(schema: Schema = disclosureSchema, meanings: Meanings = new Map()) {
    this.#schema = schema
    this.#meanings = meanings
  }

  /** The label that a name means in one of these fields; null where it means none. `example` is the text under it. */
  find(name: string, among: readonly LabelField[], example = ''): Meaning | null {
    const known = meaningNamed(this.#schema, name, among)
    const meaning = known ?? this.#meanings.get(name)
    if (meaning !== undefined) return meaning
    const before = this.#unknown.get(name)
    if (before) before.count++
    else this.#unknown.set(name, { count: 1, example: example.slice(0, exampleLetters), proposal: proposedMeaning(name, among, this.#schema) })
    return null
  }

  /** The labels without a meaning, the most frequent first. */
  get unknown(): ForeignLabel[] {
    return [...this.#unknown].map(([name, used]) => ({ name, ...used })).sort((a, b) => b.count - a.count)
  }

  /** What was read, or the problem that some labels mean nothing. */
  unlessUnknown<T>(read: () => Result<T>): Result<T> {
    return this.#unknown.size > 0 ? fail({ code: 'unknown-labels', labels: [...this.#unknown.keys()].slice(0, 50) }) : read()
  }
}

/** The label of the schema that another tool's label means: its id, or its name in Chinese or English. */
function meaningNamed(schema: Schema, name: string, among: readonly LabelField[]): Meaning | null {
  const named = among.flatMap((field) => {
    const label = labelNamed(schema, field, name)
    return label ? [{ field, value: successorOf(schema, field, label.id) ?? label.id, isId: label.id === name }] : []
  })
  const found = named.find(({ isId }) => isId) ?? named[0]
  return found ? { field: found.field, value: found.value } : null
}

/** Letters that a name and a label's name must share for the one to be proposed for the other: two of Chinese, four of Latin script. */
const fewest = (text: string): number => (/^[\x00-\x7f]*$/.test(text) ? 4 : 2)

/** The tag of a stretch that says what a section is about. */
const tagOfSection: Readonly<Record<string, string>> = { issues: 'ISSUE', measures: 'MEASURE' }

/** The label that a name lets one think of: one of the fields that its place allows, else of any. */
export function proposedMeaning(name: string, among: readonly LabelField[], schema: Schema = disclosureSchema): Meaning | null {
  const near = closest(schema, name, among)
  if (near) return near
  const far = closest(schema, name, ['section', 'substance', 'role', 'tag'])
  const tag = far?.field === 'section' && among.includes('tag') ? tagOfSection[far.value] : undefined
  return tag && successorOf(schema, 'tag', tag) === tag ? { field: 'tag', value: tag } : far
}

/** The label whose id, name or mark is in a name, or has the name in it; of several the one that shares most, then the first. */
function closest(schema: Schema, name: string, among: readonly LabelField[]): Meaning | null {
  const wanted = plain(name)
  let best: Meaning | null = null
  let most = 0
  for (const field of among)
    for (const { id, zh, en, mark } of liveLabels(schema, field))
      for (const each of [id, zh, en, mark.zh].map(plain)) {
        const shared = each.includes(wanted) ? wanted : wanted.includes(each) ? each : ''
        if (shared.length <= most || shared.length < fewest(shared)) continue
        most = shared.length
        best = { field, value: id }
      }
  return best
}

const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}]/gu, '')

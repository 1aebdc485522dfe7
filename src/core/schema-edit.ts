import { isColour } from './colour.ts'
import { fail, ok, type Problem, type Result } from './result.ts'
import { labelProperties, type LabelProperty, type SchemaStep } from './schema-step.ts'
import { disclosureSchema, findLabel, labelIds, successorOf, type Label, type LabelField, type Schema } from './schema.ts'

/** What a person says of a label. */
export type Draft = Pick<Label, 'zh' | 'en' | 'mark' | 'key'> & { readonly colour: string; readonly group: string; readonly guide: { readonly zh: string; readonly en: string } }

/** Statements whose label becomes another. */
export interface Restated {
  readonly field: LabelField
  readonly from: string
  readonly to: string
}

/** A schema after one step, and what becomes of statements that people have made. */
export interface Edited {
  readonly schema: Schema
  readonly step: SchemaStep
  readonly restated: readonly Restated[]
}

/** Tags of a paragraph are kept as bits, labels of a field as bytes (digest.ts). */
const most: Readonly<Record<LabelField, number>> = { section: 200, role: 200, substance: 200, tag: 32 }
const longest = 40
/** Ids stand in exports of every format, in addresses and in style sheets. */
export const idShape = /^[A-Za-z][A-Za-z0-9_]{0,39}$/

/** Labels that the rules between labels name (schema.ts), or that are counted by what they mean: they stay, and may be called something else. */
const bound: Readonly<Record<LabelField, readonly string[]>> = {
  section: ['table', 'chrome'], role: ['body', 'table', 'chrome'], substance: ['substantive', 'boilerplate', 'na'], tag: [],
}
/** Labels that demand others beside them: what was not given under that rule cannot become one of them. */
const demanding: Readonly<Record<LabelField, readonly string[]>> = { section: ['chrome'], role: ['table', 'chrome'], substance: [], tag: [] }

/** The kind of which there are more labels than can be kept; null where there is none. */
export const overfull = (schema: Schema): Problem | null => {
  const field = (['section', 'role', 'substance', 'tag'] as const).find((each) => schema.labels[each].length > most[each])
  return field ? { code: 'labels-too-many', limit: most[field] } : null
}

export const isBound = (field: LabelField, id: string): boolean => bound[field].includes(id)

/** The labels that a retired one may become. */
export const heirsOf = (schema: Schema, field: LabelField, id: string): Label[] =>
  schema.labels[field].filter((each) => each.id !== id && !each.retired && !demanding[field].includes(each.id))

export const draftOf = ({ zh, en, mark, key, colour, group, guide }: Label): Draft =>
  ({ zh, en, mark, key, colour: colour ?? '', group: group ?? '', guide: guide ?? { zh: '', en: '' } })

/** Adds a label at the end. `id` is what it is called in exports; without one it is made from the English name. */
export function addLabel(schema: Schema, field: LabelField, draft: Draft, id = ''): Result<Edited> {
  if (id !== '' && (!idShape.test(id) || id.toLowerCase() === 'none' || findLabel(schema, field, id))) return fail({ code: 'label-id' })
  const added = withNew(schema, field, [draft], null, id)
  return added.ok ? ok({ schema: added.value.schema, step: { kind: 'add', field, label: added.value.ids[0] ?? '' }, restated: [] }) : added
}

/** Changes what is said of a label; its id stays, and with it everything that has the label. */
export function changeLabel(schema: Schema, field: LabelField, id: string, draft: Draft): Result<Edited> {
  const label = findLabel(schema, field, id)
  if (!label) return fail({ code: 'no-such-label', label: id })
  const problem = problemOf(schema, field, draft, id)
  if (problem) return fail(problem)
  const changed = labelOf(id, draft, label)
  const what = changesBetween(label, changed)
  if (what.length === 0) return fail({ code: 'nothing-changed' })
  return ok({ schema: replaced(schema, field, id, changed), step: { kind: 'change', field, label: id, what }, restated: [] })
}

/** Moves a label before or behind its neighbour among those that are given. */
export function moveLabel(schema: Schema, field: LabelField, id: string, by: 1 | -1): Result<Edited> {
  const labels = schema.labels[field]
  const at = labels.findIndex((each) => each.id === id)
  let to = at + by
  while (labels[to]?.retired) to += by
  const [label, other] = [labels[at], labels[to]]
  if (!label || !other) return fail({ code: 'nothing-changed' })
  return ok({ schema: withLabels(schema, field, labels.with(at, other).with(to, label)), step: { kind: 'move', field, label: id }, restated: [] })
}

/**
 * Retires a label: it is no longer given. With `into` that label takes its place, in what people have stated and in what the model
 * says: that is how two labels are merged. Without, statements keep it, and the model's next likeliest stands where it gave it.
 */
export function retireLabel(schema: Schema, field: LabelField, id: string, into: string | null): Result<Edited> {
  const label = findLabel(schema, field, id)
  if (!label || label.retired) return fail({ code: 'no-such-label', label: id })
  if (isBound(field, id)) return fail({ code: 'label-bound', label: nameOf(label) })
  if (schema.labels[field].filter((each) => !each.retired).length === 1) return fail({ code: 'label-last', label: nameOf(label) })
  const heir = into === null ? null : heirsOf(schema, field, id).find((each) => each.id === into)
  if (heir === undefined) return fail({ code: 'no-such-label', label: into ?? '' })
  const { into: _before, ...rest } = label
  return ok({
    schema: replaced(schema, field, id, { ...rest, retired: true, ...(heir && { into: heir.id }) }),
    step: { kind: 'retire', field, label: id, into },
    restated: heir ? [{ field, from: id, to: heir.id }] : [],
  })
}

/** Lets a retired label be given again. What another has taken the place of stays with that. */
export function reviveLabel(schema: Schema, field: LabelField, id: string): Result<Edited> {
  const label = findLabel(schema, field, id)
  if (!label?.retired) return fail({ code: 'no-such-label', label: id })
  const problem = problemOf(schema, field, draftOf(label), id)
  if (problem && problem.code !== 'label-key-taken') return fail(problem)
  const { retired: _retired, into: _into, ...revived } = { ...label, key: problem ? '' : label.key }
  return ok({ schema: replaced(schema, field, id, revived), step: { kind: 'revive', field, label: id }, restated: [] })
}

/** Adds narrower labels behind one that stays: what has it keeps it until a person goes through it. */
export function splitLabel(schema: Schema, field: LabelField, id: string, parts: readonly Draft[]): Result<Edited> {
  if (!findLabel(schema, field, id)) return fail({ code: 'no-such-label', label: id })
  if (parts.length === 0) return fail({ code: 'nothing-changed' })
  const added = withNew(schema, field, parts, id)
  return added.ok ? ok({ schema: added.value.schema, step: { kind: 'split', field, label: id, parts: added.value.ids }, restated: [] }) : added
}

/**
 * Takes another schema in place of this one. Labels that it lacks and that are in use stay, retired, so that nothing that people have
 * stated loses its name; `used` are the ids in use, by field.
 */
export function replaceSchema(
  schema: Schema, other: Schema, used: Readonly<Record<LabelField, ReadonlySet<string>>>, step: SchemaStep,
): Edited {
  const merged = (field: LabelField): Label[] => {
    const kept = schema.labels[field].filter((each) => used[field].has(each.id) && !findLabel(other, field, each.id))
    return [...other.labels[field], ...kept.map(({ into: _into, ...each }) => ({ ...each, retired: true as const }))]
  }
  return {
    schema: { id: other.id, version: schema.version + 1, labels: { section: merged('section'), role: merged('role'), substance: merged('substance'), tag: merged('tag') } },
    step,
    restated: [],
  }
}

/** Whether what the model says has to be read anew: one of its labels, which are the built-in ones, leads elsewhere than before. */
export const leadsElsewhere = (before: Schema, after: Schema): boolean => (['section', 'role', 'substance', 'tag'] as const).some((field) =>
  labelIds(disclosureSchema, field).some((id) => successorOf(before, field, id) !== successorOf(after, field, id)))

export const nameOf = ({ zh, en, id }: Label): string => zh || en || id

/** What cannot be so, for a label of this id or, with null, a new one. */
export function problemOf(schema: Schema, field: LabelField, draft: Draft, id: string | null): Problem | null {
  const others = schema.labels[field].filter((each) => each.id !== id && !each.retired)
  const [zh, en] = [draft.zh.trim(), draft.en.trim()]
  if (zh === '' && en === '') return { code: 'label-no-name' }
  if ([zh, en, draft.mark.zh, draft.mark.en, draft.group].some((text) => text.length > longest)) return { code: 'label-name-long', limit: longest }
  const named = others.find((each) => (zh !== '' && each.zh === zh) || (en !== '' && each.en.toLowerCase() === en.toLowerCase()))
  if (named) return { code: 'label-name-taken', name: zh !== '' && named.zh === zh ? zh : en }
  if (draft.colour !== '' && !isColour(draft.colour)) return { code: 'label-colour' }
  if (draft.key !== '' && !/^[A-Z]$/.test(draft.key)) return { code: 'label-key' }
  const holder = others.find((each) => draft.key !== '' && each.key === draft.key)
  return holder && field !== 'substance' ? { code: 'label-key-taken', key: draft.key, label: nameOf(holder) } : null
}

/** A schema with new labels, behind the label `behind` or at the end. */
function withNew(schema: Schema, field: LabelField, drafts: readonly Draft[], behind: string | null, wanted = ''): Result<{ schema: Schema; ids: string[] }> {
  let next = schema
  const ids: string[] = []
  for (const draft of drafts) {
    const problem = problemOf(next, field, draft, null)
    if (problem) return fail(problem)
    if (next.labels[field].length >= most[field]) return fail({ code: 'labels-too-many', limit: most[field] })
    const id = wanted || freeId(next, field, draft)
    const labels = next.labels[field]
    const at = labels.findIndex((each) => each.id === (ids.at(-1) ?? behind))
    next = withLabels(next, field, labels.toSpliced(at < 0 ? labels.length : at + 1, 0, labelOf(id, draft, null)))
    ids.push(id)
  }
  return ok({ schema: { ...next, version: schema.version + 1 }, ids })
}

/** An id from the English name, or from the field where there is none. Ids never change, and stand in every export. */
function freeId(schema: Schema, field: LabelField, { en }: Draft): string {
  const words = en.normalize('NFKD').toLowerCase().match(/[a-z0-9]+/g)?.join('_').slice(0, 32) ?? ''
  const base = /^[a-z]/.test(words) && words !== 'none' ? words : `${field}_own`
  const wanted = field === 'tag' ? base.toUpperCase() : base
  const taken = new Set(labelIds(schema, field))
  for (let number = 1; ; number++) {
    const id = number === 1 ? wanted : `${wanted}_${number}`
    if (!taken.has(id)) return id
  }
}

function labelOf(id: string, draft: Draft, before: Label | null): Label {
  const [zh, en] = [draft.zh.trim(), draft.en.trim()]
  const colour = draft.colour || null
  const group = draft.group.trim()
  const guide = { zh: draft.guide.zh.trim(), en: draft.guide.en.trim() }
  return {
    id, zh, en, key: draft.key,
    mark: { zh: draft.mark.zh.trim() || (zh || en).slice(0, 2), en: draft.mark.en.trim() || (en || zh).slice(0, 3).toUpperCase() },
    ...(colour && { colour }), ...(group && { group }), ...((guide.zh || guide.en) && { guide }),
    ...(before?.retired && { retired: true as const }), ...(before?.into !== undefined && { into: before.into }),
  }
}

function changesBetween(one: Label, other: Label): LabelProperty[] {
  const of = ({ zh, en, mark, key, colour, group, guide }: Label): Record<LabelProperty, string> =>
    ({ name: `${zh}\n${en}`, mark: `${mark.zh}\n${mark.en}`, key, colour: colour ?? '', group: group ?? '', guide: `${guide?.zh ?? ''}\n${guide?.en ?? ''}` })
  const [before, after] = [of(one), of(other)]
  return labelProperties.filter((property) => before[property] !== after[property])
}

const withLabels = (schema: Schema, field: LabelField, labels: readonly Label[]): Schema =>
  ({ ...schema, version: schema.version + 1, labels: { ...schema.labels, [field]: labels } })

const replaced = (schema: Schema, field: LabelField, id: string, label: Label): Schema =>
  withLabels(schema, field, schema.labels[field].map((each) => (each.id === id ? label : each)))

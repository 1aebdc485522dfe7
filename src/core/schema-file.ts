import { isColour } from './colour.ts'
import { fail, ok, type Result } from './result.ts'
import { idShape, isBound, nameOf } from './schema-edit.ts'
import { disclosureSchema, type Label, type LabelField, type Schema } from './schema.ts'

/** A schema as a file, to be taken to another project or kept beside exports (docs/formats.md). */
const format = 'nianbao-schema'
/** Of the file's shape; a newer one is refused. */
const version = 1
const fields = ['section', 'role', 'substance', 'tag'] as const satisfies readonly LabelField[]

export const writeSchema = ({ id, version: number, labels }: Schema): string =>
  `${JSON.stringify({ format, schema_version: version, id, version: number, labels }, null, 2)}\n`

type Json = Readonly<Record<string, unknown>>

/** Reads a schema from the text of a file; one wrong label refuses the whole file. */
export function readSchema(text: string): Result<Schema> {
  const json = parse(text)
  if (!isObject(json) || json['format'] !== format) return fail({ code: 'no-schema-file' })
  const found = json['schema_version']
  if (typeof found !== 'number') return fail({ code: 'no-schema-file' })
  if (found > version) return fail({ code: 'newer-version', found, known: version })
  const labels = isObject(json['labels']) ? json['labels'] : {}
  const read: Partial<Record<LabelField, readonly Label[]>> = {}
  for (const field of fields) {
    const list = readLabels(field, labels[field])
    if (!list.ok) return list
    read[field] = list.value
  }
  const id = typeof json['id'] === 'string' && /^[a-z0-9-]{1,60}$/.test(json['id']) ? json['id'] : 'imported'
  const number = Number.isSafeInteger(json['version']) && Number(json['version']) > 0 ? Number(json['version']) : 1
  return ok({ id, version: number, labels: { section: read.section ?? [], role: read.role ?? [], substance: read.substance ?? [], tag: read.tag ?? [] } })
}

function readLabels(field: LabelField, value: unknown): Result<Label[]> {
  if (!Array.isArray(value)) return fail({ code: 'schema-lacks', field, label: '' })
  const labels: Label[] = []
  for (const [index, each] of value.entries()) {
    const label = isObject(each) ? readLabel(each) : null
    if (!label || labels.some(({ id }) => id === label.id)) return fail({ code: 'schema-broken-label', field, number: index + 1 })
    labels.push(label)
  }
  const missing = disclosureSchema.labels[field].find(({ id }) => isBound(field, id) && !labels.some((label) => label.id === id && !label.retired))
  if (missing) return fail({ code: 'schema-lacks', field, label: `${missing.id} (${nameOf(missing)})` })
  if (!labels.some((label) => !label.retired)) return fail({ code: 'schema-lacks', field, label: '' })
  const twice = labels.find((label, index) => !label.retired && field !== 'substance' && label.key !== '' && labels.slice(0, index).some((each) => !each.retired && each.key === label.key))
  if (twice) return fail({ code: 'label-key-taken', key: twice.key, label: nameOf(labels.find((each) => !each.retired && each.key === twice.key) ?? twice) })
  const lost = labels.findIndex((label) => leadsNowhere(labels, label))
  return lost >= 0 ? fail({ code: 'schema-broken-label', field, number: lost + 1 }) : ok(labels)
}

function readLabel(json: Json): Label | null {
  const text = (name: string, of: Json = json): string => (typeof of[name] === 'string' ? of[name].trim() : '')
  const both = (name: string): { zh: string; en: string } => {
    const value = json[name]
    return isObject(value) ? { zh: text('zh', value), en: text('en', value) } : { zh: '', en: '' }
  }
  const [id, zh, en, key, colour, group] = [text('id'), text('zh'), text('en'), text('key'), text('colour'), text('group')]
  const [mark, guide] = [both('mark'), both('guide')]
  if (!idShape.test(id) || id.toLowerCase() === 'none' || (zh === '' && en === '') || !/^[A-Z]?$/.test(key) || (colour !== '' && !isColour(colour))) return null
  return {
    id, zh, en, key, mark: { zh: mark.zh || (zh || en).slice(0, 2), en: mark.en || (en || zh).slice(0, 3).toUpperCase() },
    ...(colour && { colour }), ...(group && { group }), ...((guide.zh || guide.en) && { guide }),
    ...(json['retired'] === true && { retired: true as const }), ...(json['retired'] === true && text('into') && { into: text('into') }),
  }
}

/** Whether a label's successors end nowhere, or go in a circle. */
function leadsNowhere(labels: readonly Label[], label: Label): boolean {
  let at: Label | undefined = label
  for (let steps = 0; at?.into !== undefined; steps++) {
    if (steps > labels.length) return true
    const { into }: Label = at
    at = labels.find((each) => each.id === into)
  }
  return at === undefined
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

import type { Annotation, Author } from '../annotation.ts'
import { fail, ok, type Result } from '../result.ts'
import { fields, type Field } from '../schema.ts'
import { checkText, decode } from './decode.ts'
import { LabelNames } from './label-names.ts'
import { assemble, isObject, items, parseJson, placeIn, plainText, sourceOf, stringOf, type Json, type Piece, type PlainText } from './pieces.ts'
import type { LabelReader } from './reader.ts'

/**
 * Label Studio's JSON (label-studio-sdk, read at 97fcff1): of each task its first annotation that was not cancelled, or where there is
 * none its predictions. Offsets are UTF-16 code units into the text. Relations have no place in the schema and are not read.
 */
export const labelStudio: LabelReader = {
  id: 'label-studio',
  extensions: ['json'],
  sniff(source) {
    const head = typeof source === 'string' ? source.slice(0, 65_536) : new TextDecoder().decode(source.subarray(0, 65_536))
    return /^\ufeff?\s*\[\s*\{/.test(head) && /"data"\s*:\s*\{/.test(head)
  },
  read: (source, name, _, schema) => labelStudio.readNamed(source, name, new LabelNames(schema)),
  async readNamed(source, name, names) {
    const decoded = typeof source === 'string' ? checkText(source) : decode(source)
    if (!decoded.ok) return decoded
    const tasks = parseJson(decoded.value.text)
    if (!Array.isArray(tasks)) return fail({ code: 'broken-line', line: 1, reason: 'not-json' })
    const pieces: Piece[] = []
    for (const [index, task] of tasks.entries()) {
      const piece = readTask(task, index + 1, names)
      if (!piece.ok) return piece
      pieces.push(piece.value)
    }
    return names.unlessUnknown(() => assemble(name, pieces))
  },
}

function readTask(task: unknown, number: number, names: LabelNames): Result<Piece> {
  const data = isObject(task) ? task['data'] : undefined
  if (!isObject(task) || !isObject(data)) return fail({ code: 'broken-line', line: number, reason: 'not-object' })
  const given = stringOf(data['text'])
  if (given === null) return fail({ code: 'broken-line', line: number, reason: 'no-text' })
  const plain = plainText(given, number)
  if (!plain.ok) return plain
  const labels: Annotation[] = []
  for (const { results, by, at } of statementsIn(task, data))
    for (const result of results) {
      const label = isObject(result) ? readResult(result, given, plain.value, names) : null
      if (label === 'differs') return fail({ code: 'annotations-differ', line: number })
      if (label) labels.push({ ...label, by, at, ...(by.kind !== 'person' && isObject(result) && typeof result['score'] === 'number' && { score: result['score'] }) })
    }
  const { text } = plain.value
  const place = placeIn(data, text)
  const isOne = place.place !== null || labels.some(({ field, start, end }) => field !== 'tag' && start === 0 && end === text.length)
  return ok({ line: number, text, labels, paragraphs: isOne ? [{ start: 0, end: text.length }] : null, whole: false, ...place })
}

interface Statements {
  readonly results: readonly unknown[]
  readonly by: Author
  readonly at: number
}

function statementsIn(task: Json, data: Json): Statements[] {
  const annotation = items(task['annotations']).filter(isObject).find((each) => each['was_cancelled'] !== true)
  if (annotation) {
    const { by, at } = sourceOf(data)
    const person: Author = by.kind === 'person' ? by : { kind: 'person', name: '' }
    return [{ results: items(annotation['result']), by: person, at: Date.parse(stringOf(annotation['created_at']) ?? '') || at }]
  }
  return items(task['predictions']).filter(isObject).map((prediction): Statements => {
    const version = stringOf(prediction['model_version']) ?? ''
    return { results: items(prediction['result']), by: version === 'structure' ? { kind: 'structure', name: '' } : { kind: 'model', name: version }, at: 0 }
  })
}

type Found = Pick<Annotation, 'start' | 'end' | 'field' | 'value'>

/** What one result says; null for kinds that are not read. */
function readResult(result: Json, given: string, text: PlainText, names: LabelNames): Found | 'differs' | null {
  const value = result['value']
  if (!isObject(value)) return null
  const name = stringOf(items(value[result['type'] === 'choices' ? 'choices' : 'labels'])[0])
  if (name === null) return null
  if (result['type'] === 'choices') {
    const field = fields.find((each) => each === result['from_name'])
    const label = names.find(name, field ? [field] : (['section', 'substance', 'role'] satisfies Field[]), text.text)
    return label && { start: 0, end: text.text.length, ...label }
  }
  const [start, end, quote] = [value['start'], value['end'], stringOf(value['text'])]
  if (typeof start !== 'number' || typeof end !== 'number' || start < 0 || start >= end || end > given.length) return 'differs'
  // Label Studio writes line breaks of a quotation as \n.
  if (quote !== null && bare(quote) !== bare(given.slice(start, end))) return 'differs'
  const label = names.find(name, ['tag'], given.slice(start, end))
  return label && { start: text.at(start), end: text.at(end), ...label }
}

const bare = (text: string): string => text.replace(/\\n|\s/g, '')

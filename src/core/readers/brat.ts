import type { Annotation } from '../annotation.ts'
import type { Span } from '../document.ts'
import { fail, type Result } from '../result.ts'
import { disclosureSchema, fields, type Schema } from '../schema.ts'
import { decode } from './decode.ts'
import { LabelNames } from './label-names.ts'
import { assemble, plainText } from './pieces.ts'
import type { Reading } from './reader.ts'

/**
 * A report of two files in brat's standoff format: its text in UTF-8 and its `.ann`. Text-bound annotations named Paragraph are its
 * paragraphs (without any it is cut as other texts are), attributes named after fields their labels, all others tags. A tag in several
 * fragments reaches from its first character to its last. Relations, events and notes have no place in the schema and are not read.
 * Offsets count code points of the text as it is in the file.
 */
export function readBrat(text: Uint8Array, annotations: Uint8Array, name: string, schema: Schema = disclosureSchema): Result<Reading[]> {
  const raw = new TextDecoder('utf-8', { ignoreBOM: true }).decode(text)
  const checked = decode(text)
  if (!checked.ok) return checked
  const plain = plainText(raw, 1)
  if (!plain.ok) return plain
  const bounds = new Map<string, Bound>()
  const labels: Annotation[] = []
  const names = new LabelNames(schema)
  const starts = codePointStarts(raw)
  for (const [index, line] of new TextDecoder().decode(annotations).split(/\r?\n/).entries()) {
    if (line.startsWith('T')) {
      const bound = boundOf(line, raw, starts)
      if (!bound) return fail({ code: 'annotations-differ', line: index + 1 })
      bounds.set(bound.id, { ...bound, start: plain.value.at(bound.start), end: plain.value.at(bound.end) })
    } else if (/^[AM]\d/.test(line)) {
      const [, kind = '', target = '', value = ''] = line.split(/[\t ]/)
      const field = fields.find((each) => each === kind.toLowerCase())
      const bound = bounds.get(target)
      if (!field || !bound) continue
      const label = names.find(value, [field])
      if (label) labels.push({ ...spanOf(bound), ...label, ...person })
    }
  }
  const paragraphs = [...bounds.values()].filter(({ type }) => type === 'Paragraph').map(spanOf).sort((a, b) => a.start - b.start)
  for (const bound of bounds.values()) {
    if (bound.type === 'Paragraph') continue
    const label = names.find(bound.type, ['tag'])
    if (label) labels.push({ ...spanOf(bound), ...label, ...person })
  }
  return names.unlessUnknown(() => assemble(name, [{
    line: 1, text: plain.value.text, paragraphs: paragraphs.length > 0 ? paragraphs : null, labels, doc: name, place: null, sha256: null, whole: true,
  }]))
}

interface Bound extends Span {
  readonly id: string
  readonly type: string
}

const person = { by: { kind: 'person', name: '' }, at: 0 } as const
const spanOf = ({ start, end }: Span): Span => ({ start, end })

/** A text-bound annotation, its place in UTF-16 code units; null where its words are not what stands there. */
function boundOf(line: string, text: string, starts: readonly number[]): Bound | null {
  // The quotation may hold TABs itself.
  const [, id = '', place = '', quote] = /^([^\t]*)\t([^\t]*)\t(.*)$/s.exec(line) ?? []
  const [, type = '', pairs = ''] = /^(\S+) (\d+ \d+(?:;\d+ \d+)*)$/.exec(place) ?? []
  const fragments = pairs.split(';').map((pair) => pair.split(' ').map((count) => starts[Number(count)] ?? -1))
  if (quote !== fragments.map(([start = -1, end = -1]) => (start < 0 || end < 0 ? '\0' : text.slice(start, end))).join(' ')) return null
  const [start = -1, end = -1] = [fragments[0]?.[0], fragments.at(-1)?.[1]]
  return start < end ? { id, type, start, end } : null
}

/** The UTF-16 offset of every code point, and of the end. */
function codePointStarts(text: string): number[] {
  const starts: number[] = []
  let at = 0
  for (const character of text) {
    starts.push(at)
    at += character.length
  }
  return [...starts, at]
}

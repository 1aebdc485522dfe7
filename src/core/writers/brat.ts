import type { Span } from '../document.ts'
import { codePoints, type CodePoints } from '../dataset/code-points.ts'
import type { Item } from '../dataset/items.ts'
import { fields, labelIds, type Schema } from '../schema.ts'
import { encoded, textFile, type Format } from './format.ts'
import { uniqueNames } from './names.ts'

/**
 * brat standoff (brat.nlplab.org/standoff.html, code read at 44ecd82): for each report its text and its annotations. A paragraph is a
 * text-bound annotation of its whole length, its section, role and substance are attributes of that. Offsets are code points.
 */
export const brat: Format = {
  id: 'brat',
  label: { zh: 'brat', en: 'brat standoff' },
  files: ['*.txt', '*.ann', 'annotation.conf'],
  units: ['report'],
  offsets: 'code-point',
  holds: { section: true, role: true, substance: true, tags: true, scores: false, untagged: false, annotators: false, trail: false },
  needs: 'either',
  losses: async (item) => [['trimmed', item.tags.filter(({ start, end }) => /^\n|\n$/.test(item.text.slice(start, end))).length]],
  async *write(job) {
    for (const split of job.splits) {
      const name = uniqueNames()
      for await (const item of job.items(split)) {
        const path = `${split === 'data' ? '' : `${split}/`}${name(item.report.source.doc.name)}`
        yield { path: `${path}.txt`, chunks: encoded([item.text]) }
        yield { path: `${path}.ann`, chunks: encoded(annotations(item)) }
      }
    }
    yield textFile('annotation.conf', configuration(job.card.schema))
  },
}

function* annotations(item: Item): Generator<string> {
  const points = codePoints(item.text)
  let attributes = 0
  for (const [index, paragraph] of item.paragraphs.entries()) {
    yield textBound(index + 1, 'Paragraph', paragraph, item.text, points)
    for (const field of fields) {
      const label = paragraph.labels[field]
      if (label) yield `A${++attributes}\t${attributeName(field)} T${index + 1} ${label.value}\n`
    }
  }
  // Of a tag that holds nothing but line breaks no fragment is left.
  for (const [index, tag] of item.tags.filter((each) => linesIn(item.text, each).length > 0).entries())
    yield textBound(item.paragraphs.length + index + 1, tag.value, tag, item.text, points)
}

/** A span over line breaks comes in fragments, since a line of the file can hold none. */
function textBound(id: number, type: string, span: Span, text: string, points: CodePoints): string {
  const fragments = linesIn(text, span)
  const places = fragments.map(({ start, end }) => `${points.fromUtf16(start)} ${points.fromUtf16(end)}`).join(';')
  return `T${id}\t${type} ${places}\t${fragments.map(({ start, end }) => text.slice(start, end)).join(' ')}\n`
}

function linesIn(text: string, { start, end }: Span): Span[] {
  const lines: Span[] = []
  for (let from = start; from < end; ) {
    const newline = text.indexOf('\n', from)
    const to = newline === -1 || newline > end ? end : newline
    if (to > from) lines.push({ start: from, end: to })
    from = to + 1
  }
  return lines
}

const attributeName = (field: (typeof fields)[number]): string => field.charAt(0).toUpperCase() + field.slice(1)

function configuration(schema: Schema): string {
  const attributes = fields.map((field) => `${attributeName(field)}\tArg:Paragraph, Value:${labelIds(schema, field).join('|')}\n`).join('')
  return `# ${schema.id}, version ${schema.version}\n[entities]\nParagraph\n${labelIds(schema, 'tag').join('\n')}\n\n[relations]\n# Tags may stand inside paragraphs and overlap each other.\n`
    + `<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n\n[events]\n\n[attributes]\n${attributes}`
}

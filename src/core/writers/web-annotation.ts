import type { Author } from '../annotation.ts'
import type { Span } from '../document.ts'
import { codePoints, type CodePoints } from '../dataset/code-points.ts'
import type { Item } from '../dataset/items.ts'
import type { Labelled } from '../labels.ts'
import { fields } from '../schema.ts'
import { encoded, type Format } from './format.ts'
import { uniqueNames } from './names.ts'

/**
 * W3C Web Annotation (w3.org/TR/annotation-model, 2017) in JSON-LD: for each report its text and a page of annotations on it, each with
 * a quotation and a position. The recommendation counts positions in code points.
 */
export const webAnnotation: Format = {
  id: 'web-annotation',
  label: { zh: 'W3C Web Annotation (JSON-LD)', en: 'W3C Web Annotation (JSON-LD)' },
  files: ['*.txt', '*.jsonld'],
  units: ['report'],
  offsets: 'code-point',
  holds: { section: true, role: true, substance: true, tags: true, scores: false, untagged: false, annotators: true, trail: false },
  needs: 'either',
  async *write(job) {
    for (const split of job.splits) {
      const name = uniqueNames()
      for await (const item of job.items(split)) {
        const file = name(item.report.source.doc.name)
        const folder = split === 'data' ? '' : `${split}/`
        yield { path: `${folder}${file}.txt`, chunks: encoded([item.text]) }
        yield { path: `${folder}${file}.jsonld`, chunks: encoded(page(item, `${file}.txt`)) }
      }
    }
  },
}

/** Characters before and after a quotation that tell it from others like it. */
const context = 32

function* page(item: Item, file: string): Generator<string> {
  const points = codePoints(item.text)
  const id = `urn:sha256:${item.report.source.doc.sha256}`
  let before = `${JSON.stringify({ '@context': 'http://www.w3.org/ns/anno.jsonld', id: `${id}#annotations`, type: 'AnnotationPage' }).slice(0, -1)},"items":[\n`
  const annotation = (key: string, purpose: string, label: Labelled, span: Span, at: number | null): string => {
    const text = before + JSON.stringify({
      id: `${id}#${key}-${points.fromUtf16(span.start)}-${points.fromUtf16(span.end)}`,
      type: 'Annotation',
      motivation: purpose,
      ...creator(label.by),
      ...(label.by.kind === 'person' && !!at && { created: new Date(at).toISOString() }),
      body: { type: 'TextualBody', purpose, format: 'text/plain', value: label.value },
      target: { source: encodeURIComponent(file), selector: selectors(item.text, span, points) },
    })
    before = ',\n'
    return text
  }
  for (const paragraph of item.paragraphs) {
    for (const field of fields) {
      const label = paragraph.labels[field]
      if (label) yield annotation(field, 'classifying', label, paragraph, paragraph.labels.decidedAt)
    }
    for (const tag of item.tags.filter((each) => paragraph.start <= each.start && each.end <= paragraph.end))
      yield annotation(tag.value, 'tagging', tag, tag, paragraph.labels.decidedAt)
  }
  yield before.endsWith('[\n') ? `${before}]}\n` : '\n]}\n'
}

function creator(by: Author): object {
  if (by.kind === 'person') return by.name === '' ? {} : { creator: { type: 'Person', name: by.name } }
  return { creator: { type: 'Software', name: by.name || by.kind } }
}

function selectors(text: string, { start, end }: Span, points: CodePoints): object[] {
  return [
    { type: 'TextQuoteSelector', exact: text.slice(start, end), prefix: wholeCharacters(text, Math.max(0, start - context), start), suffix: wholeCharacters(text, end, end + context) },
    { type: 'TextPositionSelector', start: points.fromUtf16(start), end: points.fromUtf16(end) },
  ]
}

/** A stretch of text without halves of characters at its ends. */
const wholeCharacters = (text: string, start: number, end: number): string =>
  text.slice(start, end).replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '')

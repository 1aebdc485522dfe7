import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Annotation } from '../../../src/core/annotation.ts'
import type { SourceReport } from '../../../src/core/dataset/choice.ts'
import { statedLabels } from '../../../src/core/dataset/stated.ts'
import { readBrat } from '../../../src/core/readers/brat.ts'
import { read } from '../../../src/core/readers/index.ts'
import type { Reading } from '../../../src/core/readers/reader.ts'
import type { Result } from '../../../src/core/result.ts'
import { disclosureSchema, labelIds } from '../../../src/core/schema.ts'
import { longestFirst } from '../../../src/core/writers/bio.ts'
import { writeLabelsJsonl } from '../../../src/core/writers/labels-jsonl.ts'
import { by, docOf, filesOf, reportOf, request, textsOf } from '../../fixtures/exports.ts'

const pieces = fc.constantFrom('一、概述', '公开不及时', '𠮷林市', '😀', 'ＡＢＣ１２', 'abc', '。', '；', '一是', '：', '\n', '\r\n', '\r\n\r\n', '　　', '，', '“满意”', '\t', ' ', '=1+1', '"x",', '\u200b')
const texts = fc.tuple(fc.boolean(), fc.array(pieces, { minLength: 3, maxLength: 60 })).map(([mark, parts]) => `${mark ? '\ufeff' : ''}${parts.join('')}完`)

/** Labels in all fields of every paragraph, and tags anywhere: nested, overlapping, empty. Never within a character. */
const reports: fc.Arbitrary<SourceReport> = fc.tuple(texts, fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat(2)), { maxLength: 12 }), fc.infiniteStream(fc.nat())).map(([text, tags, draws]) => {
  const doc = docOf(text)
  const draw = (ids: readonly string[]): string => ids[Number(draws.next().value ?? 0) % ids.length] ?? ''
  const whole = (offset: number): number => (/[\udc00-\udfff]/.test(doc.text.charAt(offset)) ? offset - 1 : offset)
  return reportOf(doc, [
    ...doc.paragraphs.flatMap(({ start, end }): Annotation[] => (['section', 'role', 'substance'] as const).map((field) =>
      ({ start, end, field, value: draw(labelIds(disclosureSchema, field)), by, at: 1_600_000_000_000 }))),
    ...tags.flatMap(([where, from, length, what]): Annotation[] => {
      const paragraph = doc.paragraphs[where % doc.paragraphs.length]
      if (!paragraph) return []
      const start = whole(paragraph.start + (from % (paragraph.end - paragraph.start)))
      const end = what === 2 ? start : whole(Math.min(paragraph.end, start + (length % 12)))
      return [{ start, end: Math.max(start, end), field: 'tag', value: what === 0 ? 'ISSUE' : 'MEASURE', by, at: 1_600_000_000_000 }]
    }),
  ])
})

type Seen = { text: string; section?: string | undefined; role?: string | undefined; substance?: string | undefined; tags?: string[] }

/** What is seen of the labels, paragraph by paragraph. */
function seen(report: Pick<SourceReport, 'doc' | 'labels'>, fields: readonly (keyof Seen)[]): Seen[] {
  return report.doc.paragraphs.map((paragraph, index) => {
    const labels = report.labels[index]
    const all: Seen = {
      text: report.doc.text.slice(paragraph.start, paragraph.end),
      section: labels?.section?.value,
      role: labels?.role?.value,
      substance: labels?.substance?.value,
      tags: [...new Set((labels?.spans ?? []).filter(({ start, end }) => start < end).map(({ start, end, value }) => `${start - paragraph.start}-${end - paragraph.start} ${value}`))].sort(),
    }
    return Object.fromEntries(fields.map((field) => [field, all[field]])) as Seen
  })
}

function readBack(result: Result<Reading[]>): Pick<SourceReport, 'doc' | 'labels'> {
  const reading = result.ok && result.value.length === 1 ? result.value[0] : undefined
  if (!reading) throw new Error(JSON.stringify(result))
  return { doc: reading.doc, labels: statedLabels(reading.doc, reading.labels) }
}

/** brat holds no line breaks at the ends of a tag, and says so. Of tags that then stand at one place the last is read. */
const withoutLineBreaks = (report: SourceReport): SourceReport => ({
  ...report,
  labels: report.labels.map((labels) => ({
    ...labels,
    spans: [...new Map(labels.spans.map((span) => {
      const text = report.doc.text.slice(span.start, span.end)
      const [start, end] = [span.start + (/^\n*/.exec(text)?.[0].length ?? 0), span.end - (/\n*$/.exec(text)?.[0].length ?? 0)]
      return [`${start}-${end}`, { ...span, start, end }]
    })).values()],
  })),
})

const everything = ['text', 'section', 'role', 'substance', 'tags'] as const

describe('out and in again', () => {
  it.each([
    ['labels-jsonl', 'data.jsonl', everything],
    ['doccano-classification', 'data.jsonl', ['text', 'section', 'role', 'substance']],
    ['doccano-sequence', 'data.jsonl', everything],
    ['doccano-relation', 'data.jsonl', everything],
    ['doccano-intent', 'data.jsonl', everything],
    ['label-studio', 'data.json', everything],
  ] as const)('%s gives the same labels', async (format, file, fields) => {
    await fc.assert(fc.asyncProperty(reports, async (report) => {
      const files = await filesOf([report], request(format))
      const again = readBack(await read(files.get(file) ?? new Uint8Array(), file))
      expect(seen(again, fields)).toEqual(seen(report, fields))
    }), { numRuns: 150 })
  })

  it.each(['doccano-sequence', 'doccano-relation', 'brat'])('%s gives the same labels and the same text for whole reports', async (format) => {
    await fc.assert(fc.asyncProperty(reports, async (report) => {
      const files = await filesOf([report], request(format, { unit: 'report' }))
      const file = (name: string): Uint8Array => files.get(name) ?? new Uint8Array()
      const again = readBack(format === 'brat' ? readBrat(file('report.txt'), file('report.ann'), 'report.txt') : await read(file('data.jsonl'), 'data.jsonl'))
      expect(again.doc.text).toBe(report.doc.text)
      expect(seen(again, everything)).toEqual(seen(format === 'brat' ? withoutLineBreaks(report) : report, everything))
    }), { numRuns: 150 })
  })

  it.each(['conll-character-conll2003', 'conll-character-tab'])('%s gives the same tags, but for white space and what overlaps', async (format) => {
    await fc.assert(fc.asyncProperty(reports, async (report) => {
      const files = await filesOf([report], request(format))
      const again = readBack(await read(files.get('data.conll') ?? new Uint8Array(), 'data.conll'))
      const plain = (text: string): string => text.replace(/\s/g, '')
      const quotes = again.doc.paragraphs.flatMap((_, index) => again.labels[index]?.spans.map((span) => `${plain(again.doc.text.slice(span.start, span.end))} ${span.value}`) ?? [])
      const wanted = report.labels.flatMap(({ spans }) => longestFirst(spans.filter((span) => span.start < span.end).map((span) => ({ ...span, source: span }))))
        .map((span) => `${plain(report.doc.text.slice(span.start, span.end))} ${span.value}`).filter((quote) => !quote.startsWith(' '))
      expect(plain(again.doc.text)).toBe(plain(report.doc.paragraphs.map(({ start, end }) => report.doc.text.slice(start, end)).join('')))
      expect(quotes).toEqual(wanted)
    }), { numRuns: 150 })
  })
})

describe('labels JSONL', () => {
  it('is what the page and the label command write', async () => {
    await fc.assert(fc.asyncProperty(reports, async (report) => {
      const labels = report.labels.map((each) => ({ ...each, spans: each.spans.filter(({ start, end }) => start < end) }))
      expect((await textsOf([report], request('labels-jsonl'))).get('data.jsonl')).toBe(writeLabelsJsonl({ doc: report.doc, labels }))
    }), { numRuns: 50 })
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { noTag, type Annotation } from '../../../src/core/annotation.ts'
import { byPlace, statementsOf } from '../../../src/core/imported.ts'
import { predictedLabels, resolve, type ParagraphLabels } from '../../../src/core/labels.ts'
import { documentOf } from '../../../src/core/readers/document-of.ts'
import { read } from '../../../src/core/readers/index.ts'
import { disclosureSchema, labelIds } from '../../../src/core/schema.ts'
import { writeLabelsJsonl } from '../../../src/core/writers/labels-jsonl.ts'
import { predictionOf, type Said } from '../../fixtures/predictions.ts'
import type { Doc } from '../../../src/core/document.ts'

function docOf(text: string): Doc {
  const doc = documentOf('report.txt', { text, encoding: 'utf-8' })
  if (!doc.ok) throw new Error(doc.problem.code)
  return doc.value
}

/** What a reader of the file sees of the labels. */
const visible = (labels: readonly ParagraphLabels[]) => labels.map((label) => ({
  section: label.section.value, role: label.role.value, substance: label.substance.value,
  by: [label.section.by.kind, label.role.by.kind, label.substance.by.kind],
  spans: label.spans.map(({ start, end, value, by }) => [start, end, value, by.kind]),
}))

const pieces = fc.constantFrom('一、概述', '公开不及时', '𠮷林市', 'ＡＢＣ１２', '。', '；', '一是', '：', '\n', '\n\n', '　　', '，', '“满意”', '\t')
const texts = fc.array(pieces, { minLength: 3, maxLength: 60 }).map((parts) => `${parts.join('')}完`)
const said: fc.Arbitrary<Said> = fc.record({
  section: fc.constantFrom(...labelIds(disclosureSchema, 'section').filter((id) => id !== 'chrome')),
  role: fc.constantFrom('body', 'heading'),
  score: fc.constantFrom(0.5, 0.9),
  tags: fc.array(fc.constantFrom('', 'ISSUE', 'MEASURE'), { maxLength: 12 }),
})

describe('labels JSONL out and in again', () => {
  it('gives the same text and the same labels, where the report is known and where it is not', async () => {
    await fc.assert(fc.asyncProperty(texts, fc.array(said, { minLength: 60, maxLength: 60 }), fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat()), { maxLength: 8 }), async (text, model, edits) => {
      const doc = docOf(text)
      const prediction = predictionOf(doc, doc.paragraphs.map((_, index) => model[index] ?? {}))
      const stated = byPlace(edits.flatMap(([where, what, from, length]): Annotation[] => {
        const paragraph = doc.paragraphs[where % doc.paragraphs.length]
        if (!paragraph) return []
        const by = { kind: 'person' as const, name: '甲' }
        const width = paragraph.end - paragraph.start
        const start = paragraph.start + (from % width)
        const end = Math.min(paragraph.end, start + 1 + (length % width))
        const tag = ['ISSUE', 'MEASURE', noTag][what % 3] ?? noTag
        return [
          { start: paragraph.start, end: paragraph.end, field: 'section', value: labelIds(disclosureSchema, 'section')[what % 16] ?? 'front', by, at: 1000 },
          { start, end, field: 'tag', value: tag, by, at: 1000 },
        ]
      }))
      const labels = resolve(doc, prediction, stated)
      const file = writeLabelsJsonl({ doc, labels })
      const result = await read(file, 'labels.jsonl')
      const reading = result.ok ? result.value[0] : undefined
      if (!reading) throw new Error(JSON.stringify(result))
      expect(reading.doc.text).toBe(doc.text)
      expect(reading.original).toBe(doc.sha256)
      // Another model elsewhere, that says other things: the file's labels stand.
      for (const there of [prediction, predictionOf(reading.doc, reading.doc.paragraphs.map(() => ({ section: 'fees', tags: ['MEASURE', '', 'ISSUE'] })))]) {
        const statements = byPlace(statementsOf(reading.doc, predictedLabels(reading.doc, there), byPlace(reading.labels)))
        const again = resolve(reading.doc, there, statements)
        expect(visible(again)).toEqual(visible(labels))
      }
    }), { numRuns: 200 })
  })
})

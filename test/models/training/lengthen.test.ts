import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { lengthen } from '../../../models/training/lengthen.ts'
import { readMarkup, type WrittenParagraph } from '../../../models/training/markup.ts'
import { Random } from '../../../models/training/random.ts'
import { segments } from '../../../src/core/segment.ts'

const folder = 'models/training/reports'
const reports = readdirSync(folder).filter((file) => /^[abc]\d/.test(file)).map((file) => readMarkup(readFileSync(`${folder}/${file}`, 'utf8')))
const bodies = (paragraphs: readonly WrittenParagraph[]) => paragraphs.filter(({ role }) => role === 'body')
const tagged = (paragraphs: readonly WrittenParagraph[]) => paragraphs.flatMap(({ plain, spans }) => spans.map((span) => plain.slice(span.start, span.end)))

describe('lengthening', () => {
  const lengthened = reports.map((report, index) => lengthen(report.paragraphs, reports, new Random(index)))

  it('makes the paragraphs longer and loses no tagged segment', () => {
    for (const [index, paragraphs] of lengthened.entries()) {
      const before = reports[index]?.paragraphs ?? []
      expect(tagged(paragraphs)).toEqual(expect.arrayContaining(tagged(before)))
    }
    const mean = (all: readonly WrittenParagraph[]) => all.reduce((sum, { plain }) => sum + plain.length, 0) / all.length
    expect(mean(bodies(lengthened.flat()))).toBeGreaterThan(1.5 * mean(bodies(reports.flatMap(({ paragraphs }) => paragraphs))))
  })

  it('keeps every tagged stretch one whole segment, and everything substantive so', () => {
    for (const { plain, spans, role, substance } of lengthened.flat()) {
      const whole = segments(plain, { start: 0, end: plain.length }).map(({ start, end }) => `${start} ${end}`)
      expect(whole).toEqual(expect.arrayContaining(spans.map(({ start, end }) => `${start} ${end}`)))
      if (role !== 'body') expect(substance).toBe('na')
    }
    const substantive = reports.flatMap(({ paragraphs }) => paragraphs).filter((each) => each.substance === 'substantive')
    const text = lengthened.flat().filter((each) => each.substance === 'substantive').map(({ plain }) => plain).join('\n')
    for (const { plain } of substantive) expect(text).toContain(plain)
  })
})

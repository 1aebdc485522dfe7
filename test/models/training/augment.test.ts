import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { segments } from '../../../src/core/segment.ts'
import { variant } from '../../../models/training/augment.ts'
import { readMarkup } from '../../../models/training/markup.ts'
import { Random } from '../../../models/training/random.ts'

const folder = 'models/training/reports'
const reports = readdirSync(folder).filter((file) => /^[abc]\d/.test(file)).map((file) => readMarkup(readFileSync(`${folder}/${file}`, 'utf8')))

describe('variants of written reports', () => {
  const variants = reports.flatMap((report, index) => [1, 2, 3].map((seed) => variant(report, { reports }, new Random(100 * index + seed)))).flat()

  it('keep every tagged stretch one whole segment', () => {
    for (const { plain, spans } of variants) {
      const whole = segments(plain, { start: 0, end: plain.length }).map(({ start, end }) => `${start} ${end}`)
      expect(whole).toEqual(expect.arrayContaining(spans.map(({ start, end }) => `${start} ${end}`)))
    }
  })

  it('have headings that are whole sentences, and headings that are not', () => {
    const headings = variants.filter(({ role }) => role === 'heading')
    const sentences = headings.filter(({ plain }) => plain.endsWith('。'))
    expect(sentences.length / headings.length).toBeGreaterThan(0.02)
    expect(sentences.length / headings.length).toBeLessThan(0.3)
    expect(headings.every(({ substance }) => substance === 'na')).toBe(true)
  })
})

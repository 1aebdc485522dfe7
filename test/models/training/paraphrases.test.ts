import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readMarkup } from '../../../models/training/markup.ts'
import { placeOf, readPairs } from '../../../models/training/paraphrases.ts'

const folder = 'models/training'
/** What is never trained on (models/training/README.md). */
const heldOut = 'tvy46ABYZ'

describe.each(['train', 'test-rewritten', 'test-retold'])('paraphrases, %s', (name) => {
  const pairs = readPairs(readFileSync(`${folder}/paraphrases/${name}.tsv`, 'utf8'))

  it('each tell anew a paragraph that stands in the report they name', () => {
    const reports = new Map([...new Set(pairs.map(({ report }) => report))].map((report) => [report, readMarkup(readFileSync(`${folder}/reports/${report}`, 'utf8')).paragraphs]))
    for (const { report, original, anew } of pairs) {
      expect(reports.get(report)?.[placeOf(original, reports.get(report) ?? [])]?.role).toBe('body')
      expect(anew).not.toBe(original)
    }
  })

  it(`are of reports that the model is ${name === 'train' ? '' : 'not '}trained on`, () => {
    expect(pairs.every(({ report }) => heldOut.includes(report.charAt(0)) === name.startsWith('test'))).toBe(true)
  })
})

import { describe, expect, it } from 'vitest'
import { problemText } from '../../src/core/problem-text.ts'
import { documentOf } from '../../src/core/readers/document-of.ts'
import type { Problem } from '../../src/core/result.ts'
import { titleOf } from '../../src/core/title.ts'
import { predictedLabels } from '../../src/core/labels.ts'
import { predictionOf } from '../fixtures/predictions.ts'

const doc = (text: string) => {
  const read = documentOf('2015柳溪.txt', { text, encoding: 'utf-8' })
  if (!read.ok) throw new Error(read.problem.code)
  return read.value
}

describe('the title', () => {
  it('comes from the paragraph that is the title, else from the file’s name', () => {
    const report = doc('首页\n柳溪区2014年 年度报告\n一、概述')
    expect(titleOf(report, predictedLabels(report, predictionOf(report, [{ role: 'chrome', section: 'chrome' }, { role: 'title' }, { role: 'heading' }])))).toBe('柳溪区2014年 年度报告')
    expect(titleOf(report, predictedLabels(report, predictionOf(report, [{}, {}, {}])))).toBe('2015柳溪')
    const twoLines = doc('柳溪区人民政府\n2014年年度报告\n2014年年度报告')
    expect(titleOf(twoLines, predictedLabels(twoLines, predictionOf(twoLines, [{ role: 'title' }, { role: 'title' }, { role: 'title' }])))).toBe('柳溪区人民政府2014年年度报告')
    const apart = doc('柳溪区人民政府\n2014\n年政府信息公开年度报告\n正文。')
    expect(titleOf(apart, predictedLabels(apart, predictionOf(apart, [{ role: 'title' }, { role: 'title' }, {}])))).toBe('柳溪区人民政府2014年政府信息公开年度报告')
  })
})

/** One problem of every code. */
const problems: Problem[] = [
  { code: 'empty-file' }, { code: 'no-text' }, { code: 'too-large', bytes: 6e7, limit: 5e7 }, { code: 'paragraph-too-long', line: 3, characters: 2e5, limit: 1e5 },
  { code: 'unsupported-format', format: 'word' }, { code: 'overgrown-page', elements: 5e5, depth: 2e4 }, { code: 'broken-archive' }, { code: 'broken-entry' },
  { code: 'archive-bomb', ratio: 200 }, { code: 'archive-too-large', files: 5e3, bytes: 3e8 }, { code: 'archive-too-deep', limit: 3 }, { code: 'no-readable-file' },
  { code: 'broken-sheet', row: 3 }, { code: 'no-text-column' }, { code: 'sheet-too-large', rows: 1e6, columns: 1e3, limit: 5e6 },
  { code: 'binary' }, { code: 'undecodable' }, { code: 'lone-surrogate', line: 2 }, { code: 'unreadable', reason: 'gone' },
  { code: 'unwritable', reason: 'full' }, { code: 'broken-line', line: 4, reason: 'not-json' }, { code: 'unknown-label', line: 5, field: 'section', label: 'x' },
  { code: 'newer-version', found: 2, known: 1 }, { code: 'model-missing', file: 'config.json' }, { code: 'worker-died' }, { code: 'worker-missing' }, { code: 'cancelled' }, { code: 'damaged', format: 'pdf' }, { code: 'encrypted', format: 'pdf' }, { code: 'has-doctype' },
  { code: 'too-complex' }, { code: 'unpacks-too-large', limit: 4e7 }, { code: 'no-text-layer', pages: 12, without: 11 }, { code: 'too-many-pages', pages: 10_000, limit: 1000 },
  { code: 'too-much-text', limit: 2e6 }, { code: 'storage-full' }, { code: 'storage-failed', reason: 'x' },
]

describe('the words of problems', () => {
  it('differ from each other in each language and leave no gap', () => {
    for (const language of ['zh', 'en'] as const) {
      const sentences = problems.map((problem) => problemText(problem, language))
      expect(new Set(sentences).size).toBe(problems.length)
      for (const sentence of sentences) expect(sentence).not.toMatch(/undefined|NaN|\{|[。.]$/)
      for (const sentence of sentences) expect(/[\u4e00-\u9fff]/.test(sentence)).toBe(language === 'zh')
    }
  })
})

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quote } from '../../../src/core/document.ts'
import { documentOf } from '../../../src/core/readers/document-of.ts'
import { outline } from '../../../src/core/readers/outline.ts'
import { cutParagraphs } from '../../../src/core/readers/paragraphs.ts'
import { draw } from '../../fixtures/draw.ts'

const fixtures = join('test', 'fixtures', 'cut')

const drawing = (text: string): string => draw({ text, paragraphs: outline(text, cutParagraphs(text)) })

describe('paragraphs', () => {
  for (const file of readdirSync(fixtures).filter((name) => name.endsWith('.txt')))
    it(`cuts ${basename(file, '.txt')} as its golden file shows`, async () => {
      await expect(drawing(readFileSync(join(fixtures, file), 'utf8'))).toMatchFileSnapshot(join('..', '..', 'fixtures', 'cut', file.replace('.txt', '.golden')))
    })

  it('covers every character that is not white space, once and in order', () => {
    const piece = fc.constantFrom('一、概述', '（一）', '全年公开', '12', '条', '。', '，', '\n', '\n\n', '　　', ' ', '\t', '𠮷', '“', '”', '1.', '：')
    fc.assert(fc.property(fc.array(piece, { maxLength: 80 }), (pieces) => {
      const text = pieces.join('')
      const paragraphs = cutParagraphs(text)
      const covered = paragraphs.map((paragraph) => quote(text, paragraph)).join('').replace(/\s/g, '')
      expect(covered).toBe(text.replace(/\s/g, ''))
      for (const [index, paragraph] of paragraphs.entries()) {
        expect(paragraph.start).toBeGreaterThanOrEqual(paragraphs[index - 1]?.end ?? 0)
        expect(quote(text, paragraph)).toBe(quote(text, paragraph).trim())
      }
    }))
  })

  it('refuses a line that cannot be a paragraph, and says which', () => {
    const result = documentOf('x', { text: `第一行\n${'字'.repeat(100_001)}`, encoding: 'utf-8' })
    expect(result).toEqual({ ok: false, problem: { code: 'paragraph-too-long', line: 2, characters: 100_001, limit: 100_000 } })
  })
})

const gold = join('..', 'shared', 'gold')

describe.skipIf(!existsSync(gold))('the real reports (../shared, skipped where it is absent)', () => {
  it('are cut exactly as their gold paragraphs, at least 99 of 100', () => {
    let found = 0
    let all = 0
    for (const file of readdirSync(gold)) {
      const text = readFileSync(join('..', 'shared', 'reports', file.replace('.jsonl', '.txt')), 'utf8')
      const cut = new Set(cutParagraphs(text).map((span) => `${span.start} ${span.end}`))
      for (const line of readFileSync(join(gold, file), 'utf8').trim().split('\n')) {
        const { start, end } = JSON.parse(line) as { start: number; end: number }
        all++
        if (cut.has(`${start} ${end}`)) found++
      }
    }
    expect(found / all).toBeGreaterThanOrEqual(0.99)
    expect(all).toBe(232)
  })
})

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quote } from '../../src/core/document.ts'
import { segments } from '../../src/core/segment.ts'

const cut = (text: string): string[] => segments(text, { start: 0, end: text.length }).map((span) => quote(text, span))

describe('segments', () => {
  it.each([
    ['at full stops, semicolons, question and exclamation marks', '公开不及时。解读少;更新慢！为什么？', ['公开不及时', '解读少', '更新慢', '为什么']],
    ['before enumerators, which do not belong to them', '存在以下问题：一是意识不强，二是更新慢；三是队伍不稳。', ['存在以下问题', '意识不强', '更新慢', '队伍不稳']],
    ['after a colon only where it introduces points', '下一步重点：加强学习，做好公开。', ['下一步重点：加强学习，做好公开']],
    ['a heading without its number', '（二）加强政府网站管理', ['加强政府网站管理']],
    ['every kind of enumerator', '1.甲；2、乙；（3）丙；④丁；第一，戊；其二，己；二要庚', ['甲', '乙', '丙', '丁', '戊', '己', '庚']],
    ['run on without punctuation', '主要问题一是公开少二是解读少三是更新慢。', ['主要问题', '公开少', '解读少', '更新慢']],
    ['not inside words and figures', '统一是基础，第一季度公开3.5万条，其中2.1万条为动态。', ['统一是基础，第一季度公开3.5万条，其中2.1万条为动态']],
    ['keeping closing quotation marks', '做到“应公开、尽公开”。落实“谁公开谁审查。”同时抓考核。', ['做到“应公开、尽公开”', '落实“谁公开谁审查。”', '同时抓考核']],
    ['leaving nothing of bare punctuation', '。。；', []],
  ])('are cut %s', (_, text, expected) => {
    expect(cut(text)).toEqual(expected)
  })

  it('hold every letter of the text but enumerators, in order and without overlap', () => {
    const piece = fc.constantFrom('公开', '一是', '二是', '（一）', '1.', '。', '；', '，', '：', '”', '“', ' ', '𠮷', '2013年')
    fc.assert(fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const text = `前${pieces.join('')}后`
      const spans = segments(text, { start: 1, end: text.length - 1 })
      for (const [index, span] of spans.entries()) {
        expect(span.start).toBeGreaterThanOrEqual(Math.max(1, spans[index - 1]?.end ?? 0))
        expect(span.end).toBeLessThan(text.length)
        expect(quote(text, span)).toBe(quote(text, span).trim())
      }
      const kept = spans.map((span) => quote(text, span)).join('')
      expect(kept.match(/公开|𠮷|2013年/g)).toEqual(text.match(/公开|𠮷|2013年/g))
    }))
  })
})

const gold = join('..', 'shared', 'gold')

describe.skipIf(!existsSync(gold))('the real reports (../shared, skipped where it is absent)', () => {
  it('have every gold tag on one whole segment', () => {
    let tags = 0
    for (const file of readdirSync(gold)) {
      const text = readFileSync(join('..', 'shared', 'reports', file.replace('.jsonl', '.txt')), 'utf8')
      for (const line of readFileSync(join(gold, file), 'utf8').trim().split('\n')) {
        const paragraph = JSON.parse(line) as { start: number; end: number; spans: { start: number; end: number }[] }
        const places = segments(text, paragraph).map((span) => `${span.start} ${span.end}`)
        for (const span of paragraph.spans) expect(places).toContain(`${span.start} ${span.end}`)
        tags += paragraph.spans.length
      }
    }
    expect(tags).toBe(91)
  })
})

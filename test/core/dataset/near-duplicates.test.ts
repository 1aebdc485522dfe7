import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NearDuplicates } from '../../../src/core/dataset/near-duplicates.ts'

function groupsOf(texts: readonly string[]): number[] {
  const near = new NearDuplicates()
  for (const text of texts) near.add(text)
  return near.groups()
}

/** The measure as it is defined, with no short cuts. */
function similarity(a: string, b: string): number {
  const grams = (text: string): Set<string> => {
    const plain = text.normalize('NFKC').toLowerCase().replace(/\s+/g, '').replace(/\p{Nd}/gu, '0')
    return new Set(plain.length < 5 ? [plain] : Array.from({ length: plain.length - 4 }, (_, at) => plain.slice(at, at + 5)))
  }
  const [left, right] = [grams(a), grams(b)]
  const shared = [...left].filter((gram) => right.has(gram)).length
  return shared / (left.size + right.size - shared)
}

const base = '全年共受理政府信息公开申请件，全部按期答复，主动公开规范性文件条，回应群众关切，接受社会监督，不断提高工作水平。'
/** A text and what becomes of it when some of its characters are replaced: near, but how near differs. */
const variants = fc.array(fc.array(fc.tuple(fc.nat(base.length - 1), fc.constantFrom('甲', '乙', '１', '2', ' ')), { maxLength: 4 }), { minLength: 2, maxLength: 14 })
  .map((edits) => edits.map((changes) => changes.reduce((text, [at, character]) => text.slice(0, at) + character + text.slice(at + 1), base)))

describe('near duplicates', () => {
  it('every pair that is near is in one group, and no text is in a group without a near one', () => {
    fc.assert(fc.property(variants, (texts) => {
      const groups = groupsOf(texts)
      for (const [i, a] of texts.entries()) {
        for (const [j, b] of texts.entries()) if (similarity(a, b) >= 0.8) expect(groups[i]).toBe(groups[j])
        const companions = texts.filter((_, j) => j !== i && groups[j] === groups[i])
        if (companions.length > 0) expect(companions.some((b) => similarity(a, b) >= 0.8)).toBe(true)
      }
    }), { numRuns: 300 })
  })

  it('figures, width and white space make no difference; other short texts do', () => {
    const [a, b, c, d] = groupsOf(['收到申请12件。', '收到申请３４　件。', '没有收到申请。', '收到'])
    expect(a).toBe(b)
    expect(new Set([a, c, d]).size).toBe(3)
  })

  it('groups 20,000 paragraphs that share their phrases', () => {
    const texts = Array.from({ length: 20_000 }, (_, number) => `${base.slice(0, number % 40)}第${String.fromCodePoint(0x4e00 + (number % 9000))}项${String.fromCodePoint(0x5000 + (number % 7000))}工作${base}`)
    expect(groupsOf(texts)).toHaveLength(20_000)
  })
})

import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluate, evaluationText, type ScoredParagraph, type ScoredReport } from '../../../src/core/review/evaluation.ts'

const paragraph = (start: number, end: number, section: string, rest: Partial<ScoredParagraph> = {}): ScoredParagraph =>
  ({ start, end, section, role: 'body', substance: 'boilerplate', spans: [], ...rest })

describe('evaluate', () => {
  it('counts a paragraph right by the label that covers most of it, however it was cut', () => {
    const gold = [paragraph(0, 10, 'issues'), paragraph(10, 20, 'measures')]
    const predicted = [paragraph(0, 4, 'measures'), paragraph(4, 20, 'issues')]
    const { section } = evaluate([{ gold, predicted }])
    expect(section).toMatchObject({ n: 2, accuracy: 0.5 })
    expect(section.confusion.get('measures')?.get('issues')).toBe(1)
  })

  it('counts a paragraph that nothing covers as wrong', () => {
    expect(evaluate([{ gold: [paragraph(0, 5, 'other')], predicted: [] }]).section.accuracy).toBe(0)
  })

  it('gives F1 by label and their mean over the labels of gold', () => {
    const gold = ['a', 'a', 'b', 'b'].map((section, at) => paragraph(at, at + 1, section))
    const predicted = ['a', 'b', 'b', 'c'].map((section, at) => paragraph(at, at + 1, section))
    const { perLabel, macroF1 } = evaluate([{ gold, predicted }]).section
    expect(perLabel.get('a')).toEqual({ f1: 2 / 3, n: 2 })
    expect(perLabel.get('b')).toEqual({ f1: 0.5, n: 2 })
    expect(macroF1).toBeCloseTo((2 / 3 + 0.5) / 2)
  })

  it('scores spans whole and by character', () => {
    const gold = [paragraph(0, 20, 'issues', { spans: [{ start: 0, end: 10, tag: 'ISSUE' }] })]
    const predicted = [paragraph(0, 20, 'issues', { spans: [{ start: 0, end: 5, tag: 'ISSUE' }] })]
    const { spansExact, spansByCharacter } = evaluate([{ gold, predicted }])
    expect(spansExact.f1).toBe(0)
    expect(spansByCharacter.f1).toBeCloseTo(2 / 3)
  })

  it('asks substance of body paragraphs alone', () => {
    const gold = [paragraph(0, 1, 'chrome', { substance: 'na' }), paragraph(1, 2, 'issues')]
    expect(evaluate([{ gold, predicted: gold }]).substanceOfBody).toMatchObject({ n: 1, accuracy: 1 })
  })

  it('is written with every label and its number of cases', () => {
    const gold = [paragraph(0, 1, 'issues'), paragraph(1, 2, 'issues')]
    expect(evaluationText(evaluate([{ gold, predicted: [paragraph(0, 1, 'issues'), paragraph(1, 2, 'fees')] }]))).toContain('issues              66.7 (2)  fees 1')
  })
})

const scorer = '../shared/score.mjs'

describe.skipIf(!existsSync(scorer))('beside the scorer of ../shared', () => {
  const label = fc.constantFrom('issues', 'measures', 'other')
  const report = fc.array(fc.record({ length: fc.integer({ min: 1, max: 9 }), gold: label, predicted: label, tagged: fc.boolean(), found: fc.boolean() }), { minLength: 1, maxLength: 12 })

  it('gives the same figures', () => {
    const folder = mkdtempSync(join(tmpdir(), 'nianbao-evaluation-'))
    const write = (name: string, paragraphs: readonly ScoredParagraph[]) => {
      writeFileSync(join(folder, name), paragraphs.map((each) => JSON.stringify({ doc: 'a.txt', ...each })).join('\n'))
      return join(folder, name)
    }
    fc.assert(fc.property(report, (drawn) => {
      let at = 0
      const place = drawn.map((each) => ({ ...each, start: at, end: (at += each.length) }))
      const spans = (is: boolean, { start, end }: { start: number; end: number }) => (is ? [{ start, end, tag: 'ISSUE' }] : [])
      const scored: ScoredReport = {
        gold: place.map((each) => paragraph(each.start, each.end, each.gold, { spans: spans(each.tagged, each) })),
        predicted: place.map((each) => paragraph(each.start, each.end, each.predicted, { spans: spans(each.found, each) })),
      }
      const theirs = JSON.parse(execFileSync(process.execPath, [scorer, write('gold.jsonl', scored.gold), write('predicted.jsonl', scored.predicted), '--json'], { encoding: 'utf8' }))
      const ours = evaluate([scored])
      for (const field of ['accuracy', 'macroF1', 'kappa'] as const) expect(ours.section[field]).toBeCloseTo(theirs.section[field], 10)
      expect(ours.spansExact.f1).toBeCloseTo(theirs.spansExact.f1, 10)
      expect(ours.spansByCharacter.f1).toBeCloseTo(theirs.spansByChar.f1, 10)
    }), { numRuns: 10 })
  })
})

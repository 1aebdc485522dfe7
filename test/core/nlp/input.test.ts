import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pooling } from '../../../src/core/nlp/encode.ts'
import { featureCount, features } from '../../../src/core/nlp/features.ts'
import { modelInput } from '../../../src/core/nlp/input.ts'
import { encodeCharacters, normal, readVocabulary } from '../../../src/core/nlp/vocabulary.ts'
import { documentOf } from '../../../src/core/readers/document-of.ts'

const vocabulary = readVocabulary(JSON.parse(readFileSync('models/nianbao-1/tokenizer.json', 'utf8')))
const characters = new Map([...vocabulary].map(([character, id]) => [id, character]))
const docOf = (text: string) => {
  const read = documentOf('a.txt', { text, encoding: 'utf-8' })
  if (!read.ok) throw new Error(read.problem.code)
  return read.value
}

describe('characters as the model sees them', () => {
  it('are simplified, of normal width and lower case, one for one', () => {
    expect([...'廣州縣ＩＰｖ６，！（'].map(normal).join('')).toBe('广州县ipv6,!(')
    expect([...' 　\n\t\u200b'].map(normal).join('')).toBe('')
    expect(normal('…')).toBe('…')
    expect(normal('㈠')).toBe('㈠')
  })

  it('keep the offsets of the original text', () => {
    const text = '  𠮷 廣　州'
    const { ids, offsets } = encodeCharacters(text, 0, text.length, vocabulary)
    expect(offsets).toEqual([2, 5, 7])
    expect(ids.slice(1).map((id) => characters.get(id))).toEqual(['广', '州'])
  })
})

describe('windows', () => {
  const piece = fc.constantFrom('公开信息', '一是', '。', '；', '2013年', '（一）', '\n', '一、概述\n', '　', '廣', 'x'.repeat(90), '长'.repeat(150))

  it('hold every character of every paragraph once, under the words of its headings', () => {
    fc.assert(fc.property(fc.array(piece, { minLength: 1, maxLength: 40 }), (pieces) => {
      const doc = docOf(`${pieces.join('')}完`)
      const input = modelInput(doc, vocabulary)
      for (const [index, paragraph] of doc.paragraphs.entries()) {
        const windows = input.windows.filter((window) => window.paragraph === index)
        const seen = windows.flatMap((window) => window.ids.slice(window.lead, -1))
        expect(seen).toEqual(encodeCharacters(doc.text, paragraph.start, paragraph.end, vocabulary).ids)
        for (const window of windows) expect(window.ids.length).toBeLessThan(290)
      }
    }))
  })

  it('tell which tokens belong to which segment, completely', () => {
    fc.assert(fc.property(fc.array(piece, { minLength: 1, maxLength: 40 }), (pieces) => {
      const doc = docOf(`${pieces.join('')}完`)
      const input = modelInput(doc, vocabulary)
      for (const [segment] of input.owners.entries()) {
        const tokens = input.windows.flatMap((window) => window.parts.filter((part) => part.segment === segment).flatMap((part) => window.ids.slice(part.first, part.end)))
        expect(tokens).toEqual(encodeCharacters(doc.text, input.segments[segment * 2] ?? 0, input.segments[segment * 2 + 1] ?? 0, vocabulary).ids)
      }
    }))
  })

  it('average to rows that each sum to one', () => {
    const [window] = modelInput(docOf('一、问题：一是公开少；二是更新慢。'), vocabulary).windows
    if (!window) throw new Error('no window')
    const weights = pooling(window, window.ids.length)
    for (let row = 0; row < window.parts.length + 2; row++)
      expect(weights.subarray(row * window.ids.length, (row + 1) * window.ids.length).reduce((a, b) => a + b, 0)).toBeCloseTo(1)
  })
})

describe('headings above', () => {
  it('are the innermost and the outermost, or none', () => {
    const { above } = modelInput(docOf('首页\n一、概述\n（一）加强领导\n1. 调整领导小组\n明确了各科室的职责。\n二、问题'), vocabulary)
    expect([...above]).toEqual([-1, -1, -1, -1, 1, 1, 2, 1, 3, 1, -1, -1])
  })
})

describe('features', () => {
  it('are finite, between -1 and 2, and as many as the model was made for', () => {
    const doc = docOf('首页\n一、概述\n2013年公开1,024条，占98.6%。\n（一）加强领导。调整领导小组。\n无。')
    const rows = features(doc)
    expect(rows).toHaveLength(doc.paragraphs.length * featureCount)
    for (const value of rows) expect(value).toSatisfy((number: number) => Number.isFinite(number) && number >= -1 && number <= 2)
  })
})

describe.skipIf(!existsSync('models/training/vocabulary.py'))('the training script', () => {
  it('has the same special ids', () => {
    expect(['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'].map((token) => vocabulary.get(token))).toEqual([0, 1, 2, 3, 4])
  })
})

import { describe, expect, it } from 'vitest'
import { fill } from '../../../src/ui/texts/fill.ts'

describe('a text with gaps', () => {
  it('takes values where their names stand and leaves gaps that have none', () => {
    expect(fill('{done} of {of}, {what}', { done: 0, of: '1,024' })).toBe('0 of 1,024, {what}')
  })

  it('counts one thing in the singular, and anything else in the plural', () => {
    const text = '{paragraphs} {paragraphs|paragraph|paragraphs} in {reports} {reports|report|reports}: {reports|it is|they are} read'
    expect(fill(text, { paragraphs: '1', reports: 1 })).toBe('1 paragraph in 1 report: it is read')
    expect(fill(text, { paragraphs: 0, reports: '1,001' })).toBe('0 paragraphs in 1,001 reports: they are read')
  })
})

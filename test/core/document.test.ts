import { describe, expect, it } from 'vitest'
import { headingTrail } from '../../src/core/document.ts'
import { docOf } from '../fixtures/exports.ts'

describe('the headings above a paragraph', () => {
  const doc = docOf('一、概述\n（一）组织领导\n（1）健全机制。全年召开会议3次。\n县里成立了领导小组。', 'a.txt')
  const last = doc.paragraphs.at(-1)
  if (!last) throw new Error('there are paragraphs')
  const trail = (...roles: string[]) => headingTrail(doc, last, (index) => roles[index])

  it('are those that the layout tells, less what is labelled as none', () => {
    expect(trail()).toEqual(['一、概述', '（一）组织领导', '（1）健全机制。'])
    expect(trail('heading', 'body', 'body')).toEqual(['一、概述', '（1）健全机制。'])
    expect(trail('chrome', 'heading', 'table')).toEqual(['（一）组织领导'])
  })
})

import { expect, test } from 'vitest'
import { pieces } from '../../../src/ui/workbench/painter.ts'

test('a part of a paragraph, such as a cell, is cut where strokes begin and end inside it', () => {
  const strokes = [{ start: 3, end: 6, paint: 'hit' as const }, { start: 5, end: 9, paint: 'fact' as const }]
  expect(pieces('甲乙丙丁', 4, strokes)).toEqual([
    { text: '甲', paints: ['hit'] }, { text: '乙', paints: ['hit', 'fact'] }, { text: '丙丁', paints: ['fact'] },
  ])
  expect(pieces('甲乙', 0, strokes)).toEqual([{ text: '甲乙', paints: [] }])
})

import { fail, ok, type Result } from '../result.ts'
import { codePoints } from './code-points.ts'
import type { Item } from './items.ts'

/**
 * The self-check of an export: every tag and every paragraph of an item, cut out of its text by offsets in the format's own unit, is
 * what the report has at its place. The cut by code points counts characters itself, apart from the conversion that it checks.
 */
export function checkOffsets(item: Item, unit: 'utf-16' | 'code-point'): Result<null> {
  const { doc } = item.report.source
  const points = codePoints(item.text)
  const characters = Array.from(item.text)
  for (const { start, end, source } of [...item.paragraphs, ...item.tags]) {
    const wanted = doc.text.slice(source.start, source.end)
    const counted = characters.slice(points.fromUtf16(start), points.fromUtf16(end)).join('')
    // Half a character fails in either unit: no file in UTF-8 can hold it.
    if (counted !== wanted || (unit === 'utf-16' && item.text.slice(start, end) !== wanted))
      return fail({ code: 'span-differs', doc: doc.name, start: source.start, end: source.end })
  }
  return ok(null)
}

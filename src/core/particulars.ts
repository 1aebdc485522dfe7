import type { Span } from './document.ts'

/** What makes a paragraph checkable: a count or amount, a date, a numbered document, a named document, a named system or slogan. */
export type ParticularKind = 'number' | 'date' | 'document-number' | 'title' | 'quoted'

/** In the order in which the model is told of them. */
export const particularKinds: readonly ParticularKind[] = ['number', 'date', 'document-number', 'title', 'quoted']

export interface Particular extends Span {
  readonly kind: ParticularKind
}

/** Not the number of an article (第20条) and not the mark of a list (2.部门…). */
const digits = '(?<![第\\d０-９,.，．])[\\d０-９]+(?:[,，.．][\\d０-９]+)*'
/** A lone 一, 百, 千 is a figure of speech (一次性, 千家万户). */
const chineseNumber = '(?<![第一二两三四五六七八九十百千万零〇\\d])(?:[二两三四五六七八九十][一二三四五六七八九十百千万零〇]*|[一百千][一二三四五六七八九十百千万零〇]+)'
const units = '(?:余|多)?(?:万|亿|千)?(?:余|多)?(?:条|件|份|次|个|個|人次|人|项|項|宗|起|场|場|篇|期|家|名|度|户|戶|元|万元|页|頁|处|處|类|類|批|部|台|套|期|天|日|小时|分钟|篇次|平方米|公里|%|％|‰)'

/** In this order: a stretch that an earlier pattern took is not taken again. */
const patterns: readonly (readonly [ParticularKind, RegExp])[] = [
  ['document-number', /[\u4e00-\u9fff]{1,8}[〔[［(（]\s*[12]\d{3}\s*[〕\]］)）]\s*(?:第)?\s*\d{1,4}\s*号/g],
  ['title', /《[^《》\n]{2,80}(?:《[^《》\n]{1,60}》[^《》\n]{0,60})?》/g],
  ['date', /(?:[12]\d{3}|[二一][〇○ＯO0一二三四五六七八九零]{3})年\s*(?:\d{1,2}月(?:\s*\d{1,2}日)?|第[一二三四]季度|[上下]半年)|(?<!\d)\d{1,2}月\s*\d{1,2}日|(?<!\d)\d{1,2}月(?:份|底|初)/g],
  ['number', new RegExp(`${digits}\\s*${units}|${chineseNumber}(?:条|件|份|次|场|篇|期|家|宗|起)(?!制)`, 'g')],
  ['quoted', /[“「『][^“”「」『』\n]{2,24}[”」』]/g],
]

/** The regulation itself and what every agency has, however they are called: no particulars (label guide, section 5). */
const everyAgencyHas = /^《(?:中华人民共和国|中華人民共和國)?(?:政府)?(?:信息公开|信息公開|公开|公開)?(?:条例|條例|指南|目录|目錄)》$|^《[^》]{0,12}(?:信息公开|信息公開)(?:指南|目录|目錄)》$/

/** Finds the particulars of a stretch of text, in order, by their form alone. */
export function particulars(text: string, within: Span): Particular[] {
  const stretch = text.slice(within.start, within.end)
  const found: Particular[] = []
  for (const [kind, pattern] of patterns)
    for (const match of stretch.matchAll(pattern)) {
      const span = { start: within.start + match.index, end: within.start + match.index + match[0].length }
      if (kind === 'title' && everyAgencyHas.test(match[0])) continue
      if (!found.some((taken) => taken.start < span.end && span.start < taken.end)) found.push({ ...span, kind })
    }
  return found.sort((a, b) => a.start - b.start)
}

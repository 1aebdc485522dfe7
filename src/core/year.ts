import type { Span } from './document.ts'

export interface Year extends Span {
  readonly value: number
  /** A whole year, the beginning of the period that is reported on, or some day in it. */
  readonly of: 'year' | 'period' | 'day'
}

const chineseDigits = '〇一二三四五六七八九'
const zeros = /[○零0０OＯoｏ]/g
const digit = '[\\d０-９]'
const pattern = new RegExp([
  // 2013年, ２０１３ 年, and 2013 in brackets; of an academic year (2014—2015学年) the second.
  `(?<!${digit})(?:${digit}{4}\\s*[-—–－~～至]\\s*)?((?:19|20|１９|２０)${digit}{2})\\s*(?:年|學年|学年|[）)〕\\]])`,
  // 二〇一三年 in every way of writing the zero.
  '([二一][〇○零0０OＯoｏ一二三四五六七八九]{3})\\s*年',
].join('|'), 'g')

/** The years that a stretch of text names, in order, in all the ways in which reports write them. */
export function yearsIn(text: string): Year[] {
  return [...text.matchAll(pattern)].map((match) => {
    const [whole, arabic, chinese = ''] = match
    const after = text.slice(match.index + whole.length, match.index + whole.length + 12)
    return {
      start: match.index,
      end: match.index + whole.length,
      value: arabic ? Number(arabic.normalize('NFKC')) : Number([...chinese.replace(zeros, '〇')].map((each) => chineseDigits.indexOf(each)).join('')),
      of: /^\s*[1１一]\s*月\s*(?:[1１一]\s*日|[至到-])|^\s*5\s*月\s*1\s*日\s*(?:起|至|以来|到|-|—)/.test(after) ? 'period' as const
        : /^\s*(?:[\d０-９]{1,2}|[一二三四五六七八九十]{1,3})\s*月/.test(after) ? 'day' as const : 'year' as const,
    }
  })
}

/** The numbering that Chinese reports put before headings and points: 一、 (一) 1. (1) 第一 一是 ①. */

export type EnumeratorStyle = 'part' | 'chinese' | 'chinese-bracket' | 'digit' | 'digit-bracket' | 'circled' | 'ordinal' | 'point'

export interface Enumerator {
  readonly style: EnumeratorStyle
  /** Code units from its first character to the first of what it numbers, white space between included. */
  readonly length: number
}

const numeral = '[一二三四五六七八九十]{1,3}'

const patterns: readonly (readonly [EnumeratorStyle, RegExp])[] = [
  ['part', new RegExp(`第(?:${numeral}|\\d{1,2})(?:部分|章|节|節|篇)[、：:.．\\s]*`, 'y')],
  ['chinese-bracket', new RegExp(`[（(【〔]\\s*${numeral}\\s*[）)】〕][、.．，,：:\\s]*`, 'y')],
  ['chinese', new RegExp(`${numeral}\\s*[、.．，,：:]\\s*`, 'y')],
  ['digit-bracket', /(?:[（(【]\s*[\d０-９]{1,2}\s*[）)】]|[\d０-９]{1,2}[）)])[、.．，,：:\s]*/y],
  ['digit', /[\d０-９]{1,2}(?:[、．]|[.](?![\d０-９]))\s*/y],
  ['circled', /[①-⑳⑴-⒛㈠-㈩❶-❿➀-➓]\s*[、.．]?\s*/y],
  ['ordinal', new RegExp(`(?:第${numeral}|其[一二三四五六七八九])(?:是|[，,、：:])\\s*`, 'y')],
  ['point', new RegExp(`${numeral}(?:是要?|要)[，,：:]?\\s*`, 'y')],
]

/** The enumerator that begins at `at`, or null. Says nothing about whether a point may begin there. */
export function enumeratorAt(text: string, at: number): Enumerator | null {
  for (const [style, pattern] of patterns) {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match) return { style, length: match[0].length }
  }
  return null
}

/** Numbers as Word writes them in lists: the formats of ST_NumberFormat (ISO/IEC 29500-1, 17.18.59) that Chinese documents use. */

type Write = (number: number) => string

const simplified = { digits: '零一二三四五六七八九', units: ['', '十', '百', '千'], bare: true }
const legalSimplified = { digits: '零壹贰叁肆伍陆柒捌玖', units: ['', '拾', '佰', '仟'], bare: false }
const legalTraditional = { digits: '零壹貳參肆伍陸柒捌玖', units: ['', '拾', '佰', '仟'], bare: false }

/** Counting with units below ten thousand: 十二, 一百零五; `bare` leaves out the one of 一十二. */
const counted = ({ digits, units, bare }: typeof simplified): Write => (number) => {
  if (number < 1 || number > 9999) return String(number)
  const places = [...String(number)].map(Number)
  let written = ''
  for (const [index, digit] of places.entries()) {
    if (digit > 0) written += `${digits.charAt(digit)}${units[places.length - 1 - index] ?? ''}`
    else if (!written.endsWith('零') && places.slice(index).some((later) => later > 0)) written += '零'
  }
  return bare && number >= 10 && number < 20 ? written.slice(1) : written
}

/** Digit by digit: 10 is 一〇. */
const digital = (digits: string): Write => (number) => [...String(number)].map((digit) => digits.charAt(Number(digit)) || digit).join('')

/** Runs of characters that stand for 1, 2, 3 …; beyond them the plain number. */
const series = (...runs: readonly (readonly [first: string, count: number])[]): Write => (number) => {
  let left = number
  for (const [first, count] of runs) {
    if (left >= 1 && left <= count) return String.fromCodePoint((first.codePointAt(0) ?? 0) + left - 1)
    left -= count
  }
  return String(number)
}

/** Characters in turn, round and round. */
const cycle = (characters: string): Write => (number) => characters.charAt((number - 1) % characters.length)

/** a, b … z, aa, bb …, as Word goes on after z. */
const letters = (first: 'a' | 'A'): Write => (number) =>
  String.fromCharCode(first.charCodeAt(0) + ((number - 1) % 26)).repeat(Math.min(20, Math.ceil(number / 26)))

const romans: readonly (readonly [number, string])[] = [
  [1000, 'M'], [900, 'CM'], [500, 'D'], [400, 'CD'], [100, 'C'], [90, 'XC'], [50, 'L'], [40, 'XL'], [10, 'X'], [9, 'IX'], [5, 'V'], [4, 'IV'], [1, 'I'],
]

function roman(number: number): string {
  if (number < 1 || number > 3999) return String(number)
  let left = number
  let written = ''
  for (const [value, numeral] of romans) {
    written += numeral.repeat(Math.floor(left / value))
    left %= value
  }
  return written
}

const chinese = counted(simplified)
const circled = series(['①', 20], ['㉑', 15], ['㊱', 15])
const stems = '甲乙丙丁戊己庚辛壬癸'
const branches = '子丑寅卯辰巳午未申酉戌亥'

const formats: Readonly<Record<string, Write>> = {
  none: () => '',
  decimal: String,
  decimalHalfWidth: String,
  decimalZero: (number) => String(number).padStart(2, '0'),
  decimalFullWidth: digital('０１２３４５６７８９'),
  decimalFullWidth2: digital('０１２３４５６７８９'),
  decimalEnclosedCircle: circled,
  decimalEnclosedCircleChinese: circled,
  decimalEnclosedFullstop: series(['⒈', 20]),
  decimalEnclosedParen: series(['⑴', 20]),
  ideographEnclosedCircle: series(['㊀', 10]),
  numberInDash: (number) => `- ${number} -`,
  chineseCounting: chinese,
  chineseCountingThousand: chinese,
  taiwaneseCounting: chinese,
  taiwaneseCountingThousand: chinese,
  japaneseCounting: chinese,
  koreanDigital2: digital('〇一二三四五六七八九'),
  ideographDigital: digital('〇一二三四五六七八九'),
  taiwaneseDigital: digital('〇一二三四五六七八九'),
  japaneseDigitalTenThousand: digital('〇一二三四五六七八九'),
  chineseLegalSimplified: counted(legalSimplified),
  ideographLegalTraditional: counted(legalTraditional),
  ideographTraditional: cycle(stems),
  ideographZodiac: cycle(branches),
  ideographZodiacTraditional: (number) => cycle(stems)(number) + cycle(branches)(number),
  upperLetter: letters('A'),
  lowerLetter: letters('a'),
  upperRoman: roman,
  lowerRoman: (number) => roman(number).toLowerCase(),
  ordinal: (number) => `${number}${/1\d$/.test(String(number)) ? 'th' : ({ 1: 'st', 2: 'nd', 3: 'rd' }[number % 10] ?? 'th')}`,
}

/** A number in a format of Word; one that is not known is written in decimal digits, as Word itself does. */
export const formatNumber = (number: number, format: string): string => (formats[format] ?? String)(number)

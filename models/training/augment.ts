/**
 * Makes variants of written reports: other figures, names, numbering, headings, page chrome, parts, layout and longer paragraphs,
 * all drawn from other written reports of the pool. Labels stay what they are.
 */
import { enumeratorAt, type EnumeratorStyle } from '../../src/core/enumerator.ts'
import { lengthen } from './lengthen.ts'
import type { Random } from './random.ts'
import type { WrittenParagraph, WrittenReport } from './markup.ts'

/** What variants are drawn from: never reports that a model is to be tested on. */
export interface Pool {
  readonly reports: readonly WrittenReport[]
}

export function variant(report: WrittenReport, pool: Pool, random: Random): WrittenParagraph[] {
  let paragraphs: readonly WrittenParagraph[] = report.paragraphs
  if (random.chance(0.35)) paragraphs = swapParts(paragraphs, pool, random)
  if (random.chance(0.5)) paragraphs = mixUmbrellas(paragraphs, pool, random)
  if (random.chance(0.6)) paragraphs = swapChrome(paragraphs, pool, random)
  if (random.chance(0.4)) paragraphs = paragraphs.filter((paragraph) => paragraph.role !== 'body' || random.chance(0.92))
  if (random.chance(0.75)) paragraphs = lengthen(paragraphs, pool.reports, random)
  if (random.chance(0.5)) paragraphs = renumber(paragraphs, random)
  if (random.chance(0.5)) paragraphs = rephraseHeadings(paragraphs, pool, random)
  if (random.chance(0.4)) paragraphs = endHeadings(paragraphs, random)
  const names = renaming(report.header['agency'] ?? '', random)
  const years = random.chance(0.5) ? random.integer(-2, 2) : 0
  paragraphs = paragraphs.map((paragraph) => refigure(rename(paragraph, names), years, random))
  return random.chance(0.5) ? relayOut(paragraphs, random) : [...paragraphs]
}

/** A part: a top-level numbered heading with all that stands under it. */
interface PartOfReport {
  readonly start: number
  readonly end: number
  readonly section: string
  readonly style: EnumeratorStyle
}

function partsOf(paragraphs: readonly WrittenParagraph[]): PartOfReport[] {
  const style = paragraphs.flatMap((paragraph) => (paragraph.role === 'heading' ? styleOf(paragraph) ?? [] : []))[0]
  if (!style) return []
  const starts = paragraphs.flatMap((paragraph, index) => (paragraph.role === 'heading' && styleOf(paragraph) === style ? index : []))
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? endOfReport(paragraphs), section: paragraphs[start]?.section ?? '', style }))
}

const styleOf = (paragraph: WrittenParagraph): EnumeratorStyle | null => enumeratorAt(paragraph.plain, 0)?.style ?? null

/** The index after the last paragraph that is not chrome at the foot, signature or date. */
function endOfReport(paragraphs: readonly WrittenParagraph[]): number {
  return 1 + paragraphs.findLastIndex((paragraph) => paragraph.section !== 'chrome' && paragraph.section !== 'front')
}

function swapParts(paragraphs: readonly WrittenParagraph[], pool: Pool, random: Random): WrittenParagraph[] {
  const result: WrittenParagraph[] = []
  let at = 0
  for (const part of partsOf(paragraphs)) {
    result.push(...paragraphs.slice(at, part.start))
    const donor = random.chance(0.3) ? random.pick(pool.reports) : null
    const fitting = donor ? partsOf(donor.paragraphs).filter((each) => each.section === part.section && each.end - each.start < 40) : []
    const other = donor && fitting.length > 0 ? random.pick(fitting) : null
    const own = paragraphs[part.start]
    if (donor && other && own) {
      const [heading, ...rest] = donor.paragraphs.slice(other.start, other.end)
      const number = own.plain.slice(0, enumeratorAt(own.plain, 0)?.length ?? 0)
      if (heading) result.push(replaceStart(heading, enumeratorAt(heading.plain, 0)?.length ?? 0, number), ...rest)
    } else result.push(...paragraphs.slice(part.start, part.end))
    at = part.end
  }
  return [...result, ...paragraphs.slice(at)]
}

/**
 * Umbrella parts (概述, 总体情况) with more topics: paragraphs of other reports' umbrella parts, which have their label for what they
 * say and not for what stands above them, go in between those that stand directly under the heading.
 */
function mixUmbrellas(paragraphs: readonly WrittenParagraph[], pool: Pool, random: Random): WrittenParagraph[] {
  const result: WrittenParagraph[] = []
  let at = 0
  for (const part of umbrellasOf(paragraphs)) {
    result.push(...paragraphs.slice(at, part.start))
    for (const paragraph of paragraphs.slice(part.start, part.end)) {
      if (!random.chance(0.15)) result.push(paragraph)
      const others = random.chance(0.35) ? directlyUnderUmbrellas(random.pick(pool.reports).paragraphs) : []
      if (others.length > 0) result.push(random.pick(others))
    }
    at = part.end
  }
  return [...result, ...paragraphs.slice(at)]
}

/** Of every umbrella part the body paragraphs between its heading and the first heading inside it. */
function umbrellasOf(paragraphs: readonly WrittenParagraph[]): { start: number; end: number }[] {
  return partsOf(paragraphs).filter((part) => part.section === 'overview').flatMap((part) => {
    const inside = paragraphs.slice(part.start + 1, part.end)
    const first = inside.findIndex((paragraph) => paragraph.role !== 'body')
    const count = first === -1 ? inside.length : first
    return count > 0 ? [{ start: part.start + 1, end: part.start + 1 + count }] : []
  })
}

const directlyUnderUmbrellas = (paragraphs: readonly WrittenParagraph[]): WrittenParagraph[] =>
  umbrellasOf(paragraphs).flatMap(({ start, end }) => paragraphs.slice(start, end).filter((paragraph) => paragraph.section !== 'overview'))

function swapChrome(paragraphs: readonly WrittenParagraph[], pool: Pool, random: Random): WrittenParagraph[] {
  const isChrome = (paragraph: WrittenParagraph) => paragraph.role === 'chrome'
  const first = paragraphs.findIndex((paragraph) => !isChrome(paragraph))
  const last = paragraphs.findLastIndex((paragraph) => !isChrome(paragraph))
  const other = random.pick(pool.reports).paragraphs
  const head = random.chance(0.35) ? [] : random.chance(0.5) ? paragraphs.slice(0, first) : other.slice(0, Math.max(0, other.findIndex((each) => !isChrome(each))))
  const foot = random.chance(0.35) ? [] : random.chance(0.5) ? paragraphs.slice(last + 1) : other.slice(1 + other.findLastIndex((each) => !isChrome(each)))
  return [...head, ...paragraphs.slice(first, last + 1), ...foot]
}

const numerals = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二', '十三', '十四', '十五', '十六', '十七', '十八', '十九', '二十']
const numberings: Readonly<Record<string, readonly ((number: number) => string)[]>> = {
  chinese: [(n) => `${numerals[n]}、`, (n) => `${numerals[n]}.`, (n) => `${numerals[n]}，`, (n) => `第${numerals[n]}部分 `, (n) => `${n}.`, (n) => `（${numerals[n]}）`, () => ''],
  'chinese-bracket': [(n) => `（${numerals[n]}）`, (n) => `(${numerals[n]})`, (n) => `(${numerals[n]})、`, (n) => `${n}.`, (n) => `${n}、`, (n) => `（${n}）`, () => ''],
  digit: [(n) => `${n}.`, (n) => `${n}、`, (n) => `（${n}）`, (n) => `${n}）`, (n) => `${n}． `],
}

/** One other numbering a style for the whole report; headings may lose theirs, running text keeps one. */
function renumber(paragraphs: readonly WrittenParagraph[], random: Random): WrittenParagraph[] {
  const chosen = new Map(Object.entries(numberings).map(([style, forms]) => [style, random.chance(0.6) ? random.pick(forms) : null]))
  return paragraphs.map((paragraph) => {
    const enumerator = enumeratorAt(paragraph.plain, 0)
    const form = enumerator && paragraph.role !== 'table' && paragraph.role !== 'chrome' ? chosen.get(enumerator.style) : null
    if (!enumerator || !form) return paragraph
    const number = numberOf(paragraph.plain.slice(0, enumerator.length))
    const mark = number === null ? null : form(number)
    return mark === null || (mark === '' && paragraph.role !== 'heading') ? paragraph : replaceStart(paragraph, enumerator.length, mark)
  })
}

function numberOf(mark: string): number | null {
  const digits = /\d+/.exec(mark)?.[0]
  const number = digits ? Number(digits) : numerals.indexOf(/[一二三四五六七八九十]+/.exec(mark)?.[0] ?? '?')
  return number >= 1 && number <= 20 ? number : null
}

function rephraseHeadings(paragraphs: readonly WrittenParagraph[], pool: Pool, random: Random): WrittenParagraph[] {
  return paragraphs.map((paragraph) => {
    if (paragraph.role !== 'heading' || paragraph.spans.length > 0 || !random.chance(0.3)) return paragraph
    const style = styleOf(paragraph)
    const fitting = random.pick(pool.reports).paragraphs.filter((other) =>
      other.role === 'heading' && other.section === paragraph.section && other.spans.length === 0 && styleOf(other) === style)
    if (fitting.length === 0) return paragraph
    const other = random.pick(fitting)
    const number = paragraph.plain.slice(0, enumeratorAt(paragraph.plain, 0)?.length ?? 0)
    return { ...paragraph, plain: number + other.plain.slice(enumeratorAt(other.plain, 0)?.length ?? 0) }
  })
}

/** Headings that are whole sentences, as many reports have below the first level: two of a part in one, with a full stop or a colon behind. */
function endHeadings(paragraphs: readonly WrittenParagraph[], random: Random): WrittenParagraph[] {
  const mark = random.pick(['。', '。', '：', ''])
  return paragraphs.map((paragraph) => {
    if (paragraph.role !== 'heading' || styleOf(paragraph) === 'chinese' || !/[\u4e00-\u9fff]$/.test(paragraph.plain)) return paragraph
    const other = random.chance(0.3) ? random.pick(paragraphs) : paragraph
    const phrase = other.plain.slice(enumeratorAt(other.plain, 0)?.length ?? 0)
    const fits = other !== paragraph && other.role === 'heading' && other.section === paragraph.section
    return fits && paragraph.spans.length === 0 && other.spans.length === 0
      ? { ...paragraph, plain: `${paragraph.plain}，${phrase.replace(/[。：]$/, '')}${mark}` }
      : { ...paragraph, plain: paragraph.plain + mark }
  })
}

/** Puts other words before what follows the first `length` code units, and moves the spans along. */
function replaceStart(paragraph: WrittenParagraph, length: number, words: string): WrittenParagraph {
  const shift = words.length - length
  return {
    ...paragraph,
    plain: words + paragraph.plain.slice(length),
    spans: paragraph.spans.map((span) => ({ ...span, start: span.start + shift, end: span.end + shift })),
  }
}

const stems = '砚岚霁槐苇屿浦渡柏楠榆桐枫桦梓松竹兰芷荻蒲菱莲荷溪泉渚汀洲湾港塘堰沄沅泓泽浔淮渭汶洛沂泗漳濮滏峪岭峰岗坪垣堡墩营寨驿亭桥埠集墟镜琅瑶璧珞钰锦绣安宁永长兴隆昌顺和平康乐'

/** Other names, of the same length, for the places in an agency's name. */
function renaming(agency: string, random: Random): Map<string, string> {
  const names = [...agency.matchAll(/([\u4e00-\u9fff]{2,3}?)(?=[省市县縣区區镇鎮乡鄉州盟旗]|街道)/g)].map((match) => match[1] ?? '')
  return new Map(random.chance(0.7) ? names.map((name) => [name, [...name].map(() => random.pick([...stems])).join('')]) : [])
}

/** Replacements keep their length, so spans stand. */
function rename(paragraph: WrittenParagraph, names: ReadonlyMap<string, string>): WrittenParagraph {
  let plain = paragraph.plain
  for (const [name, other] of names) plain = plain.replaceAll(name, other)
  return { ...paragraph, plain }
}

/** Other figures of the same length; years move together, numbers of headings and single digits of lists stay. */
function refigure(paragraph: WrittenParagraph, years: number, random: Random): WrittenParagraph {
  const lead = enumeratorAt(paragraph.plain, 0)?.length ?? 0
  const plain = paragraph.plain.slice(lead).replace(/\d+/g, (figure, at: number, all: string) => {
    const year = Number(figure)
    if (figure.length === 4 && year >= 1990 && year <= 2030) return String(Math.min(2024, Math.max(2008, year + years)))
    if (figure.length === 1 && /^[.、)）]/.test(all.slice(at + 1))) return figure
    if (!random.chance(0.7)) return figure
    return [...figure].map((digit, index) => (index === 0 && digit !== '0' ? random.integer(1, 9) : digit === '0' && figure.length === 1 ? 0 : random.integer(0, 9))).join('')
  })
  return { ...paragraph, plain: paragraph.plain.slice(0, lead) + plain }
}

function relayOut(paragraphs: readonly WrittenParagraph[], random: Random): WrittenParagraph[] {
  const wrap = random.chance(0.12) ? random.integer(26, 46) : 0
  const indent = random.pick(['', '', '　　', '    ', '     '])
  const blank = random.chance(0.4) ? 1 : 0
  return paragraphs.map((paragraph) => {
    const flowing = paragraph.role === 'body' || paragraph.role === 'heading'
    return { ...paragraph, layout: { wrap: flowing ? wrap : 0, indent: flowing ? indent : '', blank } }
  })
}

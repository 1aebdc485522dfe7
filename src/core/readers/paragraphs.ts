import type { Span } from '../document.ts'
import { enumeratorAt } from '../enumerator.ts'
import { cutRunOn } from './run-on.ts'

/**
 * Cuts decoded text into paragraphs by the label guide: a non-blank line without its outer white space,
 * one paragraph of the lines over which a page or a PDF has wrapped one sentence, and several of a line that holds parts of a report.
 */
export function cutParagraphs(text: string): Span[] {
  const lines = readLines(text)
  const wrap = wrapOf(lines)
  const figuresApart = wrap === null && setsFiguresApart(lines)
  const paragraphs: Span[] = []
  let first = 0
  for (const [index, line] of lines.entries()) {
    const next = lines[index + 1]
    if (next && !next.afterBlank) {
      if (continues(line, next, lines[index + 2], wrap)) continue
      if (figuresApart && goesOnWithFigure(line, next, lines[index + 2], index > first)) continue
    }
    paragraphs.push(...cutRunOn(text, { start: lines[first]?.start ?? 0, end: line.end }))
    first = index + 1
  }
  return paragraphs
}

interface Line extends Span {
  readonly text: string
  readonly afterBlank: boolean
  readonly indented: boolean
  /** Columns of a fixed-width page, its indent included: a full-width character takes one, a half-width character half of one. */
  readonly width: number
}

/** How a text was wrapped: its width in columns, and whether its paragraphs begin with an indent. */
interface Wrap {
  readonly width: number
  readonly indented: boolean
}

const whiteSpace = /^[\s\u200b\u2060\u3000]*|[\s\u200b\u2060\u3000]*$/g
const sentenceEnd = /[。！？；：;:!?…][”’」』）)》]*$/
const runningText = /[，。、；：,;]/
const cannotBegin = /^(?:[，。、；：！？）》」』】〉”’,;:!?)\]%％]|[（(]以下(?:[简統统]|簡)[称稱])/
const cannotEnd = /[，、,（(《「『“‘【〈]$/
const bareNumber = /^[\d０-９][\d０-９.,，．]*[%％]?$/
const beginsWithUnit = /^(?:[条件份次个項项万億亿年月日宗起场場篇期家名度户人元余多，。、；,;%％])/
/** What may stand after a figure where a text is known to set figures apart; cells of tables begin with more of these. */
const beginsCounted = /^(?:[条條件份次个個項项万萬億亿年月日宗起场場篇期家名度户戶人元余餘多号號平所座块塊台辆輛套批幅封类類吨亩畝米种種册冊张張位天，。、；,;%％]|[处處](?![理罚罰])|部(?![分门門])|本(?![年级級机機]))/
const leadingFigure = /^[\d０-９][\d０-９.,，．]*/
const beginsWithYear = /^(?:19|20)\d\d年/
const endsBeforeTime = /[自从從至到于於在以]$/
const pageNumber = /^[-—–－―·•]+\s*\d{1,4}\s*[-—–－―·•]+$/

function readLines(text: string): Line[] {
  const lines: Line[] = []
  let start = 0
  let afterBlank = false
  for (const raw of text.split('\n')) {
    const bare = raw.replace(whiteSpace, '')
    const indent = bare === '' ? raw.length : raw.indexOf(bare)
    if (bare === '') afterBlank = true
    else {
      lines.push({
        start: start + indent,
        end: start + indent + bare.length,
        text: bare,
        afterBlank,
        indented: indent > 0,
        width: columns(raw.slice(0, indent)) + columns(bare),
      })
      afterBlank = false
    }
    start += raw.length + 1
  }
  return lines
}

function columns(text: string): number {
  let halves = 0
  for (const character of text) halves += (character.codePointAt(0) ?? 0) < 0x2000 ? 1 : 2
  return halves / 2
}

/**
 * Finds the width at which running text breaks off again and again inside its sentences; null for a text that is not wrapped.
 * A text is wrapped when most of its unfinished lines of running text end within two columns of one width.
 */
function wrapOf(lines: readonly Line[]): Wrap | null {
  const broken = lines.filter((line, index) => {
    const next = lines[index + 1]
    return next && !next.afterBlank && line.width >= 15 && line.width <= 80
      && !sentenceEnd.test(line.text) && runningText.test(line.text + next.text)
      && !enumeratorAt(next.text, 0)
  })
  let best = { width: 0, count: 0 }
  for (const { width } of broken) {
    const count = broken.filter((line) => line.width <= width && line.width > width - 2.5).length
    if (count > best.count || (count === best.count && width > best.width)) best = { width, count }
  }
  if (best.count < 3 || best.count < 0.6 * broken.length) return null
  const full = lines.filter((line) => line.width <= best.width && line.width > best.width - 2.5)
  const longer = lines.filter((line) => line.width > best.width + 1.5 && runningText.test(line.text))
  if (longer.length > full.length) return null
  return { width: best.width, indented: lines.filter((line) => line.indented && line.width > 10).length > 1 }
}

/** Whether a line breaks off inside a sentence that the next line goes on with. */
function continues(line: Line, next: Line, afterNext: Line | undefined, wrap: Wrap | null): boolean {
  if (pageNumber.test(line.text) || pageNumber.test(next.text)) return false
  if (cannotBegin.test(next.text) || splitNumber(line, next, afterNext)) return true
  if (bareNumber.test(line.text) && beginsWithUnit.test(next.text)) return true
  const startsParagraph = next.indented && !(line.indented && wrap && !wrap.indented)
  if (startsParagraph) return false
  const full = wrap !== null && fillsLine(line, next, wrap)
  if (enumeratorAt(next.text, 0)) return full && wrap.indented
  return full || cannotEnd.test(line.text)
}

/** Text copied from a page whose figures stand in elements of their own: 累计公开信息 / 5928 / 条，其中…… */
function splitNumber(line: Line, next: Line, afterNext: Line | undefined): boolean {
  return bareNumber.test(next.text) && !bareNumber.test(line.text) && !sentenceEnd.test(line.text)
    && afterNext !== undefined && !afterNext.afterBlank && beginsWithUnit.test(afterNext.text)
    && !(isNumbered(line) && beginsWithYear.test(next.text + afterNext.text))
    && (runningText.test(line.text) || (afterNext.text.length > 6 && runningText.test(afterNext.text)))
}

/**
 * Whether a text breaks its sentences before figures again and again, as it does when a page has set every figure in an element
 * of its own: at least three times, where a text broken elsewhere does so by chance.
 */
function setsFiguresApart(lines: readonly Line[]): boolean {
  const breaks = lines.filter((line, index) => {
    const next = lines[index + 1]
    if (!next || next.afterBlank || sentenceEnd.test(line.text) || bareNumber.test(line.text)) return false
    return splitNumber(line, next, lines[index + 2]) || (runningText.test(line.text) && !isNumbered(line) && beginsWithFigure(next))
  })
  return breaks.length >= 3
}

/**
 * Whether a line goes on with a figure on the next one, or after a figure, in a text that sets figures apart. `begun`: the line
 * itself goes on with one before it.
 */
function goesOnWithFigure(line: Line, next: Line, afterNext: Line | undefined, begun: boolean): boolean {
  if (/[。！？!?]$/.test(line.text) || enumeratorAt(next.text, 0)) return false
  if (bareNumber.test(line.text)) return !bareNumber.test(next.text) && beginsCounted.test(next.text)
  const after = afterNext && !afterNext.afterBlank ? afterNext.text : ''
  if (bareNumber.test(next.text) ? !beginsCounted.test(after) : !beginsWithFigure(next)) return false
  if (begun) return true
  if (isNumbered(line)) return false
  if (beginsWithYear.test(next.text + after)) return endsBeforeTime.test(line.text) || line.text.includes('，')
  if (runningText.test(line.text)) return true
  return bareNumber.test(next.text) || runningText.test(next.text)
}

function beginsWithFigure({ text }: Line): boolean {
  const rest = text.replace(leadingFigure, '')
  return rest !== text && (rest === '' || beginsCounted.test(rest))
}

/** Whether a line is a heading with a number; a comma of a list (、) may stand in one. */
function isNumbered({ text }: Line): boolean {
  const enumerator = enumeratorAt(text, 0)
  return enumerator !== null && !/[，。；：,;]/.test(text.slice(enumerator.length))
}

/**
 * Whether a line was broken because the next line's first word found no room on it. A line that ends its sentence there
 * needs a better fit, unless indents tell where paragraphs begin, and is not followed by a heading or a page number.
 */
function fillsLine(line: Line, next: Line, wrap: Wrap): boolean {
  const ended = sentenceEnd.test(line.text)
  const isHeading = isNumbered(next) && next.width < wrap.width - 2.5 && !sentenceEnd.test(next.text)
  if (ended && (isHeading || bareNumber.test(next.text))) return false
  const room = wrap.width - line.width
  const word = columns(/^(?:[\w.,%]+|.)[，。、；：！？）》」”’,;:!?)]*/.exec(next.text)?.[0] ?? '')
  const slack = ended && !wrap.indented ? 0 : 1.5
  return room > -1.75 && room < word + slack
}

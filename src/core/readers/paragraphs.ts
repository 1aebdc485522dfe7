import type { Span } from '../document.ts'
import { enumeratorAt } from '../enumerator.ts'

/**
 * Cuts decoded text into paragraphs by the label guide: a non-blank line without its outer white space,
 * and one paragraph of the lines over which a page or a PDF has wrapped one sentence.
 */
export function cutParagraphs(text: string): Span[] {
  const lines = readLines(text)
  const wrap = wrapOf(lines)
  const paragraphs: Span[] = []
  let first: Line | null = null
  for (const [index, line] of lines.entries()) {
    first ??= line
    const next = lines[index + 1]
    if (next && !next.afterBlank && continues(line, next, lines[index + 2], wrap)) continue
    paragraphs.push({ start: first.start, end: line.end })
    first = null
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
const cannotBegin = /^[，。、；：！？）》」』】〉”’,;:!?)\]%％]/
const cannotEnd = /[，、,（(《「『“‘【〈]$/
const bareNumber = /^[\d０-９][\d０-９.,，．]*[%％]?$/
const beginsWithUnit = /^(?:[条件份次个項项万億亿年月日宗起场場篇期家名度户人元余多，。、；,;%％])/

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
    && (runningText.test(line.text) || (afterNext.text.length > 6 && runningText.test(afterNext.text)))
}

/**
 * Whether a line was broken because the next line's first word found no room on it. A line that ends its sentence there
 * needs a better fit, unless indents tell where paragraphs begin.
 */
function fillsLine(line: Line, next: Line, wrap: Wrap): boolean {
  const room = wrap.width - line.width
  const word = columns(/^(?:[\w.,%]+|.)[，。、；：！？）》」”’,;:!?)]*/.exec(next.text)?.[0] ?? '')
  const slack = sentenceEnd.test(line.text) && !wrap.indented ? 0 : 1.5
  return room > -1.75 && room < word + slack
}

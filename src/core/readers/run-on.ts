import type { Span } from '../document.ts'
import { enumeratorAt } from '../enumerator.ts'

/** Code units of the shortest line that is looked at. */
const shortest = 120
/** Parts with sentences, and topics of a report that they name, from which on a line holds several parts. */
const fewest = 3
/** Sentences that end before white space, from which on a line must have been several. */
const fewestBreaks = 4
const longestHeading = 40
const longestTitle = 50
/** Code units of words with a colon that may introduce what follows; the line of source and date is longer. */
const longestLead = 30

/** What the parts of a report are about. The points of one paragraph touch some of the first, and hardly ever one of the others. */
const commonTopics = [/主[动動]公[开開]|公[开開](?:的)?(?:[内內]容|形式|方式|[范範][围圍])/, /申[请請]/, /[问問][题題]|不足|改[进進]|措施|打算|[计計][划劃]/]
const rareTopics = [/概[述况況]|[总總][体體]|基本[情概]/, /收[费費]|[减減]免|[费費]用/, /[复複]议|複議|[诉訴][讼訟]/, /附表|[统統][计計]表|[报報]告的事[项項]/]
const numerals = '一二三四五六七八九十'
const sentenceEnd = /[。！？；!?;][”’」』）)》]*$/
const stop = /[。；！？;!?]/
const brokenSentence = /[。！？；][”’」』）)》]*\s+(?=[\u4e00-\u9fff（(\d])/g
const running = /[，。；]/
const title = /(?:[报報]告|年[报報]|[总總][结結])(?:[（(].{1,12}[）)])?$/
const date = /^(?:\d{4}|[一二三四五六七八九〇○零０-９]{4})年.{1,3}月.{1,3}日$/

/**
 * The paragraphs of a line into which several parts of a report have been run, as happens where a text has lost its line breaks: cut
 * at white space that must have been a break, and before the numbers of parts. Any other line stays the one paragraph that it is.
 */
export function cutRunOn(text: string, line: Span): Span[] {
  if (line.end - line.start < shortest) return [line]
  const words = text.slice(line.start, line.end)
  // What a page has wrapped has not lost its line breaks.
  if (words.includes('\n')) return [line]
  const starts = startsOf(words)
  if ((words.match(brokenSentence)?.length ?? 0) < fewestBreaks && !holdsParts(words, starts)) return [line]
  const found: Span[] = []
  const pieces = piecesOf(words, starts)
  let open = pieces[0]
  for (const [index, piece] of pieces.entries()) {
    if (!open || index === 0) continue
    const after = words.slice(piece.start, (isFigure(words, piece) ? pieces[index + 1] : undefined)?.end ?? piece.end)
    const ends = starts.has(piece.start) || endsBetween(words.slice(open.start, open.end), after)
    if (ends) found.push(open)
    open = { start: ends ? piece.start : open.start, end: piece.end }
  }
  if (open) found.push(open)
  return found.map(({ start, end }) => ({ start: line.start + start, end: line.start + end }))
}

/**
 * Where numbers begin that may be those of parts: after white space, after the end of a sentence or of what introduces them, and
 * elsewhere where 一、 or (一) comes next in its row.
 */
function startsOf(line: string): Set<number> {
  const starts = new Set<number>()
  let [part, point] = [0, 0]
  for (let at = 0; at < line.length; at++) {
    const style = enumeratorAt(line, at)?.style
    const before = line.charAt(at - 1)
    if (style === 'chinese' && (opens(before) || (line.charAt(at) === numerals[part] && !/[第之一二三四五六七八九十]/.test(before)))) {
      starts.add(at)
      part = 1 + numerals.indexOf(line.charAt(at))
      point = 0
    } else if (style === 'chinese-bracket' && (opens(before) || (line.charAt(at + 1) === numerals[point] && !/[第条條款项項和及与與至到、，,]/.test(before)))) {
      starts.add(at)
      point = 1 + numerals.indexOf(line.charAt(at + 1))
    } else if ((style === 'part' && opens(before)) || (style === 'digit' && /^\s?$/.test(before))) starts.add(at)
  }
  return starts
}

const opens = (before: string): boolean => /^[\s。！？；：!?;:]?$/.test(before)

/** Points (一) in the middle of running text make no parts of it. */
function holdsParts(line: string, starts: ReadonlySet<number>): boolean {
  const borders = [...starts].filter((start) => enumeratorAt(line, start)?.style !== 'chinese-bracket' || /^\s?$/.test(line.charAt(start - 1)))
  const parts = borders.map((start, index) => line.slice(start, borders[index + 1]))
  const named = (topics: readonly RegExp[]): number => topics.filter((topic) => parts.some((part) => topic.test(part.slice(0, longestHeading)))).length
  return parts.filter((part) => /[。！？]/.test(part)).length >= fewest && named(rareTopics) > 0 && named(rareTopics) + named(commonTopics) >= fewest
}

/** The stretches of a line between white space, cut also where a part starts. */
function piecesOf(line: string, starts: ReadonlySet<number>): Span[] {
  const pieces: Span[] = []
  for (const { 0: word, index } of line.matchAll(/[^\s\u200b\u2060]+/g)) {
    let start = index
    for (let at = index + 1; at <= index + word.length; at++) {
      if (at < index + word.length && !starts.has(at)) continue
      pieces.push({ start, end: at })
      start = at
    }
  }
  return pieces
}

/** A figure that is set apart tells nothing without the word behind it: 2009 年，我局…… */
const isFigure = (line: string, piece: Span): boolean => /^\d+$/.test(line.slice(piece.start, piece.end))

/** Whether white space between two stretches must have been the end of a paragraph. */
function endsBetween(before: string, after: string): boolean {
  if (/[；;]$/.test(before) && enumeratorAt(after, 0)?.style === 'point') return false
  if (sentenceEnd.test(before) || date.test(before) || date.test(after) || isTitle(before) || isTitle(after)) return true
  if (running.test(before) || /[\w（(]$/.test(before) || (/[：:]$/.test(before) && before.length < longestLead)) return false
  const runs = running.test(after) || /[：:]$/.test(after)
  return isHeading(before) ? running.test(after) || after.length > longestHeading : runs && after.length > 15
}

const isTitle = (words: string): boolean => words.length > 8 && words.length <= longestTitle && title.test(words) && !running.test(words)

/** Numbered words without a stop; a single character is the first of words that are spaced out: 一、概 述. */
function isHeading(words: string): boolean {
  const enumerator = enumeratorAt(words, 0)
  return enumerator !== null && words.length <= longestHeading && words.length > enumerator.length + 1 && !stop.test(words)
}

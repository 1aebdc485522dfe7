/**
 * Long paragraphs. Real reports run on: half of their body paragraphs have more than 140 characters and a tenth more than 350, where
 * those written for training have 67 and 120. So headings run into their text, neighbours on one topic become one paragraph, and
 * stock phrases of other reports stand around what is said. Labels follow the guide: text with a heading before it is body, and one
 * particular makes the whole paragraph substantive.
 */
import { enumeratorAt } from '../../src/core/enumerator.ts'
import { segments } from '../../src/core/segment.ts'
import type { Random } from './random.ts'
import type { WrittenParagraph, WrittenReport } from './markup.ts'

/** Longer ones are rare; a paragraph is not made longer than this. */
const longest = 700

/** What parts of reports about the year's work tell of, one beside the other. */
const topics: readonly string[] = ['overview', 'organization', 'proactive', 'key_areas', 'interpretation', 'services', 'platform']

export function lengthen(paragraphs: readonly WrittenParagraph[], donors: readonly WrittenReport[], random: Random): WrittenParagraph[] {
  const share = random.integer(4, 10) / 10
  const result: WrittenParagraph[] = []
  for (const paragraph of paragraphs) {
    const last = result.at(-1)
    const chance = last?.role === 'heading' ? share / 3 : share
    const joined = last && follows(last, paragraph) && random.chance(chance) ? join(last, paragraph) : null
    if (joined) result[result.length - 1] = joined
    else result.push(paragraph)
  }
  return result.map((paragraph) => (runs(paragraph) && random.chance(share / 2) ? surround(paragraph, donors, random) : paragraph))
}

const runs = (paragraph: WrittenParagraph): boolean => paragraph.role === 'body' && paragraph.substance !== 'na'

/** Whether a paragraph may stand in one with the one before it: text on the same topic, or text under a numbered heading below the first level. */
function follows(before: WrittenParagraph, paragraph: WrittenParagraph): boolean {
  if (!runs(paragraph) || before.section !== paragraph.section) return false
  const style = enumeratorAt(before.plain, 0)?.style
  return runs(before) || (before.role === 'heading' && style !== undefined && style !== 'chinese' && style !== 'part')
}

/** Both as one paragraph; null where a tagged segment would not stay whole, or where it would be too long. */
function join(before: WrittenParagraph, after: WrittenParagraph): WrittenParagraph | null {
  const start = /[。！？；：;:!?”）)]$/.test(before.plain) ? before.plain : `${before.plain}。`
  const plain = start + after.plain
  if (plain.length > longest) return null
  const spans = [...before.spans, ...after.spans.map((span) => ({ ...span, start: span.start + start.length, end: span.end + start.length }))]
  const whole = segments(plain, { start: 0, end: plain.length })
  if (!spans.every((span) => whole.some((segment) => segment.start === span.start && segment.end === span.end))) return null
  const substance = before.substance === 'substantive' || after.substance === 'substantive' ? 'substantive' : 'boilerplate'
  return { ...before, role: 'body', substance, plain, spans }
}

/** Stock phrases on the same topic before and after a paragraph, and now and then a word on another behind it, which change no section. */
function surround(paragraph: WrittenParagraph, donors: readonly WrittenReport[], random: Random): WrittenParagraph {
  let result = paragraph
  for (let count = random.integer(1, 4); count > 0; count--) {
    const phrase = pickText(random.pick(donors), random, (each) =>
      each.substance === 'boilerplate' && each.section === paragraph.section && each.plain.length > 30)
    if (!phrase) continue
    const before = random.chance(0.5) && enumeratorAt(result.plain, 0) === null
    result = (before ? join(phrase, result) : join(result, phrase)) ?? result
  }
  if (topics.includes(paragraph.section) && random.chance(0.2)) {
    const aside = pickText(random.pick(donors), random, (each) => topics.includes(each.section) && 2.5 * each.plain.length < result.plain.length)
    result = (aside && join(result, aside)) ?? result
  }
  return { ...result, layout: paragraph.layout }
}

function pickText(donor: WrittenReport, random: Random, fits: (paragraph: WrittenParagraph) => boolean): WrittenParagraph | null {
  const fitting = donor.paragraphs.filter((each) => runs(each) && enumeratorAt(each.plain, 0) === null && fits(each))
  return fitting.length > 0 ? random.pick(fitting) : null
}

import type { Span } from '../document.ts'
import type { Wanted } from '../filter.ts'
import { fail, ok, type PatternFault, type Result } from '../result.ts'
import { foldPattern, foldText } from './fold.ts'
import type { SearchText } from './search-text.ts'

/** Finds what is wanted in a report. */
export interface Matcher {
  /** The paragraphs in which all that is wanted is found, in order; null after a paragraph that took time and has it not. */
  paragraphs(text: SearchText): Iterable<number | null>
  /** Where it is found in one of them, in order, as spans of the joined text. */
  spans(text: SearchText, paragraph: number): Span[]
}

/** `words` are those that the wanted text is cut into, for `mode: 'words'`. */
export function matcherOf(wanted: Wanted, words: readonly string[]): Result<Matcher> {
  if (wanted.text.trim() === '') return ok(all)
  if (wanted.mode === 'pattern') return patternMatcher(wanted)
  const parts = (wanted.mode === 'words' ? words : [wanted.text.replaceAll('\n', '')]).map((part) => foldText(part, wanted.fold))
  return ok(new Parts(parts, wanted))
}

/** Every paragraph, with nothing to show in it. */
const all: Matcher = {
  paragraphs: (text) => Array.from({ length: text.paragraphs }, (_, index) => index),
  spans: () => [],
}

/** Parts that must all stand in a paragraph, in any order; as whole words where they are words and the report's words are known. */
class Parts implements Matcher {
  readonly #parts: readonly string[]
  readonly #wanted: Wanted

  constructor(parts: readonly string[], wanted: Wanted) {
    // The longest is the rarest: looked for first, it leaves the fewest paragraphs to look at again.
    this.#parts = parts.toSorted((a, b) => b.length - a.length)
    this.#wanted = wanted
  }

  *paragraphs(text: SearchText): Iterable<number> {
    const [first, ...others] = this.#parts
    if (first === undefined) return
    const folded = text.folded(this.#wanted.fold)
    for (let at = folded.indexOf(first), paragraph = 0; at !== -1; ) {
      paragraph = text.paragraphOf(at, paragraph)
      if (!this.#isPart(text, at, first, paragraph)) {
        at = folded.indexOf(first, at + 1)
        continue
      }
      if (others.every((part) => !this.#places(text, folded, part, paragraph).next().done)) yield paragraph
      at = folded.indexOf(first, text.end(paragraph))
    }
  }

  spans(text: SearchText, paragraph: number): Span[] {
    const folded = text.folded(this.#wanted.fold)
    return this.#parts.flatMap((part) => [...this.#places(text, folded, part, paragraph)]).sort((a, b) => a.start - b.start)
  }

  *#places(text: SearchText, folded: string, part: string, paragraph: number): Generator<Span> {
    const end = text.end(paragraph)
    for (let at = folded.indexOf(part, text.start(paragraph)); at !== -1 && at + part.length <= end; ) {
      const isPart = this.#isPart(text, at, part, paragraph)
      if (isPart) yield { start: at, end: at + part.length }
      at = folded.indexOf(part, isPart ? at + part.length : at + 1)
    }
  }

  #isPart(text: SearchText, at: number, part: string, paragraph: number): boolean {
    return this.#wanted.mode !== 'words' || !text.hasWords || text.isWhole(at, at + part.length, paragraph)
  }
}

/** A regular expression over each paragraph by itself: ^ and $ are its beginning and end, and case does not matter. */
function patternMatcher({ text: pattern, fold }: Wanted): Result<Matcher> {
  const compiled = compile(foldPattern(pattern, fold))
  if (!compiled.ok) return compiled
  const expression = compiled.value
  const paragraphOf = (text: SearchText, index: number) => text.folded(fold).slice(text.start(index), text.end(index))
  return ok({
    *paragraphs(text) {
      for (let index = 0; index < text.paragraphs; index++) {
        expression.lastIndex = 0
        yield expression.test(paragraphOf(text, index)) ? index : null
      }
    },
    spans(text, index) {
      expression.lastIndex = 0
      const start = text.start(index)
      return [...paragraphOf(text, index).matchAll(expression)].filter((match) => match[0] !== '')
        .map((match) => ({ start: start + match.index, end: start + match.index + match[0].length }))
    },
  })
}

function compile(pattern: string): Result<RegExp> {
  try {
    return ok(new RegExp(pattern, 'giu'))
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^Invalid regular expression: /, '') : String(error)
    return fail({ code: 'bad-pattern', fault: faultOf(reason), reason })
  }
}

/** Browsers say it in words of their own, in English: the commonest are told apart. */
function faultOf(reason: string): PatternFault {
  if (/unterminated (?:group|parenthetical)|missing \)/i.test(reason)) return 'open-group'
  if (/unterminated character class|missing terminating \]|unterminated class/i.test(reason)) return 'open-class'
  if (/unmatched|lone quantifier|raw bracket/i.test(reason)) return 'stray-bracket'
  if (/nothing to repeat|incomplete quantifier/i.test(reason)) return 'nothing-to-repeat'
  if (/escape|\\ at end/i.test(reason)) return 'escape'
  return /out of order|range/i.test(reason) ? 'range' : 'other'
}

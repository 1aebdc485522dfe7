import { Converter } from 'opencc-js/t2cn'
import type { Folding } from '../filter.ts'

/**
 * The text as a search sees it: small letters, and on request Simplified or half-width ones. Each code unit is mapped by itself,
 * to one code unit, so that offsets never move.
 */
export function foldText(text: string, fold: Folding): string {
  const table = tableOf(fold)
  const units = new Uint16Array(text.length)
  let changed = false
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    const folded = table.of(unit)
    if (folded !== unit) changed = true
    units[at] = folded
  }
  return changed ? textOf(units) : text
}

/** A pattern for text that is folded so. A full-width sign that is half-width in the text stands for itself, whatever it means in a pattern. */
export function foldPattern(pattern: string, fold: Folding): string {
  const table = tableOf(fold)
  return Array.from({ length: pattern.length }, (_, at) => {
    const unit = pattern.charCodeAt(at)
    // Letters of a pattern keep their case: \S is not \s. The pattern itself ignores case.
    if (unit < 0x80) return pattern.charAt(at)
    const folded = table.of(unit)
    const isSign = folded < 0x80 && !/[a-z0-9]/.test(String.fromCharCode(folded))
    return isSign ? `\\x${folded.toString(16).padStart(2, '0')}` : String.fromCharCode(folded)
  }).join('')
}

/** What code units become, each worked out when it is first met: all of them together would keep the first search waiting. */
class Table {
  readonly #fold: Folding
  /** 0 where it has not been met. */
  readonly #units = new Uint16Array(0x10000)

  constructor(fold: Folding) {
    this.#fold = fold
  }

  of(unit: number): number {
    return this.#units[unit] || (this.#units[unit] = foldedUnit(unit, this.#fold))
  }
}

const tables = new Map<string, Table>()

function tableOf(fold: Folding): Table {
  const key = `${fold.script} ${fold.width}`
  const table = tables.get(key) ?? new Table(fold)
  tables.set(key, table)
  return table
}

const toSimplified = Converter({ from: 't', to: 'cn' })

function foldedUnit(unit: number, { script, width }: Folding): number {
  if (unit >= 0xd800 && unit < 0xe000) return unit
  const isHan = (unit >= 0x3400 && unit < 0xa000) || (unit >= 0xf900 && unit < 0xfb00)
  if (isHan && !script) return unit
  const plain = isHan ? single(toSimplified(String.fromCharCode(unit)), unit) : unit
  const isWide = unit === 0x3000 || (unit > 0xff00 && unit < 0xfff0)
  const narrow = width && isWide ? single(String.fromCharCode(plain).normalize('NFKC'), plain) : plain
  return single(String.fromCharCode(narrow).toLowerCase(), narrow)
}

const single = (candidate: string, otherwise: number): number => (candidate.length === 1 ? candidate.charCodeAt(0) : otherwise)

/** Pieces short enough to be passed as arguments. */
const piece = 8192

function textOf(units: Uint16Array): string {
  let text = ''
  for (let at = 0; at < units.length; at += piece) text += String.fromCharCode(...units.subarray(at, at + piece))
  return text
}

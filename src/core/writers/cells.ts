import type { LossKind } from '../loss.ts'

/** Characters that a cell of Excel and LibreOffice can hold. */
export const longestCell = 32_767

/** What a spreadsheet would run as a formula (OWASP, "CSV Injection"); white space before it makes no difference to some. */
const formula = /^[\s\u00a0\u3000]*[=+\-@＝＋－＠]|^[\t\r\n]/

/** A cell that no spreadsheet runs: an apostrophe before what would be a formula. */
export const guarded = (cell: string): string => (formula.test(cell) && !isNumber(cell) ? `'${cell}` : cell)

const isNumber = (cell: string): boolean => /^[+-]?\d+(?:\.\d+)?$/.test(cell)

export const guardLosses = (cells: readonly string[]): [LossKind, number][] =>
  [['guarded', cells.filter((cell) => guarded(cell) !== cell).length]]

/** One line of CSV (RFC 4180). */
export const csvRow = (cells: readonly string[]): string => `${cells.map((cell) => quoted(guarded(cell))).join(',')}\r\n`

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

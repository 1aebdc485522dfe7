/**
 * The one place where the shape of a text, and not the model, decides a paragraph's labels.
 * Such labels are marked `by: structure`; only what cannot be otherwise belongs here.
 */
import type { Structure } from './document.ts'

/** The labels that go with a structure, by field. */
export const structureLabels: Record<Structure, { role: string; section: string; substance: string }> = {
  'table-row': { role: 'table', section: 'table', substance: 'na' },
  'page-chrome': { role: 'chrome', section: 'chrome', substance: 'na' },
}

/** The structure that gives a paragraph a role; null for roles that no structure gives. */
export const structureOf = (role: unknown): Structure | null =>
  structures.find((structure) => structureLabels[structure].role === role) ?? null

const structures: readonly Structure[] = ['table-row', 'page-chrome']

/** A number with or without its unit, a blank, or a stroke for nothing. */
const cellValue = /^(?:[-—–]{1,2}|[/／]|[+-]?[\d０-９][\d０-９,，.．]*(?:%|％|万元|元|件|条|项)?)?$/

/**
 * The structure of each paragraph of a report, as its text alone shows it. Lines with tabs between their cells, as copied from a table, are its rows:
 * where several follow each other and at least half of them hold a value, or where one alone holds nothing but values after
 * its first cell. Lines of a navigation bar have tabs too, but no values.
 */
export function structuresOf(lines: readonly string[]): (Structure | null)[] {
  const cells = lines.map((line) => line.split('\t').map((cell) => cell.trim()))
  const found = lines.map((): Structure | null => null)
  for (let start = 0; start < lines.length; ) {
    let end = start
    while ((cells[end]?.length ?? 0) > 1) end++
    const run = cells.slice(start, end)
    const valued = run.filter((row) => row.slice(1).some((cell) => cell !== '' && cellValue.test(cell))).length
    const lone = run.length === 1 && (run[0]?.length ?? 0) > 2 && run[0]?.slice(1).every((cell) => cellValue.test(cell))
    if (lone || (run.length > 1 && 2 * valued >= run.length)) found.fill('table-row', start, end)
    start = Math.max(end, start + 1)
  }
  return found
}

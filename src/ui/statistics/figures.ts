import { labelIds } from '../../core/schema.ts'
import { perHour, type StatisticsView } from '../../state/statistics.svelte.ts'
import type { Ui } from '../context.ts'
import { tagLook } from '../label-styles.ts'

/** A bar of parts one after the other; a model's part is drawn thin, a person's thick, as everywhere. */
export interface Bar { readonly name: string; readonly parts: readonly { readonly value: number; readonly colour: string; readonly thin?: boolean }[]; readonly says: string; readonly of: number }
export interface Point { readonly name: string; readonly value: number }

/** A plot, and the data behind it. */
export interface Figure {
  readonly id: string
  readonly title: string
  readonly note: string
  readonly bars?: readonly Bar[]
  readonly points?: readonly Point[]
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
}

const percent = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((1000 * part) / whole) / 10)
/** Bars drawn at most; the table and the file have all. */
const most = 20

export function figuresOf(ui: Ui, view: StatisticsView): Figure[] {
  const t = ui.texts.statistics
  const { counts, days } = view
  const name = (section: string): string => ui.nameOf('section', section)
  const inOrder = <T>(of: ReadonlyMap<string, T>): [string, T][] => {
    const known = labelIds(ui.schema, 'section')
    return [...of].sort(([a], [b]) => known.indexOf(a) - known.indexOf(b))
  }
  const reports = ui.app.library.rows.flatMap((row) => {
    const count = counts.reports.get(row.id)
    return count ? [{ title: row.title, ...count }] : []
  })
  const sections = inOrder(counts.sections)
  const contents = inOrder(counts.contents)
  const accuracy = inOrder(counts.accuracy)
  const largest = Math.max(1, ...sections.map(([, each]) => each.model + each.structure + each.person))
  const tags = labelIds(ui.schema, 'tag').filter((tag) => [...counts.tags.values()].some((each) => each.has(tag)))
  const tagged = inOrder(counts.tags).map(([id, each]) => ({ id, found: tags.map((tag) => ({ tag, count: each.get(tag) ?? 0 })) }))
  const mostTags = Math.max(1, ...tagged.map(({ found }) => found.reduce((sum, { count }) => sum + count, 0)))
  const weighed = contents.filter(([, each]) => each.substantive + each.boilerplate > 0)
  const settled = accuracy.reduce((sum, [, each]) => sum + each.settled, 0)
  const stood = accuracy.reduce((sum, [, each]) => sum + each.stood, 0)
  const mostConfused = Math.max(1, counts.confusions[0]?.count ?? 0)
  return [
    {
      id: 'progress', title: `${t.progress}　${ui.fill(t.share, { part: ui.number(counts.decided), whole: ui.number(counts.paragraphs), percent: percent(counts.decided, counts.paragraphs) })}`,
      note: reports.length > most ? ui.fill(t.first, { count: most, all: reports.length }) : t.progressNote,
      bars: reports.slice(0, most).map((each) => ({ name: each.title, parts: [{ value: each.decided, colour: 'ink-2' }], of: each.paragraphs, says: `${each.decided} / ${each.paragraphs}` })),
      columns: [t.report, t.decided, t.paragraphs, '%'], rows: reports.map((each) => [each.title, each.decided, each.paragraphs, percent(each.decided, each.paragraphs)]),
    },
    {
      id: 'sections', title: t.sections, note: t.sectionsNote,
      bars: sections.map(([id, each]) => ({ name: name(id), parts: [{ value: each.person, colour: `label-${id}` }, { value: each.model, colour: `label-${id}`, thin: true }, { value: each.structure, colour: 'ink-3', thin: true }], of: largest, says: `${each.person} + ${each.model + each.structure}` })),
      columns: [t.section, t.person, t.model, t.structure], rows: sections.map(([id, each]) => [name(id), each.person, each.model, each.structure]),
    },
    {
      id: 'speed', title: t.speed, note: t.speedNote,
      points: days.flatMap((each) => { const value = perHour(each); return value === null ? [] : [{ name: each.day, value: Math.round(value) }] }),
      columns: [t.day, t.actions, t.minutes, t.rate], rows: days.map((each) => [each.day, each.actions, Math.round(each.milliseconds / 6000) / 10, Math.round(perHour(each) ?? 0) || '–']),
    },
    {
      id: 'accuracy', title: `${t.accuracy}　${ui.fill(t.share, { part: stood, whole: settled, percent: percent(stood, settled) })}`, note: t.accuracyNote,
      bars: accuracy.map(([id, each]) => ({ name: name(id), parts: [{ value: each.stood, colour: `label-${id}` }], of: each.settled, says: `${each.stood} / ${each.settled}` })),
      columns: [t.modelSection, t.settled, t.stood, '%'], rows: accuracy.map(([id, each]) => [name(id), each.settled, each.stood, percent(each.stood, each.settled)]),
    },
    {
      id: 'confusions', title: t.confusions, note: t.confusionsNote,
      bars: counts.confusions.slice(0, most).map((each) => ({ name: `${name(each.model)} → ${name(each.person)}`, parts: [{ value: each.count, colour: `label-${each.person}` }], of: mostConfused, says: String(each.count) })),
      columns: [t.modelSection, t.personSection, t.paragraphs], rows: counts.confusions.map((each) => [name(each.model), name(each.person), each.count]),
    },
    {
      id: 'tags', title: t.tags, note: t.tagsNote,
      bars: tagged.map(({ id, found }) => ({ name: name(id), parts: found.map(({ tag, count }) => ({ value: count, colour: tagLook(ui.schema, tag).name })), of: mostTags, says: found.map(({ count }) => count).join(' + ') })),
      columns: [t.section, ...tags.map((tag) => ui.nameOf('tag', tag))], rows: tagged.map(({ id, found }) => [name(id), ...found.map(({ count }) => count)]),
    },
    {
      id: 'substance', title: t.substance, note: t.substanceNote,
      bars: weighed.map(([id, each]) => ({ name: name(id), parts: [{ value: each.substantive, colour: `label-${id}` }], of: each.substantive + each.boilerplate, says: `${percent(each.substantive, each.substantive + each.boilerplate)}%` })),
      columns: [t.section, ui.nameOf('substance', 'substantive'), ui.nameOf('substance', 'boilerplate'), '%'], rows: weighed.map(([id, each]) => [name(id), each.substantive, each.boilerplate, percent(each.substantive, each.substantive + each.boilerplate)]),
    },
  ]
}

/** The data as a file for spreadsheets: a mark tells them that it is UTF-8, and a cell that looks like a formula is kept from being one. */
export function csvOf({ columns, rows }: Pick<Figure, 'columns' | 'rows'>): string {
  const cell = (value: string | number): string => {
    const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value)
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  return `\uFEFF${[columns, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}

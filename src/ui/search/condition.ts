import { untagged, type Dimension } from '../../core/filter.ts'
import type { Ui } from '../context.ts'

/** What a value of a dimension is called. */
export function nameOf(ui: Ui, dimension: Dimension, value: string): string {
  const { search, facts } = ui.texts
  switch (dimension) {
    case 'section': case 'role': case 'substance': return ui.nameOf(dimension, value)
    case 'tag': return value === untagged ? search.untagged : ui.nameOf('tag', value)
    case 'state': return named(value, search.states)
    case 'source': return named(value, search.sources)
    case 'level': return named(value, facts.levels)
    case 'report': return ui.app.library.rows.find((row) => row.id === value)?.title ?? value.slice(0, 8)
    case 'agency': case 'region': case 'annotator': return value
  }
}

const named = (value: string, names: Readonly<Record<string, string>>): string => names[value] ?? value

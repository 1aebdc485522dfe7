import { formatNumber } from './number-format.ts'
import { listPlaceOf, type Styles } from './styles.ts'
import { at, childrenOf, switchAt, valueAt, type XmlElement } from './xml.ts'

interface Level {
  readonly start: number
  readonly format: string
  /** What stands before the paragraph, with %1 … %9 for the numbers of the levels. */
  readonly pattern: string
  readonly suffix: 'tab' | 'space' | 'nothing'
  /** Starts anew after a paragraph of a level before this one, counted from 1; 0 never; undefined after any shallower one. */
  readonly restart: number | undefined
  readonly decimalOnly: boolean
  readonly style: string | undefined
}

interface List {
  /** Lists of one definition count on together. */
  readonly definition: string
  readonly levels: readonly (Level | undefined)[]
  /** Numbers at which this list begins by itself, by level. */
  readonly startsAt: ReadonlyMap<number, number>
}

/** Counts the lists of one document through, in the order of its paragraphs (ISO/IEC 29500-1, 17.9). */
export class Numbering {
  readonly #styles: Styles
  readonly #lists: ReadonlyMap<string, List>
  readonly #counters = new Map<string, (number | undefined)[]>()
  readonly #begun = new Set<string>()

  constructor(part: XmlElement | undefined, styles: Styles) {
    this.#styles = styles
    this.#lists = listsOf(part, styles)
  }

  /** The number that stands before a paragraph, with the room after it; empty where it has none. Counts on. */
  label(properties: XmlElement | undefined, style: string | undefined): string {
    const own = listPlaceOf(properties)
    const styled = this.#styles.listPlace(style)
    const list = this.#lists.get(own?.list ?? styled?.list ?? '')
    if (!list) return ''
    const linked = list.levels.findIndex((level) => level?.style !== undefined && level.style === styled?.style)
    const depth = own?.level ?? (linked >= 0 ? linked : (styled?.level ?? 0))
    const level = list.levels[depth]
    if (!level) return ''
    const counters = this.#count(own?.list ?? styled?.list ?? '', list, depth, level)
    return write(level, list.levels, counters)
  }

  #count(id: string, list: List, depth: number, level: Level): readonly (number | undefined)[] {
    const counters = this.#counters.get(list.definition) ?? []
    this.#counters.set(list.definition, counters)
    if (!this.#begun.has(id)) for (const [at] of list.startsAt) counters[at] = undefined
    this.#begun.add(id)
    const last = counters[depth]
    counters[depth] = last === undefined ? (list.startsAt.get(depth) ?? level.start) : last + 1
    for (let deeper = depth + 1; deeper < 9; deeper++) {
      const restart = list.levels[deeper]?.restart
      if (restart === undefined || depth < restart) counters[deeper] = undefined
    }
    return counters
  }
}

function write(level: Level, levels: List['levels'], counters: readonly (number | undefined)[]): string {
  if (level.format === 'bullet') return /[\ue000-\uf8ff]/.test(level.pattern) || level.pattern === '' ? '• ' : `${level.pattern} `
  const words = level.pattern.replace(/%([1-9])/g, (_, digit: string) => {
    const shown = levels[Number(digit) - 1]
    const number = counters[Number(digit) - 1] ?? shown?.start ?? 1
    return formatNumber(number, level.decimalOnly ? 'decimal' : (shown?.format ?? 'decimal'))
  })
  // After 一、 and （一） the room that Word leaves for a tab is no space that anyone would type.
  return words === '' || level.suffix === 'nothing' || (level.suffix === 'tab' && /[、，：．。）】〕]$/.test(words)) ? words : `${words} `
}

function listsOf(part: XmlElement | undefined, styles: Styles): Map<string, List> {
  const definitions = new Map(childrenOf(part, 'w:abstractNum').map((each) => [each.attributes['abstractNumId'] ?? '', each]))
  const definitionOf = new Map(childrenOf(part, 'w:num').map((each) => [each.attributes['numId'] ?? '', valueAt(each, 'w:abstractNumId') ?? '']))
  const lists = new Map<string, List>()
  for (const list of childrenOf(part, 'w:num')) {
    const stated = valueAt(list, 'w:abstractNumId') ?? ''
    // A definition may only point to a list style, whose own list has the levels.
    const link = valueAt(definitions.get(stated), 'w:numStyleLink')
    const definition = definitionOf.get(styles.listPlace(link)?.list ?? '') ?? stated
    const levels = levelsOf(definitions.get(definition))
    const startsAt = new Map<number, number>()
    for (const override of childrenOf(list, 'w:lvlOverride')) {
      const depth = Number(override.attributes['ilvl'])
      const replaced = at(override, 'w:lvl')
      if (replaced) levels[depth] = levelOf(replaced)
      const start = valueAt(override, 'w:startOverride')
      if (start !== undefined) startsAt.set(depth, Number(start))
    }
    lists.set(list.attributes['numId'] ?? '', { definition, levels, startsAt })
  }
  lists.delete('0')
  return lists
}

function levelsOf(definition: XmlElement | undefined): (Level | undefined)[] {
  const levels: (Level | undefined)[] = []
  for (const level of childrenOf(definition, 'w:lvl')) {
    const depth = Number(level.attributes['ilvl'])
    if (depth >= 0 && depth < 9) levels[depth] = levelOf(level)
  }
  return levels
}

function levelOf(level: XmlElement): Level {
  const suffix = valueAt(level, 'w:suff')
  const restart = valueAt(level, 'w:lvlRestart')
  // Newer formats stand in an alternative, with the nearest old one beside it.
  const format = valueAt(level, 'w:numFmt') ?? valueAt(level, 'mc:AlternateContent', 'mc:Fallback', 'w:numFmt') ?? 'decimal'
  return {
    start: Number(valueAt(level, 'w:start') ?? 0),
    format,
    pattern: valueAt(level, 'w:lvlText') ?? '',
    suffix: suffix === 'space' || suffix === 'nothing' ? suffix : 'tab',
    restart: restart === undefined ? undefined : Number(restart),
    decimalOnly: switchAt(level, 'w:isLgl') ?? false,
    style: valueAt(level, 'w:pStyle'),
  }
}

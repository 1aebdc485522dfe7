import { liveLabels, type LabelField, type Schema } from '../core/schema.ts'
import type { Route } from './route.svelte.ts'

/**
 * A key as it is pressed, by its place on the keyboard (`KeyboardEvent.code`), so that an input method or another layout changes
 * nothing; `Shift+` and `Mod+` (⌘ or Ctrl) before it, in this order: `KeyJ`, `Shift+ArrowLeft`, `Mod+Shift+KeyZ`.
 */
export type Chord = string

/** Where a command has its keys: on one screen, on every screen, or in the picker of a field. */
export type Place = Route['screen'] | 'everywhere' | 'pick-section' | 'pick-role'

export type Group = 'label' | 'move' | 'tag' | 'span' | 'other' | 'go'

export interface Command {
  readonly id: CommandId
  readonly place: Place
  readonly group: Group
  /** The keys it has until the person changes them; none: it is in the palette only. */
  readonly keys: readonly Chord[]
  /** Windows and the palette rely on its keys: they cannot be changed. */
  readonly fixed?: boolean
}

/** `section.issues`, `tag.ISSUE`: the choice of a label. */
export type LabelCommandId = `${LabelField}.${string}`
export type CommandId = (typeof table)[number][0] | LabelCommandId

type Row = readonly [id: string, place: Place, group: Group, keys: readonly Chord[], fixed?: 'fixed']

const table = [
  ['palette', 'everywhere', 'other', ['Mod+KeyK'], 'fixed'],
  ['help', 'everywhere', 'other', ['Shift+Slash']],
  ['goLibrary', 'everywhere', 'go', []],
  ['search', 'everywhere', 'go', ['Slash']],
  ['goExport', 'everywhere', 'go', []],
  ['goStatistics', 'everywhere', 'go', []],
  ['goSettings', 'everywhere', 'go', []],
  ['language', 'everywhere', 'other', []],
  ['theme', 'everywhere', 'other', []],

  ['accept', 'report', 'label', ['Enter']],
  ['candidate1', 'report', 'label', ['Digit1']],
  ['candidate2', 'report', 'label', ['Digit2']],
  ['candidate3', 'report', 'label', ['Digit3']],
  ['candidate4', 'report', 'label', ['Digit4']],
  ['pickSection', 'report', 'label', ['KeyL']],
  ['typeSection', 'report', 'label', ['Shift+KeyL']],
  ['pickRole', 'report', 'label', ['KeyR']],
  ['substance', 'report', 'label', ['KeyS']],
  ['undo', 'report', 'label', ['KeyZ', 'Mod+KeyZ']],
  ['redo', 'report', 'label', ['Shift+KeyZ', 'Mod+Shift+KeyZ']],

  ['next', 'report', 'move', ['KeyJ', 'ArrowDown']],
  ['previous', 'report', 'move', ['KeyK', 'ArrowUp']],
  ['nextHeading', 'report', 'move', ['BracketRight']],
  ['previousHeading', 'report', 'move', ['BracketLeft']],
  ['nextUnsure', 'report', 'move', ['KeyU']],
  ['previousUnsure', 'report', 'move', ['Shift+KeyU']],
  ['nextUnreviewed', 'report', 'move', ['KeyE']],
  ['previousUnreviewed', 'report', 'move', ['Shift+KeyE']],
  ['nextHit', 'report', 'move', ['Period']],
  ['previousHit', 'report', 'move', ['Comma']],
  ['first', 'report', 'move', ['Home']],
  ['last', 'report', 'move', ['End']],

  ['right', 'report', 'tag', ['ArrowRight']],
  ['left', 'report', 'tag', ['ArrowLeft']],
  ['untag', 'report', 'tag', ['KeyX', 'Delete']],

  ['wordRight', 'report', 'span', ['Shift+ArrowRight']],
  ['wordLeft', 'report', 'span', ['Shift+ArrowLeft']],
  ['characterRight', 'report', 'span', ['Shift+Equal']],
  ['characterLeft', 'report', 'span', ['Shift+Minus']],
  ['segmentRight', 'report', 'span', ['Shift+ArrowDown']],
  ['segmentLeft', 'report', 'span', ['Shift+ArrowUp']],
  ['otherEdge', 'report', 'span', ['KeyT']],
  ['chooseTag', 'report', 'span', ['KeyV']],
  ['caret', 'report', 'span', ['KeyC']],
  ['caretRight', 'report', 'span', ['Equal']],
  ['caretLeft', 'report', 'span', ['Minus']],
  ['escape', 'report', 'span', ['Escape'], 'fixed'],

  ['details', 'report', 'other', ['KeyD']],
  ['facts', 'report', 'other', ['KeyA']],
  ['words', 'report', 'other', ['KeyW']],
  ['note', 'report', 'other', ['KeyN']],
  ['discuss', 'report', 'other', ['KeyF']],
  ['history', 'report', 'other', ['KeyH']],
  ['guide', 'report', 'other', ['KeyG']],
  ['exportLabels', 'report', 'other', []],
  ['exportDataset', 'report', 'other', []],

  ['nextRow', 'library', 'move', ['KeyJ', 'ArrowDown']],
  ['previousRow', 'library', 'move', ['KeyK', 'ArrowUp']],
  ['firstRow', 'library', 'move', ['Home']],
  ['lastRow', 'library', 'move', ['End']],
  ['open', 'library', 'move', ['Enter']],
  ['openUnsure', 'library', 'move', ['KeyU']],
  ['tick', 'library', 'other', ['Space']],
  ['tickRange', 'library', 'other', ['Shift+Space']],
  ['tickAll', 'library', 'other', ['KeyA']],
  ['foldGroup', 'library', 'move', ['ArrowLeft']],
  ['unfoldGroup', 'library', 'move', ['ArrowRight']],
  ['archiveRows', 'library', 'other', []],
  ['filter', 'library', 'other', ['KeyF']],
  ['exportRows', 'library', 'other', ['KeyE']],
  ['exportRowsDataset', 'library', 'other', ['Shift+KeyE']],
  ['removeRows', 'library', 'other', ['Delete']],
  ['restoreRows', 'library', 'other', ['KeyZ', 'Mod+KeyZ']],
  ['chooseFiles', 'library', 'other', ['KeyO']],
  ['paste', 'library', 'other', ['KeyP']],

  ['nextFound', 'search', 'move', ['KeyJ', 'ArrowDown']],
  ['previousFound', 'search', 'move', ['KeyK', 'ArrowUp']],
  ['nextFoundReport', 'search', 'move', ['PageDown'], 'fixed'],
  ['previousFoundReport', 'search', 'move', ['PageUp'], 'fixed'],
  ['firstFound', 'search', 'move', ['Home']],
  ['lastFound', 'search', 'move', ['End']],

  ['write', 'export', 'other', ['Mod+Enter'], 'fixed'],
  ['stopWriting', 'export', 'other', ['Escape'], 'fixed'],
] as const satisfies readonly Row[]

/** The letters of the labels, as a schema has them: of tags in the text, of sections and roles in their picker. Substance has one key that turns it over. */
function labelCommands(schema: Schema): Command[] {
  const command = (field: LabelField, place: Place, group: Group, id: string, key: string): Command => ({ id: `${field}.${id}`, place, group, keys: key ? [`Key${key}`] : [] })
  return [
    ...liveLabels(schema, 'tag').map(({ id, key }) => command('tag', 'report', 'tag', id, key)),
    ...(['section', 'role'] as const).flatMap((field) => liveLabels(schema, field).map(({ id, key }) => command(field, `pick-${field}`, 'label', id, key))),
    ...liveLabels(schema, 'substance').map(({ id }) => command('substance', 'report', 'label', id, '')),
  ]
}

/** Everything that can be done by key or in the palette: hints, sheet, palette, settings and the keys themselves go by this. */
export const commandsOf = (schema: Schema): readonly Command[] => [
  ...table.map(([id, place, group, keys, fixed]: Row & { readonly 0: (typeof table)[number][0] }): Command => ({ id, place, group, keys, ...(fixed && { fixed: true }) })),
  ...labelCommands(schema),
]

/** Whether two commands could be meant by one key. */
export const meet = (one: Place, other: Place): boolean => one === other || one === 'everywhere' || other === 'everywhere'

/** Whether a command chooses a label. */
export const choosesLabel = (id: CommandId): id is LabelCommandId => id.includes('.')

/** The field and the label that a command chooses. */
export function labelOf(id: LabelCommandId): { readonly field: LabelField; readonly value: string } {
  const field = (['section', 'role', 'substance'] as const).find((name) => id.startsWith(`${name}.`)) ?? 'tag'
  return { field, value: id.slice(field.length + 1) }
}

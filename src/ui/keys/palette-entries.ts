import { choosesLabel, labelOf, meet, type Chord, type CommandId } from '../../state/commands.ts'
import { OpenReport } from '../../state/open-report.svelte.ts'
import type { Ui } from '../context.ts'
import { offeredOnScreen } from './on-screen.ts'

export interface Entry {
  readonly id: string
  /** `screen`: it stands on the screen and is no command. */
  readonly kind: 'command' | 'screen' | 'label' | 'heading' | 'report'
  readonly name: string
  /** Other words by which it is found. */
  readonly also: readonly string[]
  /** Keys pressed one after the other. */
  readonly keys: readonly Chord[]
  /** Shown though nothing was typed. */
  readonly first: boolean
  run(): void
}

/** Everything that can be done or gone to from the screen that is shown, commands of the screen before those of every screen. */
export function paletteEntries(ui: Ui): Entry[] {
  const commands = commandEntries(ui)
  const known = new Set(commands.map(({ name }) => name))
  return [...commands, ...screenEntries().filter(({ name }) => !known.has(name)), ...headingEntries(ui), ...projectEntries(ui), ...reportEntries(ui)]
}

function commandEntries(ui: Ui): Entry[] {
  const { screen } = ui.app.router.route
  const here = ui.app.keymap.commands.filter((command) => command.id !== 'palette' && (meet(command.place, screen) || choosesLabel(command.id)))
  return here.toSorted((a, b) => Number(a.place === 'everywhere') - Number(b.place === 'everywhere')).flatMap((command): Entry[] => {
    const run = ui.actions.find(command.id)
    const isLabel = choosesLabel(command.id)
    return run ? [{
      id: command.id, kind: isLabel ? 'label' : 'command', name: ui.nameOfCommand(command.id), also: otherNames(ui, command.id),
      keys: keysOf(ui, command.id), first: !isLabel, run,
    }] : []
  })
}

/** Of several that go by one name, as beside every row, the first. */
function screenEntries(): Entry[] {
  const byName = new Map(offeredOnScreen().toReversed().map((each) => [each.name, each]))
  return [...byName.values()].toReversed().map(({ name, run }) => ({ id: `screen.${name}`, kind: 'screen', name, also: [], keys: [], first: false, run }))
}

/** The first key of a command; of a label in a picker the key that opens it too. */
function keysOf(ui: Ui, id: CommandId): Chord[] {
  const opening: CommandId | null = id.startsWith('section.') ? 'pickSection' : id.startsWith('role.') ? 'pickRole' : null
  const keys = [...(opening ? [opening] : []), id].map((each) => ui.app.keymap.keysOf(each)[0])
  return keys.every((key) => key !== undefined) ? keys : []
}

/** A label is found by its own name too, so that what is typed need not begin with the name of its field; and all by their name in the other language. */
function otherNames(ui: Ui, id: CommandId): string[] {
  const other = ui.nameOfCommand(id, ui.language === 'zh' ? 'en' : 'zh')
  if (!choosesLabel(id)) return [other]
  const { field, value } = labelOf(id)
  return [ui.nameOf(field, value), ui.markOf(field, value), value, other]
}

function headingEntries(ui: Ui): Entry[] {
  const { report } = ui.app
  if (!(report instanceof OpenReport)) return []
  return report.labels.flatMap((labels, index): Entry[] => {
    const paragraph = report.doc.paragraphs[index]
    if (!paragraph || (labels.role.value !== 'heading' && labels.role.value !== 'title')) return []
    return [{ id: `heading.${index}`, kind: 'heading', name: report.text(paragraph), also: [], keys: [], first: false, run: () => report.focusOn(index) }]
  })
}

const projectEntries = (ui: Ui): Entry[] => ui.app.projects.all.filter(({ id }) => id !== ui.app.projects.current).map((project) => ({
  id: `project.${project.id}`, kind: 'command', name: ui.fill(ui.texts.projects.goCommand, { name: ui.projectName(project) }), also: [ui.projectName(project)], keys: [], first: false,
  run: () => void ui.app.projects.open(project.id),
}))

const reportEntries = (ui: Ui): Entry[] => ui.app.library.rows.map((row) => ({
  id: row.id, kind: 'report', name: row.title, also: [row.name, row.agency], keys: [], first: false,
  run: () => ui.app.router.go({ screen: 'report', id: row.id, unsure: false }),
}))

import { createContext } from 'svelte'
import { problemText, type Language } from '../core/problem-text.ts'
import type { Problem } from '../core/result.ts'
import { findLabel, type Label, type LabelField, type Schema } from '../core/schema.ts'
import type { App } from '../state/app.svelte.ts'
import { choosesLabel, labelOf, type CommandId } from '../state/commands.ts'
import type { Project } from '../state/projects.svelte.ts'
import { Actions } from './keys/actions.ts'
import { keyName } from './keys/key-name.ts'
import { en } from './texts/en.ts'
import { fill } from './texts/fill.ts'
import { zh, type Texts } from './texts/zh.ts'

/** What every component may need: the state, and words in the person's language. */
export class Ui {
  readonly app: App
  readonly actions = new Actions()

  constructor(app: App) {
    this.app = app
  }

  get language(): Language {
    return this.app.preferences.language
  }

  /** The labels of the project. */
  get schema(): Schema {
    return this.app.schema.current
  }

  get texts(): Texts {
    return this.language === 'zh' ? zh : en
  }

  /** A text with its {gaps} filled and its {count|word|words} chosen. */
  fill(text: string, values: Readonly<Record<string, string | number>>): string {
    return fill(text, values)
  }

  problem(problem: Problem): string {
    return problemText(problem, this.language)
  }

  nameOf(field: LabelField, id: string): string {
    return this.#nameIn(this.language, field, id)
  }

  markOf(field: LabelField, id: string): string {
    const mark = this.#label(field, id)?.mark
    return mark?.[this.language] || mark?.zh || mark?.en || id
  }

  /** The keys of a command, as they are shown. */
  keys(id: CommandId): string[] {
    return this.app.keymap.keysOf(id).map(keyName)
  }

  /** The first keys of commands, as a hint shows them. */
  firstKeys(...ids: CommandId[]): string[] {
    return ids.flatMap((id) => this.keys(id).slice(0, 1))
  }

  nameOfCommand(id: CommandId, language = this.language): string {
    const texts = language === 'zh' ? zh : en
    if (!choosesLabel(id)) return texts.commands[id]
    const { field, value } = labelOf(id)
    return this.fill(texts.labelCommands[field], { label: this.#nameIn(language, field, value) })
  }

  /** The first project goes by a name of ours until a person gives it one. */
  projectName({ name }: Pick<Project, 'name'>): string {
    return name || this.texts.projects.first
  }

  number(value: number): string {
    return (this.language === 'zh' ? chineseNumber : englishNumber).format(value)
  }

  /** A label that has no name in this language goes by that in the other. */
  #nameIn(language: Language, field: LabelField, id: string): string {
    const label = this.#label(field, id)
    return label?.[language] || label?.zh || label?.en || id
  }

  #label(field: LabelField, id: string): Label | undefined {
    return findLabel(this.schema, field, id)
  }
}

// Made once: a formatter takes longer to make than a row to draw.
const chineseNumber = new Intl.NumberFormat('zh')
const englishNumber = new Intl.NumberFormat('en')

export const [getUi, setUi] = createContext<Ui>()

import { createContext } from 'svelte'
import { problemText, type Language } from '../core/problem-text.ts'
import type { Problem } from '../core/result.ts'
import { findLabel, type Label, type LabelField, type Schema } from '../core/schema.ts'
import type { App } from '../state/app.svelte.ts'
import { choosesLabel, labelOf, type CommandId } from '../state/commands.ts'
import { Actions } from './keys/actions.ts'
import { keyName } from './keys/key-name.ts'
import { en } from './texts/en.ts'
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

  /** A text with its {gaps} filled. */
  fill(text: string, values: Readonly<Record<string, string | number>>): string {
    return text.replace(/\{(\w+)\}/g, (gap, key: string) => String(values[key] ?? gap))
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

  number(value: number): string {
    return value.toLocaleString(this.language)
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

export const [getUi, setUi] = createContext<Ui>()

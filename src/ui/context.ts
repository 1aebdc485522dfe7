import { createContext } from 'svelte'
import { problemText, type Language } from '../core/problem-text.ts'
import type { Problem } from '../core/result.ts'
import { findLabel, type Label, type LabelField } from '../core/schema.ts'
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
    return this.#label(field, id)?.[this.language] ?? id
  }

  markOf(field: LabelField, id: string): string {
    return this.#label(field, id)?.mark[this.language] ?? id
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
    return this.fill(texts.labelCommands[field], { label: this.#label(field, value)?.[language] ?? value })
  }

  number(value: number): string {
    return value.toLocaleString(this.language)
  }

  #label(field: LabelField, id: string): Label | undefined {
    return findLabel(field, id)
  }
}

export const [getUi, setUi] = createContext<Ui>()

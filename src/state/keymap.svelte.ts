import { disclosureSchema, type Schema } from '../core/schema.ts'
import type { Settings } from '../storage/settings.ts'
import { mayBeGiven } from './chord.ts'
import { commandsOf, meet, type Chord, type Command, type CommandId, type Place } from './commands.ts'

/** Why a key cannot be given to a command. */
export type Refusal = { readonly code: 'not-free' } | { readonly code: 'taken'; readonly by: CommandId }

type Own = ReadonlyMap<CommandId, readonly Chord[]>

/** The keys of all commands: those of the table, and over them those that the person has changed, which are kept in the database. */
export class Keymap {
  readonly #settings: Settings
  #own = $state.raw<Own>(new Map())
  /** Keys of labels that only other projects have: they are kept as they were stored. */
  #foreign: Readonly<Record<string, unknown>> = {}
  readonly #schema: () => Schema
  /** Every command that there is: those of the app, and the labels of the schema. */
  readonly commands = $derived.by(() => commandsOf(this.#schema()))
  readonly #byId = $derived.by(() => new Map<string, Command>(this.commands.map((command) => [command.id, command])))

  constructor(settings: Settings, schema: () => Schema = () => disclosureSchema) {
    this.#settings = settings
    this.#schema = schema
  }

  /** What is read back is checked: an unknown command, a key that is not free or one that another command has counts as not changed. */
  async load(): Promise<void> {
    const stored = await this.#settings.all()
    if (stored.ok) this.#own = this.#checked(stored.value.get('keys'))
  }

  find(id: string): Command | undefined {
    return this.#byId.get(id)
  }

  /** The keys of a command, the first of which is shown where there is room for one. */
  keysOf(id: CommandId): readonly Chord[] {
    return this.#keysOf(this.#own, id)
  }

  isChanged(id: CommandId): boolean {
    return this.#own.has(id)
  }

  get anyChanged(): boolean {
    return this.#own.size > 0
  }

  /** The command that a chord means at a place. */
  commandAt(chord: Chord, place: Place): CommandId | undefined {
    return this.commands.find((command) => meet(command.place, place) && this.keysOf(command.id).includes(chord))?.id
  }

  /** Gives a command a key in place of one that it has, or one more where `instead` is null; says why where it cannot be. */
  bind(id: CommandId, chord: Chord, instead: Chord | null): Refusal | null {
    const command = this.find(id)
    if (!command || command.fixed || !mayBeGiven(chord)) return { code: 'not-free' }
    const by = this.#holder(this.#own, command, chord)
    if (by) return { code: 'taken', by }
    const keys = this.keysOf(id)
    this.#keep(id, [...new Set(instead === null ? [...keys, chord] : keys.map((key) => (key === instead ? chord : key)))])
    return null
  }

  /** Takes a key away from a command. */
  unbind(id: CommandId, chord: Chord): void {
    if (!this.find(id)?.fixed) this.#keep(id, this.keysOf(id).filter((key) => key !== chord))
  }

  /** Gives a command the keys of the table again, or says which other command has one of them by now. */
  reset(id: CommandId): Refusal | null {
    const command = this.find(id)
    const by = command?.keys.map((key) => this.#holder(this.#own, command, key)).find((other) => other !== undefined)
    if (by) return { code: 'taken', by }
    this.#save(new Map([...this.#own].filter(([changed]) => changed !== id)))
    return null
  }

  /** Gives all commands the keys of the table again; what it returns brings the person's back. */
  resetAll(): () => void {
    const before = this.#own
    this.#save(new Map())
    return () => this.#save(before)
  }

  #keep(id: CommandId, keys: readonly Chord[]): void {
    const isTheTable = keys.join() === this.find(id)?.keys.join()
    this.#save(isTheTable ? new Map([...this.#own].filter(([changed]) => changed !== id)) : new Map([...this.#own, [id, keys]]))
  }

  #save(own: Own): void {
    this.#own = own
    void this.#settings.save('keys', { ...this.#foreign, ...Object.fromEntries([...own].map(([id, keys]) => [id, [...keys]])) })
  }

  /** The other command that has a chord at a place. */
  holderOf(chord: Chord, place: Place, except: string): CommandId | undefined {
    return this.commands.find((other) => other.id !== except && meet(other.place, place) && this.keysOf(other.id).includes(chord))?.id
  }

  #keysOf(own: Own, id: CommandId): readonly Chord[] {
    return own.get(id) ?? this.find(id)?.keys ?? []
  }

  /** The other command that has a chord where this one would have it. */
  #holder(own: Own, command: Command, chord: Chord): CommandId | undefined {
    return this.commands.find((other) => other !== command && meet(other.place, command.place) && this.#keysOf(own, other.id).includes(chord))?.id
  }

  #checked(stored: unknown): Own {
    if (typeof stored !== 'object' || stored === null) return new Map()
    this.#foreign = Object.fromEntries(Object.entries(stored).filter(([id]) => id.includes('.') && !this.find(id)))
    const read = Object.entries(stored).flatMap(([id, keys]: [string, unknown]): [Command, readonly Chord[]][] => {
      const command = this.find(id)
      const known = command?.keys ?? []
      const fits = Array.isArray(keys) && keys.every((key) => typeof key === 'string' && (mayBeGiven(key) || known.includes(key)))
      return command && !command.fixed && fits ? [[command, keys]] : []
    })
    // Two commands may have exchanged keys, so that each is looked at with all others in place.
    const own = new Map(read.map(([command, keys]) => [command.id, keys]))
    for (const [command, keys] of read) if (keys.some((key) => this.#holder(own, command, key))) own.delete(command.id)
    return own
  }
}

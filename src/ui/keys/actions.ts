import { onDestroy } from 'svelte'
import type { CommandId } from '../../state/commands.ts'

/** What is done at a command; left out or undefined where it would do nothing now. */
export type Handlers = Partial<Record<CommandId, (() => void) | undefined>>

/** What can be done now. Each part of the screen offers its own commands for as long as it is shown; keys and palette find them here. */
export class Actions {
  readonly #offers = new Set<() => Handlers>()

  /** To be called while a component is set up. `handlers` is asked anew at every press. */
  offer(handlers: () => Handlers): void {
    this.#offers.add(handlers)
    onDestroy(() => this.#offers.delete(handlers))
  }

  find(id: CommandId): (() => void) | undefined {
    for (const handlers of this.#offers) {
      const action = handlers()[id]
      if (action) return action
    }
    return undefined
  }
}

import type { Span } from '../core/document.ts'
import { stepFrom, type Ground, type Unit } from '../core/text-step.ts'

/** From where to where text is chosen. `moving` is the end that the keys move; where both are one, it is a caret. */
interface Chosen {
  readonly still: number
  readonly moving: number
  /** The tag that was taken up to be made longer or shorter. */
  readonly tag: Span | null
}

/** The caret or the selection in the paragraph in focus, moved by keys or taken over from the mouse. */
export class TextCursor {
  #chosen = $state.raw<Chosen | null>(null)
  #ground: () => Ground | null

  constructor(ground: () => Ground | null) {
    this.#ground = ground
  }

  /** The text that is selected, if any is. */
  get selection(): Span | null {
    const chosen = this.#chosen
    return chosen && chosen.still !== chosen.moving ? spanOf(chosen) : null
  }

  /** The place that the keys move: the caret, or the moving end of the selection. */
  get place(): number | null {
    return this.#chosen?.moving ?? null
  }

  get isCaret(): boolean {
    return this.#chosen !== null && this.#chosen.still === this.#chosen.moving
  }

  /** The tag that tagging the selection replaces. */
  get tag(): Span | null {
    return this.#chosen?.tag ?? null
  }

  clear(): void {
    this.#chosen = null
  }

  /** Selects a span, as the mouse does. */
  select(span: Span): void {
    this.#chosen = { still: span.start, moving: span.end, tag: null }
  }

  /** Takes up a tag to make it longer or shorter. */
  takeUp(tag: Span): void {
    this.#chosen = { still: tag.start, moving: tag.end, tag }
  }

  /** Puts a caret where the moving end is, or else at an offset. */
  put(offset: number): void {
    const at = this.#chosen?.moving ?? offset
    this.#chosen = { still: at, moving: at, tag: null }
  }

  move(unit: Unit, step: 1 | -1): void {
    const ground = this.#ground()
    if (!ground || !this.#chosen) return
    const at = stepFrom(ground, this.#chosen.moving, unit, step, 'start')
    this.#chosen = { still: at, moving: at, tag: null }
  }

  /** Moves the moving end and leaves the other where it is. */
  extend(unit: Unit, step: 1 | -1): void {
    const ground = this.#ground()
    if (!ground || !this.#chosen) return
    const { still, moving } = this.#chosen
    const edge = moving < still || (moving === still && step < 0) ? 'start' : 'end'
    this.#chosen = { ...this.#chosen, moving: stepFrom(ground, moving, unit, step, edge) }
  }

  /** Lets the keys move the other end. */
  turn(): void {
    if (this.#chosen) this.#chosen = { ...this.#chosen, still: this.#chosen.moving, moving: this.#chosen.still }
  }
}

const spanOf = ({ still, moving }: Chosen): Span => ({ start: Math.min(still, moving), end: Math.max(still, moving) })

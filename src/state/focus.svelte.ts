class Cell {
  here = $state(false)
}

/** Which of many has the focus. Each that asks whether it has it hears only when that changes for itself. */
export class Focus {
  readonly #cells: readonly Cell[]
  #index = $state(0)

  constructor(count: number, index: number) {
    this.#cells = Array.from({ length: count }, () => new Cell())
    this.move(index)
  }

  get index(): number {
    return this.#index
  }

  isAt(index: number): boolean {
    return this.#cells[index]?.here ?? false
  }

  move(index: number): void {
    const [left, entered] = [this.#cells[this.#index], this.#cells[index]]
    if (left) left.here = false
    if (entered) entered.here = true
    this.#index = index
  }
}

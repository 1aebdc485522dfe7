/** One line on standard error, only where that is a terminal. */
export class ProgressBar {
  readonly #files: number
  #done = 0
  #name = ''

  constructor(files: number) {
    this.#files = files
  }

  begin(name: string): void {
    this.#name = name
    this.show(0)
  }

  /** `share` of the present file, 0 to 1. */
  show(share: number): void {
    if (!process.stderr.isTTY) return
    const whole = (this.#done + share) / this.#files
    const bar = '█'.repeat(Math.round(24 * whole)).padEnd(24, '░')
    process.stderr.write(`\r\u001b[K${bar} ${this.#done}/${this.#files} ${this.#name}`)
  }

  end(): void {
    this.#done++
  }

  clear(): void {
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K')
  }
}

import type { Span } from '../core/document.ts'
import { isOpen, type Note } from '../core/note.ts'
import type { Problem, Result } from '../core/result.ts'

export interface NotesServices {
  save(note: Note): Promise<Result<void>>
  remove(id: string): Promise<Result<void>>
  annotator(): string
}

/** The notes of one report. What is done shows at once and is saved in order. */
export class Notes {
  readonly #services: NotesServices
  #all = $state.raw<readonly Note[]>([])
  #removed = $state.raw<readonly Note[]>([])
  #problem = $state.raw<Problem | null>(null)
  #saves: Promise<unknown> = Promise.resolve()
  readonly #open = $derived(this.#all.filter(isOpen))

  constructor(notes: readonly Note[], services: NotesServices) {
    this.#all = [...notes].sort(byPlace)
    this.#services = services
  }

  /** In the order of the text. */
  get all(): readonly Note[] {
    return this.#all
  }

  /** Discussions that nobody has settled. */
  get open(): readonly Note[] {
    return this.#open
  }

  /** The note removed last, which can be put back; once it is, the one removed before it. */
  get removed(): Note | null {
    return this.#removed.at(-1) ?? null
  }

  /** Takes over what was removed while the report was read as `before`. */
  follow(before: Notes): void {
    this.#removed = before.#removed
  }

  get problem(): Problem | null {
    return this.#problem
  }

  /** The notes that begin in a stretch of the text. */
  within(stretch: Span): Note[] {
    return this.#all.filter((note) => note.start >= stretch.start && note.start < stretch.end)
  }

  write(kind: Note['kind'], { start, end }: Span, text: string): void {
    this.#keep({ id: crypto.randomUUID(), kind, start, end, said: [this.#saying(text)], settled: null })
  }

  reply(to: Note, text: string): void {
    this.#keep({ ...to, said: [...to.said, this.#saying(text)] })
  }

  settle(note: Note): void {
    const { by, at } = this.#saying('')
    this.#keep({ ...note, settled: { by, at } })
  }

  reopen(note: Note): void {
    this.#keep({ ...note, settled: null })
  }

  remove(note: Note): void {
    this.#all = this.#all.filter(({ id }) => id !== note.id)
    this.#removed = [...this.#removed, note]
    this.#inOrder(() => this.#services.remove(note.id))
  }

  restore(): void {
    if (this.removed) this.#keep(this.removed)
    this.#removed = this.#removed.slice(0, -1)
  }

  /** Settles when everything done so far has been saved, or has failed to. */
  async saved(): Promise<void> {
    await this.#saves
  }

  #saying(text: string): Note['said'][number] {
    return { by: this.#services.annotator(), at: Date.now(), text: text.trim() }
  }

  #keep(note: Note): void {
    this.#all = [...this.#all.filter(({ id }) => id !== note.id), note].sort(byPlace)
    this.#inOrder(() => this.#services.save(note))
  }

  #inOrder(save: () => Promise<Result<void>>): void {
    this.#saves = this.#saves.then(async () => {
      const saved = await save()
      this.#problem = saved.ok ? null : saved.problem
    })
  }
}

const byPlace = (a: Note, b: Note): number => a.start - b.start || (a.said[0]?.at ?? 0) - (b.said[0]?.at ?? 0)

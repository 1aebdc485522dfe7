import type { Span } from '../core/document.ts'
import { isOpen, type Note } from '../core/note.ts'
import type { Problem, Result } from '../core/result.ts'

export interface NotesServices {
  save(note: Note): Promise<Result<void>>
  remove(id: string): Promise<Result<void>>
  annotator(): string
  /** Called at every step that can be undone. */
  did(): void
}

/** A note before and after a step; null where there is none. */
interface Step {
  readonly before: Note | null
  readonly after: Note | null
}

/** The notes of one report. What is done shows at once and is saved in order. */
export class Notes {
  readonly #services: NotesServices
  #all = $state.raw<readonly Note[]>([])
  #done = $state.raw<readonly Step[]>([])
  #undone = $state.raw<readonly Step[]>([])
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

  /** The last of the notes removed from a stretch of the text that have not been put back. */
  removedFrom(stretch: Span): Note | null {
    const removed = this.#done.flatMap(({ before, after }) => (before && !after ? [before] : []))
    return removed.findLast((note) => isIn(stretch, note) && this.#all.every(({ id }) => id !== note.id)) ?? null
  }

  /** Takes over what was done while the report was read as `before`. */
  follow(before: Notes): void {
    this.#done = before.#done
    this.#undone = before.#undone
  }

  get problem(): Problem | null {
    return this.#problem
  }

  /** The notes that begin in a stretch of the text. */
  within(stretch: Span): Note[] {
    return this.#all.filter((note) => isIn(stretch, note))
  }

  write(kind: Note['kind'], { start, end }: Span, text: string): void {
    this.#do({ before: null, after: { id: crypto.randomUUID(), kind, start, end, said: [this.#saying(text)], settled: null } })
  }

  reply(to: Note, text: string): void {
    this.#do({ before: to, after: { ...to, said: [...to.said, this.#saying(text)] } })
  }

  settle(note: Note): void {
    const { by, at } = this.#saying('')
    this.#do({ before: note, after: { ...note, settled: { by, at } } })
  }

  reopen(note: Note): void {
    this.#do({ before: note, after: { ...note, settled: null } })
  }

  remove(note: Note): void {
    this.#do({ before: note, after: null })
  }

  /** Puts back a note that was removed. */
  restore(note: Note): void {
    this.#do({ before: null, after: note })
  }

  /** Takes back the last step and gives its note. */
  undo(): Note | null {
    const step = this.#done.at(-1)
    if (!step) return null
    this.#done = this.#done.slice(0, -1)
    this.#undone = [...this.#undone, step]
    return this.#turn(step.after, step.before)
  }

  /** Makes the step that was taken back last once more and gives its note. */
  redo(): Note | null {
    const step = this.#undone.at(-1)
    if (!step) return null
    this.#undone = this.#undone.slice(0, -1)
    this.#done = [...this.#done, step]
    return this.#turn(step.before, step.after)
  }

  /** Settles when everything done so far has been saved, or has failed to. */
  async saved(): Promise<void> {
    await this.#saves
  }

  #saying(text: string): Note['said'][number] {
    return { by: this.#services.annotator(), at: Date.now(), text: text.trim() }
  }

  #do(step: Step): void {
    this.#done = [...this.#done, step]
    this.#undone = []
    this.#turn(step.before, step.after)
    this.#services.did()
  }

  /** Makes one note another one, one more or one less, here and in storage. */
  #turn(from: Note | null, to: Note | null): Note | null {
    const note = to ?? from
    if (!note) return null
    this.#all = [...this.#all.filter(({ id }) => id !== note.id), ...(to ? [to] : [])].sort(byPlace)
    this.#inOrder(() => (to ? this.#services.save(to) : this.#services.remove(note.id)))
    return note
  }

  #inOrder(save: () => Promise<Result<void>>): void {
    this.#saves = this.#saves.then(async () => {
      const saved = await save()
      this.#problem = saved.ok ? null : saved.problem
    })
  }
}

const isIn = (stretch: Span, note: Note): boolean => note.start >= stretch.start && note.start < stretch.end

const byPlace = (a: Note, b: Note): number => a.start - b.start || (a.said[0]?.at ?? 0) - (b.said[0]?.at ?? 0)

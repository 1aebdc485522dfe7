import { SvelteMap } from 'svelte/reactivity'
import type { Span } from '../core/document.ts'
import type { Note } from '../core/note.ts'

/** A note that is being written. */
export interface Draft {
  /** A new note of a kind, or an answer to one. */
  readonly what: Note['kind'] | Note
  /** The stretch of the text that it was begun at. */
  readonly place: Span
  readonly text: string
}

/** Notes begun and not saved, at most one a paragraph: they wait there until they are saved or given up, or the page is left. */
export class NoteDrafts {
  readonly #reports = new SvelteMap<string, SvelteMap<number, Draft>>()

  at(report: string, paragraph: number): Draft | undefined {
    return this.#reports.get(report)?.get(paragraph)
  }

  put(report: string, paragraph: number, draft: Draft): void {
    const drafts = this.#reports.get(report) ?? new SvelteMap<number, Draft>()
    drafts.set(paragraph, draft)
    this.#reports.set(report, drafts)
  }

  drop(report: string, paragraph: number): void {
    this.#reports.get(report)?.delete(paragraph)
  }

  /** Whether anything has been written and not saved. */
  get some(): boolean {
    return [...this.#reports.values()].some((drafts) => [...drafts.values()].some(({ text }) => text.trim() !== ''))
  }

  /** The other paragraphs of a report at which something has been written and not saved, in order. */
  elsewhere(report: string, paragraph: number): number[] {
    return [...(this.#reports.get(report) ?? [])].filter(([at, { text }]) => at !== paragraph && text.trim() !== '').map(([at]) => at).sort((a, b) => a - b)
  }
}

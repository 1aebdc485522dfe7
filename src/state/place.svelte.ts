import { overlap, type Doc, type Paragraph, type Span } from '../core/document.ts'
import { paragraphAt } from '../core/labels.ts'
import { segments } from '../core/segment.ts'
import type { Unit } from '../core/text-step.ts'
import { wholeWords, wordAt, type WordEnds } from '../core/words.ts'
import { Focus } from './focus.svelte.ts'
import { TextCursor } from './text-cursor.svelte.ts'

/** Where the person is in a report: the paragraph in focus, the segment in turn in it, and what is chosen of its text. */
export class Place {
  readonly #doc: Doc
  readonly #words: () => WordEnds
  /** The tags of a paragraph, as they stand. */
  readonly #tagsOf: (index: number) => readonly Span[]
  readonly #focus: Focus
  #turn = $state(0)
  readonly #segments = $derived.by(() => (this.paragraph ? segments(this.#doc.text, this.paragraph) : []))
  readonly #cursor = new TextCursor(() => (this.paragraph ? { text: this.#doc.text, words: this.#words(), paragraph: this.paragraph, segments: this.#segments } : null))

  constructor(doc: Doc, first: number, words: () => WordEnds, tagsOf: (index: number) => readonly Span[]) {
    this.#doc = doc
    this.#words = words
    this.#tagsOf = tagsOf
    this.#focus = new Focus(doc.paragraphs.length, first)
  }

  get index(): number {
    return this.#focus.index
  }

  isAt(index: number): boolean {
    return this.#focus.isAt(index)
  }

  get paragraph(): Paragraph | undefined {
    return this.#doc.paragraphs[this.index]
  }

  get segments(): readonly Span[] {
    return this.#segments
  }

  /** The segment in turn. */
  get segment(): Span | undefined {
    return this.#segments[Math.min(this.#turn, this.#segments.length - 1)]
  }

  get selection(): Span | null {
    return this.#cursor.selection
  }

  get caret(): number | null {
    return this.#cursor.place
  }

  get isCaret(): boolean {
    return this.#cursor.isCaret
  }

  get takenUp(): Span | null {
    return this.#cursor.tag
  }

  moveTo(index: number): void {
    this.#focus.move(Math.max(0, Math.min(index, this.#doc.paragraphs.length - 1)))
    this.#turn = 0
    this.#cursor.clear()
  }

  moveSegment(step: 1 | -1): void {
    this.#cursor.clear()
    this.#turn = Math.max(0, Math.min(this.#turn + step, this.#segments.length - 1))
  }

  /** Selects text inside the paragraph that holds its beginning: whole words, or with `exact` to the character. */
  select(span: Span, exact: boolean): void {
    const index = paragraphAt(this.#doc.paragraphs, span.start)
    const paragraph = this.#doc.paragraphs[index]
    if (!paragraph || span.start >= paragraph.end) return
    if (index !== this.index) this.moveTo(index)
    const words = exact ? span : wholeWords(this.#words(), span)
    const inside = { start: Math.max(words.start, paragraph.start), end: Math.min(words.end, paragraph.end) }
    if (inside.start < inside.end) this.#cursor.select(inside)
    else this.#cursor.clear()
  }

  selectWord(offset: number): void {
    this.select(wordAt(this.#words(), offset), true)
  }

  clearSelection(): void {
    this.#cursor.clear()
  }

  /** Puts a caret at the moving end of the selection, or at the beginning of the segment in turn. */
  putCaret(): void {
    this.#cursor.put(this.segment?.start ?? this.paragraph?.start ?? 0)
  }

  /** Moves the caret, and puts one first where there is none. */
  moveCaret(unit: Unit, step: 1 | -1): void {
    this.putCaret()
    this.#cursor.move(unit, step)
  }

  /** Moves one end of what is chosen: of the selection, of a caret, or else of the segment in turn. */
  extend(unit: Unit, step: 1 | -1): void {
    this.#chooseSegment()
    this.#cursor.extend(unit, step)
  }

  /** Lets the keys move the other end. */
  turn(): void {
    this.#chooseSegment()
    this.#cursor.turn()
  }

  /** Takes up the tags of the paragraph one after the other, beginning with the first that the segment in turn reaches. */
  takeUpTag(): void {
    const tags = this.#tagsOf(this.index)
    const now = tags.findIndex((tag) => tag.start === this.takenUp?.start && tag.end === this.takenUp.end)
    const near = tags.find((tag) => this.segment && overlap(tag, this.segment) > 0)
    const next = now >= 0 ? tags[(now + 1) % tags.length] : near ?? tags[0]
    if (next) this.#cursor.takeUp({ start: next.start, end: next.end })
  }

  #chooseSegment(): void {
    const { segment } = this
    if (this.#cursor.place !== null || !segment) return
    const isTagged = this.#tagsOf(this.index).some((tag) => tag.start === segment.start && tag.end === segment.end)
    if (isTagged) this.#cursor.takeUp(segment)
    else this.#cursor.select(segment)
  }
}

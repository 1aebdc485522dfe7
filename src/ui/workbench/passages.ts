import type { Doc } from '../../core/document.ts'

/** Paragraphs that are drawn, and left out of the layout while they are far from the screen, together. */
export interface Passage {
  readonly from: number
  readonly to: number
  /** How high it will be, about, in pixels: what the scroll bar goes by until it is laid out. */
  readonly height: number
}

const paragraphsEach = 4
/** What a line of text takes, and what a paragraph adds to its lines: see Paragraph.svelte. */
const [lineHeight, around] = [32, 14]

/**
 * How many passages to either side of one must be drawn with it so that a window is filled, wherever in it that one comes to lie;
 * counted with that one, and at least with its neighbours.
 */
export function passagesInSight(passages: readonly Passage[], at: number, height: number): number {
  const reach = (step: 1 | -1): number => {
    let number = 1
    for (let filled = 0; filled < height && passages[at + step * number]; number++) filled += passages[at + step * number]?.height ?? 0
    return number
  }
  return Math.max(2, reach(1), reach(-1))
}

/** `perLine`: the characters of one line. */
export function passagesOf({ paragraphs }: Pick<Doc, 'paragraphs'>, perLine: number): Passage[] {
  return Array.from({ length: Math.ceil(paragraphs.length / paragraphsEach) }, (_, index) => {
    const from = index * paragraphsEach
    const part = paragraphs.slice(from, from + paragraphsEach)
    return { from, to: from + part.length, height: part.reduce((sum, { start, end }) => sum + around + lineHeight * Math.ceil((end - start) / perLine), 0) }
  })
}

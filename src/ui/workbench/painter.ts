import type { Attachment } from 'svelte/attachments'
import type { Span } from '../../core/document.ts'
import './highlights.css'
import { placeIn } from './text-selection.ts'

/** The ways in which a stretch of text is drawn; highlights.css has a rule for each, label-styles.ts for tags of a project's own. */
export type Paint = 'segment' | 'fact' | 'hit' | 'hit-now' | 'why-for' | 'why-against' | `${string}-${'model' | 'person'}` | `${string}-${'model' | 'person'}-inner`

export interface Stroke extends Span {
  readonly paint: Paint
}

/** Whether the browser draws highlights without touching the text's elements: then nothing moves when a span is added. */
export const canHighlight = typeof CSS !== 'undefined' && 'highlights' in CSS

/** Draws strokes over an element; their offsets are into its text. */
export function paint(strokes: readonly Stroke[]): Attachment {
  return (element) => {
    const drawn = strokes.map((stroke) => {
      const [from, to] = [placeIn(element, stroke.start), placeIn(element, stroke.end)]
      if (!from || !to) return () => {}
      const range = new StaticRange({ startContainer: from[0], startOffset: from[1], endContainer: to[0], endOffset: to[1] })
      const highlight = highlightOf(stroke.paint)
      highlight.add(range)
      return () => highlight.delete(range)
    })
    return () => {
      for (const erase of drawn) erase()
    }
  }
}

function highlightOf(name: Paint): Highlight {
  const known = CSS.highlights.get(name)
  if (known) return known
  const highlight = new Highlight()
  // A wash lies below lines, whatever came first.
  highlight.priority = name === 'segment' ? 0 : name === 'fact' ? 1 : name === 'hit' ? 3 : name === 'hit-now' ? 4 : 2
  CSS.highlights.set(name, highlight)
  return highlight
}

/** Keeps a bracket at the left of the character at `offset` of the text beside it, also when the text is laid out anew. */
export function bracketAt(offset: number): Attachment<HTMLElement> {
  return (bracket) => {
    const article = bracket.parentElement
    const text = article?.querySelector('.x')
    if (!article || !text) return
    const place = () => {
      const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT)
      let left = offset
      let node = walker.nextNode()
      for (let next = node; next && left >= (next.textContent?.length ?? 0); next = walker.nextNode()) {
        left -= next.textContent?.length ?? 0
        node = next
      }
      if (!node) return
      const range = document.createRange()
      range.setStart(node, Math.min(left, node.textContent?.length ?? 0))
      const [box, frame] = [range.getClientRects()[0] ?? range.getBoundingClientRect(), article.getBoundingClientRect()]
      bracket.style.transform = `translate(${box.left - frame.left - 5}px, ${box.top - frame.top}px)`
      bracket.style.height = `${box.height}px`
    }
    const observer = new ResizeObserver(place)
    observer.observe(text)
    return () => observer.disconnect()
  }
}

export interface Piece {
  readonly text: string
  readonly paints: readonly Paint[]
}

/** The same strokes as pieces of a part of the text that begins at `from`, with their paints, for browsers that cannot draw highlights. */
export function pieces(part: string, from: number, strokes: readonly Stroke[]): Piece[] {
  const inside = strokes.flatMap(({ start, end }) => [start - from, end - from]).filter((at) => at > 0 && at < part.length)
  const cuts = [...new Set([0, part.length, ...inside])].sort((a, b) => a - b)
  return cuts.slice(0, -1).map((start, index) => ({
    text: part.slice(start, cuts[index + 1]),
    paints: strokes.filter((stroke) => stroke.start <= from + start && from + start < stroke.end).map((stroke) => stroke.paint),
  }))
}

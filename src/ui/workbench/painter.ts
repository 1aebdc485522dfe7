import type { Attachment } from 'svelte/attachments'
import type { Span } from '../../core/document.ts'
import './highlights.css'

/** The ways in which a stretch of text is drawn; highlights.css has a rule for each. */
export type Paint =
  | 'segment' | 'fact'
  | `${'issue' | 'measure'}-${'model' | 'person'}` | `${'issue' | 'measure'}-${'model' | 'person'}-inner`

export interface Stroke extends Span {
  readonly paint: Paint
}

/** Whether the browser draws highlights without touching the text's elements: then nothing moves when a span is added. */
export const canHighlight = typeof CSS !== 'undefined' && 'highlights' in CSS

/** Draws strokes over an element that holds one text node; their offsets are into that text. */
export function paint(strokes: readonly Stroke[]): Attachment {
  return (element) => {
    const text = element.firstChild
    if (!text) return
    const drawn = strokes.map((stroke) => {
      const range = new StaticRange({ startContainer: text, startOffset: stroke.start, endContainer: text, endOffset: stroke.end })
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
  highlight.priority = name === 'segment' ? 0 : name === 'fact' ? 1 : 2
  CSS.highlights.set(name, highlight)
  return highlight
}

export interface Piece {
  readonly text: string
  readonly paints: readonly Paint[]
}

/** The same strokes as pieces of text with their paints, for browsers that cannot draw highlights. */
export function pieces(text: string, strokes: readonly Stroke[]): Piece[] {
  const cuts = [...new Set([0, text.length, ...strokes.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b)
  return cuts.slice(0, -1).map((start, index) => ({
    text: text.slice(start, cuts[index + 1]),
    paints: strokes.filter((stroke) => stroke.start <= start && start < stroke.end).map((stroke) => stroke.paint),
  }))
}

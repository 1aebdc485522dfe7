import type { Span } from '../../core/document.ts'

/** The offsets into the report's text that the browser's selection covers; null when it covers no text of one. */
export function selectedSpan(starts: (index: number) => number | undefined): Span | null {
  const selection = getSelection()
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null
  const range = selection.getRangeAt(0)
  const start = offsetOf(range.startContainer, range.startOffset, starts)
  const end = offsetOf(range.endContainer, range.endOffset, starts)
  if (start === null) return null
  return { start, end: end ?? Infinity }
}

/** The offset into the report's text at a point of the window, null where there is none. */
export function offsetAtPoint(x: number, y: number, starts: (index: number) => number | undefined): number | null {
  if (document.caretPositionFromPoint) {
    const position = document.caretPositionFromPoint(x, y)
    return position && offsetOf(position.offsetNode, position.offset, starts)
  }
  const range = document.caretRangeFromPoint?.(x, y)
  return range ? offsetOf(range.startContainer, range.startOffset, starts) : null
}

/** Selects a span of one paragraph in the browser. */
export function showSelection(span: Span, paragraphStart: number, index: number): void {
  const text = document.querySelector(`#p${index} .x`)
  const range = document.createRange()
  const from = text && placeIn(text, span.start - paragraphStart)
  const to = text && placeIn(text, span.end - paragraphStart)
  if (!from || !to) return
  range.setStart(...from)
  range.setEnd(...to)
  getSelection()?.removeAllRanges()
  getSelection()?.addRange(range)
}

/** Brings a span of one paragraph into sight, where the paragraph is longer than the screen. */
export function scrollToSpan(span: Span, paragraphStart: number, index: number): void {
  const text = document.querySelector(`#p${index} .x`)
  const pane = text?.closest('.pane')
  const place = text && placeIn(text, span.start - paragraphStart)
  if (!pane || !place) return
  const range = document.createRange()
  range.setStart(...place)
  const [box, view] = [range.getBoundingClientRect(), pane.getBoundingClientRect()]
  if (box.top < view.top + 0.15 * view.height || box.bottom > view.top + 0.8 * view.height) pane.scrollTop += box.top - view.top - 0.4 * view.height
}

function offsetOf(node: Node, offset: number, starts: (index: number) => number | undefined): number | null {
  const element = node instanceof Element ? node : node.parentElement
  const text = element?.closest('.x')
  const start = starts(Number(text?.closest('article')?.dataset['index'] ?? NaN))
  if (!text || start === undefined) return null
  const before = document.createRange()
  before.setStart(text, 0)
  before.setEnd(node, offset)
  return start + before.toString().length
}

/** The text node of an element, and the place in it, at an offset of the element's text; null beyond its end. */
export function placeIn(text: Element, offset: number): [Node, number] | null {
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT)
  let passed = 0
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = node.textContent?.length ?? 0
    if (offset <= passed + length) return [node, offset - passed]
    passed += length
  }
  return null
}

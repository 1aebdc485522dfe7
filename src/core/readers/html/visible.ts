import { attribute, type Element } from './parse.ts'

/** Elements whose content a page never shows as its text. */
const unseen = new Set([
  'head', 'title', 'script', 'style', 'template', 'noscript', 'noframes', 'noembed', 'iframe', 'object', 'embed', 'applet', 'svg',
  'math', 'canvas', 'audio', 'video', 'map', 'select', 'datalist', 'textarea', 'dialog', 'rp', 'rt',
])

/** Whether a page says of an element that it is not shown: by what it is, by its attribute or by its own style. */
export function isHidden(element: Element): boolean {
  if (unseen.has(element.tagName) || attribute(element, 'hidden') !== null) return true
  const style = attribute(element, 'style')
  return style !== null && /(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))/i.test(style)
}

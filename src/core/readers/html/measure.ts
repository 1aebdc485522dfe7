import { attribute, isElement, walk, type Element, type Page } from './parse.ts'
import { isHidden } from './visible.ts'

/** What an element holds that a reader sees. */
export interface Measure {
  /** Characters without white space, and those of them inside links to elsewhere. */
  text: number
  linked: number
  links: number
  /** Ends of sentences: what tells running text from menus. */
  sentences: number
}

/** Measures every visible element of a page. What is hidden has no measure. */
export function measure(page: Page): Map<Element, Measure> {
  const measures = new Map<Element, Measure>()
  const open: Measure[] = [empty()]
  let link = 0
  walk(page, (node) => {
    if (isElement(node)) {
      if (isHidden(node)) return false
      const own = empty()
      measures.set(node, own)
      open.push(own)
      if (leadsElsewhere(node)) {
        own.links++
        link++
      }
      return true
    }
    const here = open.at(-1)
    if (node.nodeName === '#text' && 'value' in node && here) {
      const characters = node.value.replace(/\s+/g, '').length
      here.text += characters
      if (link > 0) here.linked += characters
      here.sentences += node.value.match(/[。；！？]/g)?.length ?? 0
    }
    return false
  }, (element) => {
    const own = open.pop() ?? empty()
    const outer = open.at(-1)
    if (leadsElsewhere(element)) link--
    if (!outer) return
    for (const key of ['text', 'linked', 'links', 'sentences'] as const) outer[key] += own[key]
  })
  return measures
}

const empty = (): Measure => ({ text: 0, linked: 0, links: 0, sentences: 0 })

/** A link to another page; one to a place in this page is part of the text. */
export function leadsElsewhere(element: Element): boolean {
  const target = element.tagName === 'a' ? attribute(element, 'href') : null
  return target !== null && !target.trim().startsWith('#')
}

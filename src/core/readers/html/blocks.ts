import type { Block } from '../document-of.ts'
import { chromeOf } from './chrome.ts'
import { collapse, lineBreak } from './inline.ts'
import { leadsElsewhere, measure } from './measure.ts'
import { attribute, isElement, walk, type Element, type Page } from './parse.ts'
import { rowsOf } from './table.ts'
import { isHidden } from './visible.ts'

/** Elements that stand on lines of their own. */
const blockElements = new Set([
  'address', 'article', 'aside', 'blockquote', 'body', 'button', 'caption', 'center', 'dd', 'details', 'dir', 'div', 'dl', 'dt', 'fieldset',
  'figcaption', 'figure', 'footer', 'form', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'hgroup', 'hr', 'html', 'legend', 'li', 'listing',
  'main', 'menu', 'nav', 'ol', 'p', 'pre', 'section', 'summary', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr', 'ul', 'xmp',
])
const preformatted = new Set(['pre', 'listing', 'xmp'])
const breadcrumb = /^[【\[|\s]*(?:您|你)?(?:现在|当前|目前|所在|現在|當前|目前)*(?:的)?(?:所在)?(?:的)?位置[:：\s]/

/** The text of a page as its reader sees it, block by block, with what its structure says of each for certain. */
export function blocksOf(page: Page): Block[] {
  const measures = measure(page)
  const chrome = chromeOf(page, measures)
  const blocks: Block[] = []
  const numbering: number[] = []
  let source = ''
  let links = 0
  /** The number of a list's item that no text has followed yet. */
  let marker = ''
  let inChrome = 0
  let inPre = 0

  const close = (): void => {
    const text = collapse(source)
    if (text.trim() !== '') {
      blocks.push({ text: marker + text, structure: inChrome > 0 || (links > 0 && breadcrumb.test(text)) ? 'page-chrome' : null })
      marker = ''
    }
    source = ''
    links = 0
  }

  const enter = (element: Element): boolean => {
    if (isHidden(element)) return false
    if (element.tagName === 'br') source += lineBreak
    if (leadsElsewhere(element)) links++
    if (blockElements.has(element.tagName) || chrome.has(element)) close()
    if (chrome.has(element)) inChrome++
    if (preformatted.has(element.tagName)) inPre++
    if (element.tagName === 'ol') numbering.push(Number.parseInt(attribute(element, 'start') ?? '1', 10) || 1)
    if (element.tagName === 'ul') numbering.push(0)
    if (element.tagName === 'li') marker = nextNumber(numbering)
    const rows = element.tagName === 'table' ? rowsOf(element, measures) : null
    if (!rows) return true
    for (const text of rows) if (text.trim() !== '') blocks.push({ text, structure: inChrome > 0 ? 'page-chrome' : null })
    leave(element)
    return false
  }

  const leave = (element: Element): void => {
    if (blockElements.has(element.tagName) || chrome.has(element)) close()
    if (chrome.has(element)) inChrome--
    if (preformatted.has(element.tagName)) inPre--
    if (element.tagName === 'ol' || element.tagName === 'ul') numbering.pop()
    if (element.tagName === 'li') marker = ''
  }

  walk(page, (node) => {
    if (isElement(node)) return enter(node)
    if (node.nodeName === '#text' && 'value' in node) source += inPre > 0 ? node.value.replaceAll('\n', lineBreak) : node.value
    return false
  }, leave)
  close()
  return blocks
}

/** The number that a browser sets before an item of a numbered list: it belongs to the text that people read. */
function nextNumber(numbering: number[]): string {
  const number = numbering.at(-1) ?? 0
  if (number === 0) return ''
  numbering[numbering.length - 1] = number + 1
  return `${number}. `
}

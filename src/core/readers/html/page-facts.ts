import type { PageFacts } from '../../document.ts'
import { attribute, isElement, walk, type Page } from './parse.ts'

/**
 * What a page says of itself: the address that a browser left in it when it was saved, its canonical link and its meta elements,
 * among them those that all Chinese government sites have to carry (SiteName, ArticleTitle, ContentSource, Url).
 */
export function pageFacts(page: Page): PageFacts {
  const meta = new Map<string, string>()
  let canonical: string | null = null
  let saved: string | null = null
  let title = ''
  walk(page, (node) => {
    if (node.nodeName === '#comment' && 'data' in node) saved ??= /saved from url=(?:\(\d+\))?\s*(\S+)/i.exec(node.data)?.[1] ?? null
    if (!isElement(node)) return false
    if (node.tagName === 'meta') {
      const name = (attribute(node, 'name') ?? attribute(node, 'property'))?.toLowerCase()
      const content = attribute(node, 'content')?.trim()
      if (name && content && !meta.has(name)) meta.set(name, content)
    }
    if (node.tagName === 'link' && attribute(node, 'rel')?.toLowerCase() === 'canonical') canonical ??= attribute(node, 'href')
    if (node.tagName === 'title' && title === '') title = node.childNodes.map((child) => ('value' in child ? child.value : '')).join('').trim()
    return node.tagName !== 'body' && node.tagName !== 'template'
  }, () => {})
  const stated = (...names: readonly string[]): string | null => names.map((name) => meta.get(name)).find((value) => value !== undefined) ?? null
  return {
    address: [saved, canonical, stated('url', 'og:url')].find((address) => address !== null && /^https?:\/\//i.test(address)) ?? null,
    title: stated('articletitle') ?? (title || stated('og:title')),
    site: stated('sitename', 'og:site_name'),
    agency: stated('contentsource', 'source', 'publisher', 'author'),
  }
}

import { attribute, isElement, walk, type Element, type Page } from './parse.ts'
import type { Measure } from './measure.ts'

/** Names that the site systems of Chinese portals and encyclopedias give to what holds an article's text. */
const contentNames = new Set([
  'trs_editor', 'trs_ueditor', 'trs_paper_preview', 'view', 'zoom', 'ucap-content', 'vsb_content', 'v_news_content', 'custom_unionstyle',
  'article-content', 'articlecontent', 'article_content', 'news_content', 'pages_content', 'xxgk_content', 'bt_content', 'wzy1', 'zwxl-content',
  'con_text', 'conttext', 'j-article-content', 'main-content', 'mw-content-text', 'mw-parser-output', 'lemma-summary',
])

/** Names that say of an element that it is part of the site and not of the article. */
const chromeName = /^(?:(?:top|main|sub|side|left|head|foot|site)?[-_]?(?:nav|navi|navbar|navigation|menu|sidebar|breadcrumbs?|crumbs?|footer|copyright|friend[-_]?links?)|foot|position|dqwz|curpos|weizhi|wz[-_]?nav|(?:bd)?sharebuttonbox|bdshare.*|jiathis.*|social-share|share(?:[-_]?(?:bar|box|btn|buttons?))?|toolbar|pagination|pager|prev[-_]?next|search(?:[-_]?(?:box|bar|form))?|login(?:[-_]?(?:box|bar))?|related[-_]?(?:news|links?|list)?)$/

const chromeRoles = new Set(['navigation', 'contentinfo', 'search', 'banner', 'menu', 'menubar'])

/** Elements that can be a menu or a list of links as a whole. */
const boxes = new Set(['div', 'ul', 'ol', 'dl', 'table', 'section', 'td', 'p', 'center', 'form', 'aside'])

/**
 * The elements that are certainly the site's and not the report's: named or marked as such, or holding hardly anything but
 * links, and with no running text in them. Whatever holds the article, or lies in it and is not named as chrome, is left to the model.
 */
export function chromeOf(page: Page, measures: ReadonlyMap<Element, Measure>): Set<Element> {
  const article = articleOf(page, measures)
  const around = new Set<Element>()
  for (let holder: Element | null = article; holder; holder = parentOf(holder)) around.add(holder)
  const found = new Set<Element>()
  let inside = 0
  walk(page, (node) => {
    if (!isElement(node)) return false
    const measured = measures.get(node)
    if (!measured) return false
    if (node === article) inside++
    if (!around.has(node) && isChrome(node, measured, inside > 0)) found.add(node)
    return true
  }, (element) => {
    if (element === article) inside--
  })
  return found
}

function isChrome(element: Element, { text, linked, links, sentences }: Measure, inArticle: boolean): boolean {
  if (text === 0 || sentences >= 3) return false
  const role = attribute(element, 'role')
  if (element.tagName === 'nav' || (element.tagName === 'footer' && !inArticle) || (role !== null && chromeRoles.has(role))) return true
  if (namesOf(element).some((name) => chromeName.test(name))) return true
  return !inArticle && boxes.has(element.tagName) && sentences === 0 && links >= 4 && linked >= 0.8 * text
}

/** The innermost element that holds nearly all running text, or most of it under a name that says that it is the article. */
function articleOf(page: Page, measures: ReadonlyMap<Element, Measure>): Element | null {
  let all = 0
  for (const element of page.childNodes) if (isElement(element)) all += measures.get(element)?.sentences ?? 0
  let article: Element | null = null
  walk(page, (node) => {
    if (!isElement(node)) return false
    const sentences = measures.get(node)?.sentences ?? 0
    if (sentences === 0 || sentences < 0.5 * all) return false
    if (sentences >= 0.8 * all || isNamedContent(node)) article = node
    return true
  }, () => {})
  return article
}

const isNamedContent = (element: Element): boolean =>
  element.tagName === 'article' || attribute(element, 'itemprop') === 'articleBody' || namesOf(element).some((name) => contentNames.has(name))

const namesOf = (element: Element): string[] =>
  `${attribute(element, 'id') ?? ''} ${attribute(element, 'class') ?? ''}`.toLowerCase().split(/\s+/).filter(Boolean)

const parentOf = ({ parentNode }: Element): Element | null => (parentNode && 'tagName' in parentNode ? parentNode : null)

import { defaultTreeAdapter, parse, type DefaultTreeAdapterMap, type DefaultTreeAdapterTypes } from 'parse5'
import { fail, ok, type Result } from '../../result.ts'

export type Page = DefaultTreeAdapterTypes.Document
export type Element = DefaultTreeAdapterTypes.Element
export type Node = DefaultTreeAdapterTypes.ChildNode

/** Far more than any page has, and few enough that the parser, whose work grows with both, ends within seconds. */
export const mostElements = 500_000
export const deepest = 20_000

class Overgrown extends Error {}

/** The tree that a browser would make of a page. Nothing in it runs or is fetched. Fails on a page without end. */
export function parsePage(source: string): Result<Page> {
  let depth = 0
  let elements = 0
  const counting = {
    ...defaultTreeAdapter,
    createElement(...named: Parameters<typeof defaultTreeAdapter.createElement>) {
      if (++elements > mostElements) throw new Overgrown()
      return defaultTreeAdapter.createElement(...named)
    },
    onItemPush() {
      if (++depth > deepest) throw new Overgrown()
    },
    onItemPop() {
      depth--
    },
  }
  try {
    return ok(parse<DefaultTreeAdapterMap>(source, { treeAdapter: counting }))
  } catch (error) {
    if (error instanceof Overgrown) return fail({ code: 'overgrown-page', elements: mostElements, depth: deepest })
    throw error
  }
}

export const isElement = (node: Node): node is Element => 'tagName' in node

export const attribute = (element: Element, name: string): string | null =>
  element.attrs.find((each) => each.name === name)?.value ?? null

/** Every node below `root` in the order of the page, each element before and after what it holds; `enter` says whether to go into it. */
export function walk(root: { readonly childNodes: readonly Node[] }, enter: (node: Node) => boolean, leave: (element: Element) => void): void {
  const open: { readonly nodes: readonly Node[]; next: number; readonly of: Element | null }[] = [{ nodes: root.childNodes, next: 0, of: null }]
  for (let level = open.at(-1); level; level = open.at(-1)) {
    const node = level.nodes[level.next++]
    if (!node) {
      open.pop()
      if (level.of) leave(level.of)
    } else if (enter(node) && isElement(node)) open.push({ nodes: node.childNodes, next: 0, of: node })
  }
}

import sax from 'sax'
import { fail, ok, type Result } from '../../result.ts'

export interface XmlElement {
  /** Local name with the usual prefix of its namespace (`w:p`, `mc:Choice`), whatever prefix the file gives it. */
  readonly name: string
  /** By local name: within one element of a Word document they are never told apart by prefix alone. */
  readonly attributes: Readonly<Record<string, string>>
  readonly children: (XmlElement | string)[]
}

/** Far above any real report, whose largest part has some 300,000 elements, and low enough for the memory of a phone. */
const mostElements = 1_000_000
const deepest = 256

const prefixes: readonly (readonly [RegExp, string])[] = [
  [/\/wordprocessingml\/(?:2006\/)?main$/, 'w'],
  [/\/markup-compatibility\/2006$/, 'mc'],
  [/\/officeDocument\/(?:2006\/)?math$/, 'm'],
  [/\/package\/2006\/relationships$/, 'rel'],
  [/\/package\/2006\/content-types$/, 'ct'],
]

/**
 * Parses one part of a Word document. A document type is refused, as the format itself forbids it: so no entity is ever
 * defined, and none expanded or fetched.
 */
export function parseXml(text: string): Result<XmlElement> {
  const root: XmlElement = { name: '', attributes: {}, children: [] }
  const open = [root]
  let elements = 0
  const reading = sax.parser(true, { xmlns: true })
  const namesByUri = new Map<string, string>()
  const prefixOf = (uri: string): string => {
    const known = namesByUri.get(uri) ?? prefixes.find(([pattern]) => pattern.test(uri))?.[1] ?? '?'
    namesByUri.set(uri, known)
    return known
  }
  reading.onopentag = (tag) => {
    if (!('local' in tag)) throw new TypeError('namespaces are not resolved')
    if (++elements > mostElements || open.length > deepest) throw new TooComplex()
    const attributes: Record<string, string> = Object.create(null)
    for (const attribute of Object.values(tag.attributes)) if (attribute.prefix !== 'xmlns') attributes[attribute.local] = attribute.value
    const element = { name: `${prefixOf(tag.uri)}:${tag.local}`, attributes, children: [] }
    open.at(-1)?.children.push(element)
    open.push(element)
  }
  reading.onclosetag = () => {
    open.pop()
  }
  reading.ontext = (piece) => {
    open.at(-1)?.children.push(piece)
  }
  reading.oncdata = reading.ontext
  reading.ondoctype = () => {
    throw new HasDoctype()
  }
  reading.onerror = (error) => {
    throw new Malformed(error.message)
  }
  try {
    reading.write(text).close()
  } catch (error) {
    if (error instanceof HasDoctype) return fail({ code: 'has-doctype' })
    if (error instanceof TooComplex) return fail({ code: 'too-complex' })
    if (error instanceof Malformed) return fail({ code: 'damaged', format: 'docx' })
    throw error
  }
  const top = root.children.find(isElement)
  return top ? ok(top) : fail({ code: 'damaged', format: 'docx' })
}

class HasDoctype extends Error {}
class TooComplex extends Error {}
class Malformed extends Error {}

export const isElement = (node: XmlElement | string): node is XmlElement => typeof node !== 'string'

export const childrenOf = (element: XmlElement | undefined, name?: string): XmlElement[] =>
  element?.children.filter(isElement).filter((child) => name === undefined || child.name === name) ?? []

/** The element that a path of names leads to; the first where several have a name. */
export function at(element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  return path.reduce<XmlElement | undefined>((found, name) => childrenOf(found, name)[0], element)
}

/** The `w:val` of a child, as most settings of Word have it. */
export const valueAt = (element: XmlElement | undefined, ...path: readonly string[]): string | undefined => at(element, ...path)?.attributes['val']

/** A switch of Word: on where it stands without a value; undefined where it does not stand. */
export function switchAt(element: XmlElement | undefined, ...path: readonly string[]): boolean | undefined {
  const found = at(element, ...path)
  return found && !['0', 'false', 'off'].includes(found.attributes['val'] ?? '')
}

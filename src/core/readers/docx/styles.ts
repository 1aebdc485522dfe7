import { at, childrenOf, switchAt, valueAt, type XmlElement } from './xml.ts'

/** Which list a paragraph belongs to, as far as stated. */
export interface ListPlace {
  readonly list: string | undefined
  readonly level: number | undefined
}

/** What the styles of a document say, those that they are based on included. */
export class Styles {
  readonly #byId = new Map<string, XmlElement>()
  readonly #standard: string | undefined

  constructor(part: XmlElement | undefined) {
    for (const style of childrenOf(part, 'w:style')) {
      const { styleId, type } = style.attributes
      if (styleId === undefined) continue
      this.#byId.set(styleId, style)
      if (type === 'paragraph' && ['1', 'true', 'on'].includes(style.attributes['default'] ?? '')) this.#standard ??= styleId
    }
  }

  /** The style of a paragraph: the one it names, else the document's standard. */
  of(properties: XmlElement | undefined): string | undefined {
    return valueAt(properties, 'w:pStyle') ?? this.#standard
  }

  /** Depth of the headings of this style, outermost 1; 0 for running text. */
  headingLevel(id: string | undefined): number {
    for (const style of this.#chain(id)) {
      const level = outlineLevel(at(style, 'w:pPr'))
      if (level !== undefined) return level
      const named = /^(?:heading|标题)\s*([1-9])$/i.exec(valueAt(style, 'w:name') ?? '')?.[1]
      if (named) return Number(named)
    }
    return 0
  }

  isContents(id: string | undefined): boolean {
    return this.#chain(id).some((style) => /^(?:toc|目录)\s*\d$/i.test(valueAt(style, 'w:name') ?? ''))
  }

  /** Whether text of this style is hidden; undefined where the style does not say. */
  isHidden(id: string | undefined): boolean | undefined {
    for (const style of this.#chain(id)) {
      const hidden = switchAt(style, 'w:rPr', 'w:vanish')
      if (hidden !== undefined) return hidden
    }
    return undefined
  }

  /** The list that a style puts its paragraphs into, and the style that does so. */
  listPlace(id: string | undefined): (ListPlace & { readonly style: string }) | undefined {
    for (const style of this.#chain(id)) {
      const place = listPlaceOf(at(style, 'w:pPr'))
      if (place?.list !== undefined) return { ...place, style: style.attributes['styleId'] ?? '' }
    }
    return undefined
  }

  /** A style and those that it is based on, itself first. */
  #chain(id: string | undefined): XmlElement[] {
    const chain: XmlElement[] = []
    for (let next = id; next !== undefined; ) {
      const style = this.#byId.get(next)
      if (!style || chain.includes(style)) break
      chain.push(style)
      next = valueAt(style, 'w:basedOn')
    }
    return chain
  }
}

/** The outline level that paragraph properties state, outermost 1; 0 for running text, which Word writes as 9. */
export function outlineLevel(properties: XmlElement | undefined): number | undefined {
  const value = valueAt(properties, 'w:outlineLvl')
  if (value === undefined) return undefined
  const level = Number(value)
  return level >= 0 && level < 9 ? level + 1 : 0
}

export function listPlaceOf(properties: XmlElement | undefined): ListPlace | undefined {
  const place = at(properties, 'w:numPr')
  if (!place) return undefined
  const level = valueAt(place, 'w:ilvl')
  return { list: valueAt(place, 'w:numId'), level: level === undefined ? undefined : Number(level) }
}

import type { Block } from '../document-of.ts'
import { joinLines } from '../join-lines.ts'
import { formatNumber } from './number-format.ts'
import { Numbering } from './numbering.ts'
import type { WordPackage } from './package.ts'
import { outlineLevel, Styles } from './styles.ts'
import { at, childrenOf, isElement, switchAt, valueAt, type XmlElement } from './xml.ts'

/**
 * A Word document as blocks in reading order: the headers, the body, the footers. A text box follows the paragraph that it is
 * anchored in, a note the one that refers to it; both carry the note's number in brackets.
 */
export function blocksOf(parts: WordPackage): Block[] {
  const body = at(parts.document, 'w:body')
  const reading = new BodyReader(parts)
  const chrome = (kind: 'header' | 'footer') => chromeOf(body, kind, parts, reading)
  return [...chrome('header'), ...reading.blocks(body), ...chrome('footer')]
}

/** What stands on every page, once, however many sections repeat it. */
function chromeOf(body: XmlElement | undefined, kind: 'header' | 'footer', parts: WordPackage, reading: BodyReader): Block[] {
  const texts = new Set<string>()
  for (const section of sectionsOf(body)) {
    for (const reference of childrenOf(section, `w:${kind}Reference`)) {
      if (reference.attributes['type'] === 'first' && !switchAt(section, 'w:titlePg')) continue
      for (const block of reading.blocks(parts.byRelationship.get(reference.attributes['id'] ?? ''))) texts.add(block.text.trim())
    }
  }
  return [...texts].filter((text) => text !== '').map((text) => ({ text, structure: 'page-chrome' }))
}

const sectionsOf = (body: XmlElement | undefined): XmlElement[] =>
  [...childrenOf(body, 'w:p').flatMap((paragraph) => at(paragraph, 'w:pPr', 'w:sectPr') ?? []), ...childrenOf(body, 'w:sectPr')]

/** What one paragraph's runs hold beside its text, to stand after it. */
interface Inside {
  readonly boxes: XmlElement[]
  readonly notes: Block[]
}

class BodyReader {
  readonly #styles: Styles
  readonly #numbering: Numbering
  readonly #notes: Readonly<Record<'w:footnoteReference' | 'w:endnoteReference', Notes>>

  constructor(parts: WordPackage) {
    this.#styles = new Styles(parts.styles)
    this.#numbering = new Numbering(parts.numbering, this.#styles)
    this.#notes = {
      'w:footnoteReference': new Notes(parts.footnotes, 'decimal'),
      'w:endnoteReference': new Notes(parts.endnotes, 'lowerRoman'),
    }
  }

  /** The blocks of a body, a cell, a text box, a note, a header or a footer. */
  blocks(container: XmlElement | undefined): Block[] {
    const found: Block[] = []
    let carried = ''
    for (const child of contentOf(container)) {
      if (child.name === 'w:tbl') found.push(...this.#table(child))
      if (child.name !== 'w:p') continue
      const inside: Inside = { boxes: [], notes: [] }
      const text = carried + this.#text(child, inside)
      carried = hasDeletedEnd(child) ? text : ''
      if (!hasDeletedEnd(child)) found.push(this.#paragraph(at(child, 'w:pPr'), text))
      found.push(...inside.notes, ...inside.boxes.flatMap((box) => this.blocks(box)))
    }
    return found.filter((block) => block.text.trim() !== '')
  }

  #paragraph(properties: XmlElement | undefined, text: string): Block {
    const style = this.#styles.of(properties)
    const label = this.#numbering.label(properties, style)
    const level = outlineLevel(properties) ?? this.#styles.headingLevel(style)
    const bare = this.#styles.isContents(style) ? text.replaceAll('\t', ' ') : text
    return { text: bare.trim() === '' ? '' : label + bare.trimStart(), structure: null, ...(level > 0 && { level }) }
  }

  /** The rows of a table; a table of one column is a frame round text, not a table. */
  #table(table: XmlElement): Block[] {
    const rows = contentOf(table).filter((row) => row.name === 'w:tr' && !at(row, 'w:trPr', 'w:del'))
    const cells = rows.map((row) => contentOf(row).filter((cell) => cell.name === 'w:tc'))
    if (cells.every((row) => row.length <= 1)) return cells.flat().flatMap((cell) => this.blocks(cell))
    return rows.map((row, index) => {
      const skipped = Number(valueAt(row, 'w:trPr', 'w:gridBefore') ?? 0)
      return { text: [...blanks(skipped), ...(cells[index] ?? []).flatMap((cell) => this.#cell(cell))].join('\t'), structure: 'table-row' }
    })
  }

  /** A cell in every column that it spans, its words in the first; a cell merged with the one above it is blank. */
  #cell(cell: XmlElement): string[] {
    const span = Number(valueAt(cell, 'w:tcPr', 'w:gridSpan') ?? 1)
    const merge = at(cell, 'w:tcPr', 'w:vMerge')
    const text = merge && merge.attributes['val'] !== 'restart' ? '' : joinLines(this.blocks(cell).flatMap((block) => block.text.split(/[\n\t]/)))
    return [text, ...blanks(span - 1)]
  }

  #text(element: XmlElement, inside: Inside, style = this.#styles.of(at(element, 'w:pPr'))): string {
    return contentOf(element).map((child) => {
      if (child.name === 'w:r') return this.#isHidden(child, style) ? '' : this.#run(child, inside)
      return silent.has(child.name) ? '' : this.#text(child, inside, style)
    }).join('')
  }

  #isHidden(run: XmlElement, style: string | undefined): boolean {
    const properties = at(run, 'w:rPr')
    return switchAt(properties, 'w:vanish') ?? this.#styles.isHidden(valueAt(properties, 'w:rStyle')) ?? this.#styles.isHidden(style) ?? false
  }

  #run(run: XmlElement, inside: Inside): string {
    return contentOf(run).map((child) => {
      if (child.name === 'w:t' || child.name === 'm:t') return child.children.filter((piece) => !isElement(piece)).join('')
      if (child.name === 'w:footnoteReference' || child.name === 'w:endnoteReference') return this.#note(child, this.#notes[child.name], inside)
      if (child.name === 'w:drawing' || child.name === 'w:pict' || child.name === 'w:object') inside.boxes.push(...boxesIn(child))
      if (child.name === 'w:ruby') return this.#text(at(child, 'w:rubyBase') ?? child, inside)
      return characters[child.name] ?? ''
    }).join('')
  }

  #note(reference: XmlElement, notes: Notes, inside: Inside): string {
    const content = notes.content(reference.attributes['id'] ?? '')
    if (!content) return ''
    const mark = reference.attributes['customMarkFollows'] ? '' : `[${notes.next()}]`
    const [first, ...rest] = this.blocks(content)
    if (first) inside.notes.push({ text: mark + first.text.trimStart(), structure: null }, ...rest)
    return mark
  }
}

/** The notes of one kind, numbered in the order in which the text refers to them. */
class Notes {
  readonly #byId: ReadonlyMap<string, XmlElement>
  readonly #format: string
  #last = 0

  constructor(part: XmlElement | undefined, format: string) {
    // The lines that Word draws above the notes stand among them, with a type.
    this.#byId = new Map(childrenOf(part).filter((note) => !note.attributes['type'] || note.attributes['type'] === 'normal')
      .map((note) => [note.attributes['id'] ?? '', note]))
    this.#format = format
  }

  content(id: string): XmlElement | undefined {
    return this.#byId.get(id)
  }

  next(): string {
    return formatNumber(++this.#last, this.#format)
  }
}

/** Wrappers that hold content as if they were not there. */
const transparent = new Set(['w:sdt', 'w:sdtContent', 'w:customXml', 'w:smartTag', 'w:ins', 'w:moveTo', 'mc:AlternateContent', 'mc:Choice', 'mc:Fallback'])

/** What shows no text of its own: properties, and what was deleted or moved away with changes tracked. */
const silent = new Set(['w:pPr', 'w:rPr', 'w:del', 'w:moveFrom', 'm:rPr'])

const characters: Readonly<Record<string, string>> = { 'w:tab': '\t', 'w:ptab': '\t', 'w:br': '\n', 'w:cr': '\n', 'w:noBreakHyphen': '-' }

/** The children of an element with wrappers taken away. Of alternatives the first is read and the others, which say the same again, are not. */
function contentOf(element: XmlElement | undefined): XmlElement[] {
  const alternatives = element?.name === 'mc:AlternateContent' ? [childrenOf(element, 'mc:Choice')[0] ?? childrenOf(element)[0]] : childrenOf(element)
  return alternatives.flatMap((child) => (child === undefined ? [] : transparent.has(child.name) ? contentOf(child) : [child]))
}

/** The contents of the text boxes in a drawing, in order; a box within a box is found when its own paragraph is read. */
const boxesIn = (drawing: XmlElement): XmlElement[] =>
  contentOf(drawing).flatMap((child) => (child.name === 'w:txbxContent' ? [child] : boxesIn(child)))

/** A paragraph whose end was deleted with changes tracked goes on in the next one. */
const hasDeletedEnd = (paragraph: XmlElement): boolean => {
  const end = at(paragraph, 'w:pPr', 'w:rPr')
  return at(end, 'w:del') !== undefined || at(end, 'w:moveFrom') !== undefined
}

/** As many as a table of Word can have columns, whatever a file states. */
const blanks = (count: number): string[] => Array.from({ length: Math.max(0, Math.min(count || 0, 62)) }, () => '')

import { fail, ok, type Result } from '../../result.ts'
import { unzip, zipEntries } from '../zip.ts'
import { childrenOf, parseXml, type XmlElement } from './xml.ts'

/** The parts of a Word document that its text stands in. Absent ones are undefined. */
export interface WordPackage {
  readonly document: XmlElement
  readonly styles: XmlElement | undefined
  readonly numbering: XmlElement | undefined
  readonly footnotes: XmlElement | undefined
  readonly endnotes: XmlElement | undefined
  /** Headers and footers, by the relationship that a section names them with. */
  readonly byRelationship: ReadonlyMap<string, XmlElement>
}

/** Bytes that all parts of one document may unpack to. Real ones have some 2 MB of text parts; images are never unpacked. */
const mostUnpacked = 40_000_000

const isPart = (path: string): boolean => /\.(?:xml|rels)$/i.test(path)

/** Opens the ZIP that a .docx is and parses the parts that hold text. No image in it is unpacked. */
export function openPackage(bytes: Uint8Array): Result<WordPackage> {
  const entries = (zipEntries(bytes) ?? []).filter(({ path }) => isPart(path))
  const refused = entries.find(({ problem }) => problem)?.problem
  if (refused) return fail(refused)
  if (entries.reduce((sum, { size }) => sum + size, 0) > mostUnpacked) return fail({ code: 'unpacks-too-large', limit: mostUnpacked })
  const files = unzip(bytes, isPart)
  try {
    return readParts((name) => {
      const file = files.get(name)
      if (!file) return undefined
      if (!file.ok) throw new PartProblem(fail({ code: 'damaged', format: 'docx' }))
      const parsed = parseXml(textOf(file.value))
      if (!parsed.ok) throw new PartProblem(parsed)
      return parsed.value
    })
  } catch (error) {
    if (error instanceof PartProblem) return error.result
    throw error
  }
}

function readParts(read: (name: string) => XmlElement | undefined): Result<WordPackage> {
  const main = targetsOf(read('_rels/.rels'), '').find(({ type }) => type.endsWith('/officeDocument'))?.target ?? 'word/document.xml'
  const document = read(main)
  if (!document) return fail({ code: 'damaged', format: 'docx' })
  const folder = main.slice(0, main.lastIndexOf('/') + 1)
  const related = targetsOf(read(`${folder}_rels/${main.slice(folder.length)}.rels`), folder)
  const partOf = (kind: string): XmlElement | undefined => {
    const found = related.find(({ type }) => type.endsWith(`/${kind}`))
    return found && read(found.target)
  }
  const byRelationship = new Map<string, XmlElement>()
  for (const { id, type, target } of related) {
    const part = /\/(?:header|footer)$/.test(type) ? read(target) : undefined
    if (part) byRelationship.set(id, part)
  }
  return ok({
    document,
    styles: partOf('styles'),
    numbering: partOf('numbering'),
    footnotes: partOf('footnotes'),
    endnotes: partOf('endnotes'),
    byRelationship,
  })
}

interface Relationship {
  readonly id: string
  readonly type: string
  readonly target: string
}

/** Relationships within the package; external ones are never followed. */
function targetsOf(relationships: XmlElement | undefined, folder: string): Relationship[] {
  return childrenOf(relationships, 'rel:Relationship').filter(({ attributes }) => attributes['TargetMode'] !== 'External').map(({ attributes }) => {
    const target = attributes['Target'] ?? ''
    return { id: attributes['Id'] ?? '', type: attributes['Type'] ?? '', target: target.startsWith('/') ? target.slice(1) : folder + target }
  })
}

/** XML of a package is UTF-8 or UTF-16, by the format's own rule. */
const textOf = (bytes: Uint8Array): string =>
  new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8').decode(bytes)

/** Carries the problem of one part out of the unpacking. */
class PartProblem extends Error {
  readonly result: ReturnType<typeof fail>

  constructor(result: ReturnType<typeof fail>) {
    super(result.problem.code)
    this.result = result
  }
}

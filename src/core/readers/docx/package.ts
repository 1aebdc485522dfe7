import { Uint8ArrayReader, ZipReader, type FileEntry } from '@zip.js/zip.js'
import { fail, ok, type Result } from '../../result.ts'
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
const mostEntries = 10_000

/** Opens the ZIP that a .docx is and parses the parts that hold text. Nothing else in it is unpacked. */
export async function openPackage(bytes: Uint8Array): Promise<Result<WordPackage>> {
  const zip = new ZipReader(new Uint8ArrayReader(bytes), { useWebWorkers: false, checkSignature: true })
  try {
    const files = new Map<string, FileEntry>()
    for await (const entry of zip.getEntriesGenerator()) {
      if (files.size >= mostEntries) return fail({ code: 'unpacks-too-large', limit: mostUnpacked })
      if (!entry.directory) files.set(entry.filename.replace(/^\//, ''), entry)
    }
    return await readParts(new Parts(files))
  } catch (error) {
    if (error instanceof PartProblem) return error.result
    // zip.js states every fault of an archive as an Error; an archive that cannot be unpacked is damaged, whatever the fault.
    if (error instanceof Error) return fail({ code: 'damaged', format: 'docx' })
    throw error
  } finally {
    await zip.close()
  }
}

async function readParts(parts: Parts): Promise<Result<WordPackage>> {
  const main = targetsOf(await parts.read('_rels/.rels'), '').find(({ type }) => type.endsWith('/officeDocument'))?.target ?? 'word/document.xml'
  const document = await parts.read(main)
  if (!document) return fail({ code: 'damaged', format: 'docx' })
  const folder = main.slice(0, main.lastIndexOf('/') + 1)
  const related = targetsOf(await parts.read(`${folder}_rels/${main.slice(folder.length)}.rels`), folder)
  const partOf = async (kind: string) => {
    const found = related.find(({ type }) => type.endsWith(`/${kind}`))
    return found && parts.read(found.target)
  }
  const byRelationship = new Map<string, XmlElement>()
  for (const { id, type, target } of related) {
    if (!/\/(?:header|footer)$/.test(type)) continue
    const part = await parts.read(target)
    if (part) byRelationship.set(id, part)
  }
  return ok({
    document,
    styles: await partOf('styles'),
    numbering: await partOf('numbering'),
    footnotes: await partOf('footnotes'),
    endnotes: await partOf('endnotes'),
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

/** Unpacks and parses parts, all together within the limit. */
class Parts {
  readonly #files: ReadonlyMap<string, FileEntry>
  #unpacked = 0

  constructor(files: ReadonlyMap<string, FileEntry>) {
    this.#files = files
  }

  async read(name: string): Promise<XmlElement | undefined> {
    const entry = this.#files.get(name)
    if (!entry) return undefined
    if (entry.encrypted) throw new PartProblem(fail({ code: 'encrypted', format: 'docx' }))
    const parsed = parseXml(await this.#unpack(entry))
    if (!parsed.ok) throw new PartProblem(parsed)
    return parsed.value
  }

  /** The sizes that an archive states may lie: what counts is what comes out. */
  async #unpack(entry: FileEntry): Promise<string> {
    const chunks: Uint8Array[] = []
    const sink = new WritableStream<Uint8Array>({
      write: (chunk) => {
        this.#unpacked += chunk.length
        if (this.#unpacked > mostUnpacked) throw new PartProblem(fail({ code: 'unpacks-too-large', limit: mostUnpacked }))
        chunks.push(chunk)
      },
    })
    if (this.#unpacked + entry.uncompressedSize > mostUnpacked) throw new PartProblem(fail({ code: 'unpacks-too-large', limit: mostUnpacked }))
    await entry.getData(sink)
    return textOf(chunks)
  }
}

/** XML of a package is UTF-8 or UTF-16, by the format's own rule. */
function textOf(chunks: readonly Uint8Array[]): string {
  const [first, second] = chunks[0] ?? []
  const decoder = new TextDecoder(first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8')
  return chunks.map((chunk) => decoder.decode(chunk, { stream: true })).join('') + decoder.decode()
}

/** Carries the problem of one part out of the unpacking. */
class PartProblem extends Error {
  readonly result: ReturnType<typeof fail>

  constructor(result: ReturnType<typeof fail>) {
    super(result.problem.code)
    this.result = result
  }
}

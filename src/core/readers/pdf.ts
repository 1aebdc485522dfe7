import { fail, ok } from '../result.ts'
import { documentOfBlocks } from './document-of.ts'
import { blocksOf } from './pdf/blocks.ts'
import { loadPages, type Page } from './pdf/load.ts'
import type { Reader } from './reader.ts'

/** PDF with a text layer: its paragraphs and table rows put together again from where their letters stand on the pages. */
export const pdf: Reader = {
  id: 'pdf',
  extensions: ['pdf'],
  sniff: (source) => typeof source !== 'string' && latin(source.subarray(0, 1024)).includes('%PDF-'),
  async read(source, name, resources) {
    if (typeof source === 'string') throw new TypeError('a PDF is no text')
    if (resources === undefined) throw new TypeError('nobody said where the data of pdf.js lies')
    if (!hasEnd(source)) return fail({ code: 'damaged', format: 'pdf' })
    const pages = await loadPages(source, resources)
    if (!pages.ok) return pages
    const without = pages.value.filter((page) => !hasText(page)).length
    if (without > 0.5 * pages.value.length) return fail({ code: 'no-text-layer', pages: pages.value.length, without })
    const doc = documentOfBlocks(name, 'utf-8', blocksOf(pages.value))
    return doc.ok ? ok([{ doc: doc.value, labels: [], original: null }]) : doc
  },
}

/** A file that was cut short would be read up to where it ends, and nobody would notice. */
const hasEnd = (bytes: Uint8Array): boolean => latin(bytes.subarray(-65_536)).includes('%%EOF')

const latin = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes)

/** Characters of a page that has more than a stamp or a page number, most of them legible: fonts without a map give private ones. */
function hasText({ runs }: Page): boolean {
  const text = runs.map((run) => run.text).join('').replace(/\s/g, '')
  const illegible = text.match(/[\ue000-\uf8ff\ufffd\0-\x1f]/g)?.length ?? 0
  return text.length >= 8 && illegible < 0.3 * text.length
}

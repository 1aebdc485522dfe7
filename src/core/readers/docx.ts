import { ok } from '../result.ts'
import { documentOfBlocks } from './document-of.ts'
import type { Reader } from './reader.ts'
import { zipEntries } from './zip.ts'

/** Word documents since 2007: what a person sees in them, with the numbers that Word writes by itself. */
export const docx: Reader = {
  id: 'docx',
  extensions: ['docx', 'docm'],
  sniff: (source) => typeof source !== 'string' && (zipEntries(source)?.some(({ path }) => path.startsWith('word/')) ?? false),
  async read(source, name) {
    if (typeof source === 'string') throw new TypeError('a Word document is no text')
    // Fetched when the first one comes: what unpacks and parses them is as large as the rest of the worker.
    const [{ openPackage }, { blocksOf }] = await Promise.all([import('./docx/package.ts'), import('./docx/body.ts')])
    const parts = openPackage(source)
    if (!parts.ok) return parts
    const doc = documentOfBlocks(name, 'utf-8', blocksOf(parts.value))
    return doc.ok ? ok([{ doc: doc.value, labels: [], original: null }]) : doc
  },
}

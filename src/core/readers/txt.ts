import { documentOf } from './document-of.ts'
import { checkText, decode } from './decode.ts'
import type { Reader } from './reader.ts'
import { ok } from '../result.ts'

/** Plain text in any of the encodings that Chinese reports come in. */
export const txt: Reader = {
  id: 'txt',
  extensions: ['txt', 'text'],
  sniff: () => true,
  async read(source, name) {
    const decoded = typeof source === 'string' ? checkText(source) : decode(source)
    if (!decoded.ok) return decoded
    const doc = documentOf(name, decoded.value)
    return doc.ok ? ok([{ doc: doc.value, labels: [], original: null }]) : doc
  },
}

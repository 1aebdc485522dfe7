import { ok } from '../result.ts'
import { checkText } from './decode.ts'
import { documentOfBlocks } from './document-of.ts'
import type { Reader } from './reader.ts'
import { extensionOf, headOf } from './sniff.ts'

/** A page as a browser saved it, or its source: the text that its reader sees, what is certainly the site's told apart, tables as rows. */
export const html: Reader = {
  id: 'html',
  extensions: ['html', 'htm', 'shtml', 'xhtml'],
  sniff(source, name) {
    const head = headOf(source)
    if (/^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^]*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b/i.test(head)) return true
    return this.extensions.includes(extensionOf(name)) && /^\s*<[a-z!?]/i.test(head)
  },
  async read(source, name) {
    const [{ decodePage }, { parsePage }, { blocksOf }, { pageFacts }] = await Promise.all([
      import('./html/decode-page.ts'), import('./html/parse.ts'), import('./html/blocks.ts'), import('./html/page-facts.ts'),
    ])
    const decoded = typeof source === 'string' ? checkText(source) : decodePage(source)
    if (!decoded.ok) return decoded
    const page = parsePage(decoded.value.text)
    if (!page.ok) return page
    const doc = documentOfBlocks(name, decoded.value.encoding, blocksOf(page.value), pageFacts(page.value))
    return doc.ok ? ok([{ doc: doc.value, labels: [], original: null }]) : doc
  },
}

import { ok } from '../result.ts'
import { checkText, decode } from './decode.ts'
import { documentOfBlocks } from './document-of.ts'
import type { Reader } from './reader.ts'
import { extensionOf } from './sniff.ts'

/** Markdown as its reader sees it: marks left out, numbers of lists kept, tables as rows. HTML in it is read as in a page. */
export const markdown: Reader = {
  id: 'markdown',
  extensions: ['md', 'markdown'],
  sniff: (_, name) => markdown.extensions.includes(extensionOf(name)),
  async read(source, name) {
    const decoded = typeof source === 'string' ? checkText(source) : decode(source)
    if (!decoded.ok) return decoded
    const [{ default: MarkdownIt }, { parsePage }, { blocksOf }] = await Promise.all([import('markdown-it'), import('./html/parse.ts'), import('./html/blocks.ts')])
    // A line is a paragraph, as in a text file: reports are kept so more often than with blank lines between.
    const markdownIt = new MarkdownIt({ html: true, breaks: true })
    // Four spaces at the beginning of a line are an indent here, as in Chinese text, and no code.
    markdownIt.disable('code')
    const page = parsePage(markdownIt.render(decoded.value.text))
    if (!page.ok) return page
    const doc = documentOfBlocks(name, decoded.value.encoding, blocksOf(page.value))
    return doc.ok ? ok([{ doc: doc.value, labels: [], original: null }]) : doc
  },
}

import { fail, ok, type Result } from '../../result.ts'
import { decode, type Decoded } from '../decode.ts'

/** The share of broken characters up to which a page is still read: site systems cut texts in the middle of a character. */
const mostBroken = 0.002

/**
 * Decodes a page: by its bytes, with the encoding that it states as a hint. Where a few bytes fit no encoding, they become the
 * replacement character, as in a browser.
 */
export function decodePage(bytes: Uint8Array): Result<Decoded> {
  const stated = statedEncoding(bytes)
  const decoded = decode(bytes, stated)
  if (decoded.ok && !(stated === 'utf-8' && decoded.value.encoding !== 'utf-8')) return decoded
  for (const encoding of decoded.ok ? ['utf-8'] : [stated ?? 'utf-8', 'utf-8', 'gb18030']) {
    const text = new TextDecoder(encoding).decode(bytes).replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')
    if ((text.match(/\ufffd/g)?.length ?? 0) <= mostBroken * text.length) return ok({ text, encoding })
  }
  return decoded.ok ? decoded : fail(decoded.problem)
}

/** The encoding that a page's meta elements or XML declaration state, by the name of the one that holds it. */
function statedEncoding(bytes: Uint8Array): string | null {
  const head = String.fromCharCode(...bytes.subarray(0, 4096))
  const label = /<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]+)/i.exec(head)?.[1] ?? /^<\?xml[^>]{0,200}encoding\s*=\s*["']([\w-]+)/i.exec(head)?.[1]
  if (!label) return null
  try {
    const encoding = new TextDecoder(label).encoding
    return encoding === 'gbk' ? 'gb18030' : encoding
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

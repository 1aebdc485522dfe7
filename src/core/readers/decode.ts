import { analyse } from 'chardet'
import { fail, ok, type Result } from '../result.ts'

export interface Decoded {
  /** Without byte order mark, with LF newlines, otherwise as found. */
  readonly text: string
  /** WHATWG name of the encoding. */
  readonly encoding: string
}

/**
 * Decodes a text file: by its byte order mark, else UTF-16 by the shape of its code units, else UTF-8 if it is valid,
 * else GB18030 or Big5 by the statistics of their characters. Nothing is guessed over invalid bytes.
 * `stated` is what the file says of itself: it goes first among the encodings that the bytes leave open.
 */
export function decode(bytes: Uint8Array, stated: string | null = null): Result<Decoded> {
  const marked = byteOrderMark(bytes)
  if (marked) return decodeAs(bytes, marked)
  const wide = utf16(bytes)
  if (wide) return decodeAs(bytes, wide)
  if (encodesSurrogate(bytes)) return loneSurrogate(new TextDecoder('utf-8').decode(bytes), '\ufffd\ufffd\ufffd')
  for (const encoding of ['utf-8', ...legacyByLikelihood(bytes, stated)]) {
    const decoded = tryDecode(bytes, encoding)
    if (decoded !== null) return checked(decoded, encoding)
  }
  return fail({ code: looksBinary(bytes) ? 'binary' : 'undecodable' })
}

/** Text that comes as a string (pasted, or a value in JSON), under the same conditions as text from a file. */
export function checkText(text: string): Result<Decoded> {
  return checked(text, 'utf-16')
}

function decodeAs(bytes: Uint8Array, encoding: string): Result<Decoded> {
  const strict = tryDecode(bytes, encoding)
  if (strict !== null) return checked(strict, encoding)
  const lenient = new TextDecoder(encoding).decode(bytes)
  return encoding === 'utf-8' && !encodesSurrogate(bytes) ? fail({ code: 'undecodable' }) : loneSurrogate(lenient, '\ufffd')
}

function checked(raw: string, encoding: string): Result<Decoded> {
  const text = raw.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')
  const broken = text.search(unpaired)
  if (broken >= 0) return fail({ code: 'lone-surrogate', line: lineOf(text, broken) })
  if (controlShare(text) > 0.01) return fail({ code: 'binary' })
  return text.trim() === '' ? fail({ code: 'no-text' }) : ok({ text, encoding })
}

/** Half of a surrogate pair without the other half. */
export const unpaired = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

const loneSurrogate = (text: string, replacement: string): Result<Decoded> =>
  fail({ code: 'lone-surrogate', line: lineOf(text, Math.max(0, text.indexOf(replacement))) })

const lineOf = (text: string, offset: number): number => text.slice(0, offset).split(/\r\n?|\n/).length

function tryDecode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

function byteOrderMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return null
}

/** UTF-16 without a mark: nearly all code units are Han characters, their punctuation or ASCII in one byte order. */
function utf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const length = Math.min(bytes.length - (bytes.length % 2), 8192)
  if (length < 8 || bytes.length % 2 === 1) return null
  const share = (high: 0 | 1): number => {
    let letters = 0
    let punctuation = 0
    for (let at = 0; at < length; at += 2) {
      const upper = bytes[at + high] ?? 0
      const lower = bytes[at + 1 - high] ?? 0
      if ((upper >= 0x4e && upper <= 0x9f) || (upper === 0 && lower >= 0x09 && lower < 0x80)) letters++
      else if (upper === 0x30 || upper === 0x20 || (upper === 0xff && lower < 0xf0)) punctuation++
    }
    return letters > punctuation ? (letters + punctuation) / (length / 2) : 0
  }
  // Valid UTF-8 text of ASCII letters could pass as pairs of them; UTF-16 always shows NUL bytes or invalid UTF-8.
  if (!bytes.subarray(0, length).includes(0) && tryDecode(bytes.subarray(0, length - 4), 'utf-8') !== null) return null
  if (share(1) > 0.95) return 'utf-16le'
  return share(0) > 0.95 ? 'utf-16be' : null
}

/** Three bytes that would be UTF-8 of a surrogate code point, in a file that is otherwise mostly UTF-8. */
function encodesSurrogate(bytes: Uint8Array): boolean {
  const found = bytes.findIndex((byte, at) => byte === 0xed && (bytes[at + 1] ?? 0) >= 0xa0 && (bytes[at + 1] ?? 0) <= 0xbf
    && (bytes[at + 2] ?? 0) >= 0x80 && (bytes[at + 2] ?? 0) <= 0xbf)
  if (found === -1) return false
  const lenient = new TextDecoder('utf-8').decode(bytes)
  return (lenient.match(/\ufffd/g)?.length ?? 0) < 0.05 * lenient.length + 6
}

/** What a file says of itself weighs as much as this share of certainty in a hundred: pages often say it wrongly. */
const statedWeight = 20

function legacyByLikelihood(bytes: Uint8Array, stated: string | null): string[] {
  const confidence = new Map(analyse(bytes.subarray(0, 65_536)).map((match) => [match.name.toLowerCase(), match.confidence]))
  const likelihood = (name: string): number => (confidence.get(name) ?? 0) + (name === stated ? statedWeight : 0)
  return likelihood('big5') > likelihood('gb18030') ? ['big5', 'gb18030'] : ['gb18030', 'big5']
}

function looksBinary(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 4096)
  return head.filter((byte) => byte < 0x09 || (byte > 0x0d && byte < 0x20)).length > 0.01 * head.length
}

function controlShare(text: string): number {
  const head = text.slice(0, 20_000)
  return (head.match(/[\0-\x08\x0e-\x1f\x7f]/g)?.length ?? 0) / Math.max(1, head.length)
}

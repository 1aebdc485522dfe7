/** Offsets in Unicode code points, as brat, Hugging Face, spaCy and Python count them, for those in UTF-16 code units and back. */
export interface CodePoints {
  /** The number of code points before a UTF-16 offset. */
  fromUtf16(offset: number): number
  /** The UTF-16 offset of a code point; the text's length for one past its end. */
  toUtf16(offset: number): number
}

const same: CodePoints = { fromUtf16: (offset) => offset, toUtf16: (offset) => offset }

/** Both counts for one text. They differ only after a character beyond U+FFFF. */
export function codePoints(text: string): CodePoints {
  if (!/[\ud800-\udbff][\udc00-\udfff]/.test(text)) return same
  const before = new Uint32Array(text.length + 1)
  const starts: number[] = []
  for (let at = 0; at < text.length; ) {
    const length = (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1
    before[at] = starts.length
    // Half of a pair counts as its character: the self-check of an export finds it.
    if (length === 2) before[at + 1] = starts.length
    starts.push(at)
    at += length
  }
  before[text.length] = starts.length
  return { fromUtf16: (offset) => before[offset] ?? starts.length, toUtf16: (offset) => starts[offset] ?? text.length }
}

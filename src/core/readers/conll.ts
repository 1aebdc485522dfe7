import type { Annotation } from '../annotation.ts'
import { fail } from '../result.ts'
import { checkText, decode } from './decode.ts'
import { LabelNames } from './label-names.ts'
import { assemble, type Piece } from './pieces.ts'
import type { LabelReader } from './reader.ts'

/**
 * CoNLL with BIO (or BIOES) tags in the last column, columns parted by TAB or space: a paragraph a sentence, a report for each
 * -DOCSTART-. Tokens are put together as Chinese is, with a space only between two of Latin letters or digits of which one is longer
 * than a character; white space that the file left out stays out.
 */
export const conll: LabelReader = {
  id: 'conll',
  extensions: ['conll', 'bio', 'iob'],
  sniff(source) {
    const head = typeof source === 'string' ? source.slice(0, 8192) : new TextDecoder().decode(source.subarray(0, 8192))
    const lines = head.replace(/^\ufeff/, '').split(/\r?\n/).slice(0, -1).filter((line) => line.trim() !== '')
    return lines.length > 0 && lines.every((line) => /^\S+(?:[\t ]\S+)*[\t ](?:O|[BIESLU]-\S+)$/.test(line))
  },
  read: (source, name, _, schema) => conll.readNamed(source, name, new LabelNames(schema)),
  async readNamed(source, name, names) {
    const decoded = typeof source === 'string' ? checkText(source) : decode(source)
    if (!decoded.ok) return decoded
    const reports: Sentence[][] = [[]]
    let sentence: Sentence = { line: 1, tokens: [] }
    const close = (line: number): void => {
      if (sentence.tokens.length > 0) reports.at(-1)?.push(sentence)
      sentence = { line, tokens: [] }
    }
    for (const [index, raw] of decoded.value.text.split('\n').entries()) {
      const columns = raw.trim().split(/[\t ]+/)
      const [token = '', tag = ''] = [columns[0], columns.at(-1)]
      if (token === '' || token === '-DOCSTART-') {
        close(index + 2)
        if (token !== '') reports.push([])
      } else if (columns.length < 2) return fail({ code: 'broken-line', line: index + 1, reason: 'bad-columns' })
      else sentence.tokens.push({ text: token, tag })
    }
    close(0)
    const pieces = reports.filter((sentences) => sentences.length > 0).map((sentences) => pieceOf(sentences, names))
    return names.unlessUnknown(() => assemble(name, pieces))
  },
}

interface Sentence {
  readonly line: number
  readonly tokens: { readonly text: string; readonly tag: string }[]
}

function pieceOf(sentences: readonly Sentence[], names: LabelNames): Piece {
  let text = ''
  const paragraphs: { start: number; end: number }[] = []
  const spans: { start: number; end: number; name: string }[] = []
  for (const { tokens } of sentences) {
    if (text !== '') text += '\n'
    const start = text.length
    let open = ''
    for (const [index, token] of tokens.entries()) {
      if (index > 0 && needsSpace(tokens[index - 1]?.text ?? '', token.text)) text += ' '
      const at = text.length
      text += token.text
      const name = token.tag.slice(2)
      const last = spans.at(-1)
      if (last && open !== '' && open === name && /^[IEL]/.test(token.tag)) last.end = text.length
      else if (token.tag !== 'O') spans.push({ start: at, end: text.length, name })
      open = name
    }
    paragraphs.push({ start, end: text.length })
  }
  const labels = spans.flatMap(({ start, end, name }): Annotation[] => {
    const label = names.find(name, ['tag'], text.slice(start, end))
    return label ? [{ start, end, ...label, by: { kind: 'person', name: '' }, at: 0 }] : []
  })
  return { line: sentences[0]?.line ?? 1, text, paragraphs, labels, doc: null, place: null, sha256: null, whole: true }
}

const needsSpace = (before: string, after: string): boolean =>
  /[\p{Script=Latin}\d]$/u.test(before) && /^[\p{Script=Latin}\d]/u.test(after) && before.length + after.length > 2

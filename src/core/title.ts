import { quote, type Doc } from './document.ts'
import type { ParagraphLabels } from './labels.ts'

/** The report's own title, as labelled; its file's name where no paragraph is one. */
export function titleOf(doc: Doc, labels: readonly ParagraphLabels[]): string {
  const at = labels.findIndex((label) => label.role.value === 'title')
  const paragraph = doc.paragraphs[at]
  return paragraph ? quote(doc.text, paragraph).replace(/\s+/g, ' ') : doc.name.replace(/\.[a-z]+$/i, '')
}

const chineseDigits = '〇一二三四五六七八九'

/** The year that a report is about, as its title or its first paragraphs state it: 2013年, ２０１３年, 二〇一三年, 二O一三年. */
export function yearOf(doc: Doc, title: string): number | null {
  const opening = doc.paragraphs.slice(0, 20).map((paragraph) => quote(doc.text, paragraph)).join('\n')
  for (const text of [title, opening]) {
    const digits = /(?<![\d０-９])((?:19|20|１９|２０)[\d０-９]{2})\s*(?:年|[）)])/.exec(text)?.[1]
    if (digits) return Number(digits.normalize('NFKC'))
    const chinese = /([二一][〇○零0OＯo一二三四五六七八九]{3})年/.exec(text)?.[1]
    if (chinese) return Number([...chinese].map((character) => Math.max(0, chineseDigits.indexOf(character))).join(''))
  }
  return null
}

import { quote, type Doc } from './document.ts'

interface WithRole {
  readonly role: { readonly value: string } | null
}

/** The report's own title, as labelled, its lines joined where it has several; its file's name where no paragraph is one. */
export function titleOf(doc: Doc, labels: readonly WithRole[]): string {
  const first = labels.findIndex((label) => label.role?.value === 'title')
  let title = ''
  for (let at = first; at >= 0 && labels[at]?.role?.value === 'title' && !isWhole.test(title); at++) {
    const paragraph = doc.paragraphs[at]
    if (paragraph) title += quote(doc.text, paragraph).replace(/\s+/g, ' ')
  }
  return title || doc.name.replace(/\.[a-z]+$/i, '')
}

/** A title that says what the text is needs no further line: the same title often stands twice. */
const isWhole = /[报報]告|年[报報]|[总總][结結]|汇报|匯報/

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

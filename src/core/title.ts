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
    // A line break of the page means a space between words of Latin script alone.
    if (paragraph) title += quote(doc.text, paragraph).replace(/(?<![!-~])\n|\n(?![!-~])/g, '').replace(/\s+/g, ' ')
  }
  return title || doc.name.replace(/\.[a-z]+$/i, '')
}

/** A title that says what the text is needs no further line: the same title often stands twice. */
const isWhole = /[报報]告|年[报報]|[总總小][结結]|汇报|匯報/

/** The paragraphs labelled as the report's title; those that look like it where none is labelled. */
export function titleLines(doc: Doc, labels: readonly WithRole[]): number[] {
  const labelled = labels.flatMap((label, index) => (label.role?.value === 'title' ? [index] : []))
  return labelled.length > 0 ? labelled : titleParagraphs(doc)
}

/** A line that names a report on disclosure. */
export const reportTitle = /公[开開][^。]{0,16}(?:[报報]告|年[报報]|[总總小][结結]|[汇匯][报報])|年度[^。]{0,8}[报報]告|^[\u3400-\u9fff]{2,16}\d{4}年度?[^。、]{0,12}公[开開][^。、]{0,6}情[况況]$/

/** The paragraphs that are a report's title by their shape: the first short line that names the report, with the agency's line above it. */
export function titleParagraphs(doc: Doc): number[] {
  const at = doc.paragraphs.findIndex((paragraph, index) => {
    const line = quote(doc.text, paragraph)
    return index < 40 && !paragraph.structure && line.length <= 60 && reportTitle.test(line) && !/[。；，>＞|｜《\t]|位置|：/.test(line)
  })
  if (at === -1) return []
  const above = doc.paragraphs[at - 1]
  const isAgency = above && !above.structure && /^[\u3400-\u9fff]{4,24}[省市县縣区區局厅廳委会會府处處部署院]$/.test(quote(doc.text, above))
  return isAgency ? [at - 1, at] : [at]
}

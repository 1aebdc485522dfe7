import type { SourceReport } from '../core/dataset/choice.ts'
import { statedLabels } from '../core/dataset/stated.ts'
import { tokenize } from '../core/nlp/tokenize.ts'
import type { Reading } from '../core/readers/reader.ts'
import { titleOf, yearOf } from '../core/title.ts'

/** The reports of files. One that several files hold, cut into the same paragraphs, is one report that several people labelled. */
export function sourceReports(readings: readonly Reading[]): SourceReport[] {
  const byText = new Map<string, Reading[]>()
  for (const reading of readings) {
    const key = `${reading.doc.sha256} ${reading.doc.paragraphs.map(({ start, end }) => `${start}-${end}`).join(' ')}`
    byText.set(key, [...(byText.get(key) ?? []), reading])
  }
  return [...byText.values()].flatMap((versions) => {
    const [first, ...others] = versions
    return first ? [sourceReport(first, others)] : []
  })
}

function sourceReport({ doc, labels }: Reading, others: readonly Reading[]): SourceReport {
  const stated = statedLabels(doc, labels)
  const title = titleOf(doc, stated)
  return {
    doc,
    labels: stated,
    others: others.map((other) => statedLabels(doc, other.labels)),
    agency: agencyIn(title),
    year: yearOf(doc, title),
    words: () => tokenize(doc.text),
  }
}

/** The agency that a title names before the year or before what kind of report it is; '' where it names none. */
function agencyIn(title: string): string {
  const named = title.replace(/^[\s(（]*(?:[\d０-９]{4}|[二一][〇○零0OＯo一二三四五六七八九]{3})年度?[)）]?/, '')
  const agency = /^(.*?)(?:关于|[(（]?(?:[\d０-９]{4}|[二一][〇○零0OＯo一二三四五六七八九]{3})年|政府信息|信息公开|年度报告|工作报告)/.exec(named)?.[1]?.trim() ?? ''
  // 某县人民政府信息公开年报: the cut went through the agency's own name.
  return /\p{Script=Han}{2}/u.test(agency) ? agency.replace(/人民$/, '人民政府') : ''
}

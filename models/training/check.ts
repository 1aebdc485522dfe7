/** Checks written reports: node models/training/run.mjs check FILE… names every fault by line and counts the labels. */
import { readFileSync } from 'node:fs'
import { cutParagraphs } from '../../src/core/readers/paragraphs.ts'
import { layOut, readMarkup } from './markup.ts'

export function main(files: string[]): number {
  let faulty = 0
  for (const file of files) {
    const { header, paragraphs, faults } = readMarkup(readFileSync(file, 'utf8'))
    const { text, gold } = layOut(paragraphs)
    const cut = new Set(cutParagraphs(text).map((span) => `${span.start} ${span.end}`))
    const missed = gold.filter((paragraph) => !cut.has(`${paragraph.start} ${paragraph.end}`))
    const body = paragraphs.filter((paragraph) => paragraph.role === 'body')
    const substantive = body.filter((paragraph) => paragraph.substance === 'substantive').length
    const tagged = (tag: string) => paragraphs.flatMap((paragraph) => paragraph.spans).filter((span) => span.tag === tag).length
    console.log(`${file}: ${header['agency']} ${header['year']}, ${text.length} characters, ${paragraphs.length} paragraphs, `
      + `${body.length} body (${substantive} substantive), ${tagged('ISSUE')} ISSUE, ${tagged('MEASURE')} MEASURE, `
      + `${missed.length} not cut as written`)
    for (const paragraph of missed.slice(0, 3)) console.log(`  cut otherwise: ${paragraph.text.slice(0, 40)}`)
    for (const fault of faults) console.log(`  ✗ ${fault}`)
    if (faults.length > 0) faulty++
  }
  console.log(`${files.length} reports, ${faulty} with faults`)
  return faulty > 0 ? 1 : 0
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { quote } from '../../../src/core/document.ts'
import { read } from '../../../src/core/readers/index.ts'

const folder = join('test', 'fixtures', 'documents')
const bytesOf = (name: string): Uint8Array => new Uint8Array(readFileSync(join(folder, name)))
const plain = readFileSync(join(folder, 'report.txt'), 'utf8').trim().split('\n')

/** The paragraphs of a document, each with its structure. */
async function paragraphsOf(name: string) {
  const result = await read(bytesOf(name), name, 'node_modules/pdfjs-dist/')
  if (!result.ok) throw new Error(result.problem.code)
  const doc = result.value[0]?.doc
  return doc?.paragraphs.map((paragraph) => ({ text: quote(doc.text, paragraph), structure: paragraph.structure })) ?? []
}

const report = (paragraphs: Awaited<ReturnType<typeof paragraphsOf>>) => paragraphs.filter(({ structure }) => structure !== 'page-chrome').map(({ text }) => text)
const chrome = (paragraphs: Awaited<ReturnType<typeof paragraphsOf>>) => paragraphs.filter(({ structure }) => structure === 'page-chrome').map(({ text }) => text)

/** In a PDF a note stands at the foot of its page. */
const noteLast = (lines: readonly string[]): string[] => {
  const note = lines.find((line) => line.startsWith('[1]')) ?? ''
  const at = lines.findIndex((line) => line.startsWith('3.'))
  return lines.filter((line) => line !== note).toSpliced(at, 0, note)
}

/** The page has no note. */
const withoutNote = (lines: readonly string[]): string[] => lines.filter((line) => !line.startsWith('[1]')).map((line) => line.replace('[1]', ''))

describe('one report in documents of every kind, made by the programs that people use, has the paragraphs of its plain text', () => {
  it('as plain text', async () => {
    expect(report(await paragraphsOf('report.txt'))).toEqual(plain)
  })

  it('as DOCX, written by LibreOffice: but for the header, and the footer once', async () => {
    const paragraphs = await paragraphsOf('report.docx')
    expect(report(paragraphs)).toEqual(plain)
    expect(chrome(paragraphs)).toEqual(['松岭市水务局政府信息公开', expect.stringMatching(/^— \d —$/)])
    expect(paragraphs.filter(({ structure }) => structure === 'table-row')).toHaveLength(5)
  })

  it('as PDF, written by LibreOffice: but for running heads and page numbers, the place of the note', async () => {
    const paragraphs = await paragraphsOf('report.pdf')
    expect(report(paragraphs)).toEqual(noteLast(plain))
    expect(chrome(paragraphs)).toEqual([1, 2, 3].flatMap((page) => ['松岭市水务局政府信息公开', `—${page}—`]))
    expect(paragraphs.filter(({ structure }) => structure === 'table-row')).toHaveLength(5)
  })

  it('as PDF, printed by Chromium: but for what the browser prints at the edges, and the note', async () => {
    const paragraphs = await paragraphsOf('printed.pdf')
    expect(report(paragraphs)).toEqual(withoutNote(plain))
    expect(chrome(paragraphs).every((text) => /松岭市水务局2023年|shuiwu\.example/.test(text))).toBe(true)
    expect(chrome(paragraphs)).toHaveLength(4)
  })

  it('as a page that Chromium saved: but for the note and what the site adds', async () => {
    const paragraphs = await paragraphsOf('report.html')
    expect(report(paragraphs).filter((text) => !/^首页|^版权所有/.test(text))).toEqual(withoutNote(plain))
  })


  it.each([['report.doc', 'word'], ['report.rtf', 'rtf']])('%s is named for what it is', async (name, format) => {
    expect(await read(bytesOf(name), name)).toEqual({ ok: false, problem: { code: 'unsupported-format', format } })
  })
})

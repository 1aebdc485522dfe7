/**
 * How the shipped model's labels stand when the same reports come in another shape: line breaks lost, numbers or headings left out,
 * other scripts and widths, slips. node models/training/run.mjs robustness --only WRITERS
 * A written paragraph takes the label that covers most of its characters. Prints section and role over all, substance over body paragraphs.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Converter } from 'opencc-js'
import { overlap, type Doc } from '../../src/core/document.ts'
import { enumeratorAt } from '../../src/core/enumerator.ts'
import { predictedLabels } from '../../src/core/labels.ts'
import { analyze } from '../../src/core/nlp/analyze.ts'
import { loadModel, shippedModel } from '../../src/core/nlp/load.ts'
import { nodePlace } from '../../src/cli/readings.ts'
import { documentOf } from '../../src/core/readers/document-of.ts'
import { fields, type Field } from '../../src/core/schema.ts'
import { readMarkup, type WrittenParagraph } from './markup.ts'
import { Random } from './random.ts'

/** How one paragraph is written, and what stands between two. */
interface Shape {
  readonly name: string
  readonly kept?: (paragraphs: readonly WrittenParagraph[]) => readonly WrittenParagraph[]
  readonly written?: (text: string, paragraph: WrittenParagraph) => string
  readonly between?: (before: WrittenParagraph, after: WrittenParagraph) => string
}

const random = new Random(1)
const toTaiwan = Converter({ from: 'cn', to: 'twp' })
const halfWidth: Readonly<Record<string, string>> = { '，': ',', '。': '.', '；': ';', '：': ':', '（': '(', '）': ')', '！': '!', '？': '?', '“': '"', '”': '"' }
const commonCharacters = [...'的了是在一中不为和有我这个']
const oneLine = (text: string): string => text.replace(/\s+/g, ' ')

const shapes: readonly Shape[] = [
  { name: 'as written' },
  { name: 'line breaks turned into spaces', written: oneLine, between: () => ' ' },
  { name: 'line breaks left out', written: oneLine, between: () => '' },
  { name: 'text on the line of its heading', between: (before, after) => (before.role === 'heading' && after.role === 'body' ? ' ' : '\n') },
  { name: 'a line a sentence', written: (text, { role }) => (role === 'body' ? text.replace(/。(?=.)/g, '。\n') : text) },
  { name: 'broken at 38 columns', written: (text, { role }) => (role === 'body' ? text.replace(/(.{38})(?=.)/gs, '$1\n') : text) },
  { name: 'indented, blank lines between', written: (text) => `\u00a0\u00a0\u3000${text} `, between: () => '\n\n' },
  { name: 'a space behind every character', written: (text) => text.replace(/([\u4e00-\u9fff，。；：、])(?=[\u4e00-\u9fff，。；：、])/g, '$1 ') },
  { name: 'half-width punctuation', written: (text) => text.replace(/[，。；：（）！？“”]/g, (mark) => halfWidth[mark] ?? mark) },
  { name: 'full-width figures', written: (text) => text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)) },
  { name: 'Traditional, in words of Taiwan', written: (text) => toTaiwan(text) },
  { name: 'three characters in a hundred wrong', written: (text) => text.replace(/[\u4e00-\u9fff]/g, (character) => (random.chance(0.03) ? random.pick(commonCharacters) : character)) },
  { name: 'headings without numbers', written: (text, { role }) => (role === 'heading' ? text.slice(enumeratorAt(text, 0)?.length ?? 0) : text) },
  { name: 'without headings', kept: (paragraphs) => paragraphs.filter(({ role }) => role !== 'heading') },
  { name: 'without its first third', kept: (paragraphs) => paragraphs.slice(Math.floor(paragraphs.length / 3)) },
]

export async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { only: { type: 'string', default: 'BYZ' } } })
  const model = await loadModel(shippedModel, nodePlace(new URL('../', import.meta.url).pathname))
  if (!model.ok) throw new Error(model.problem.code)
  const folder = new URL('reports/', import.meta.url).pathname
  const reports = readdirSync(folder).filter((file) => file.endsWith('.report') && values.only.includes(file.charAt(0))).map((file) => ({ file, ...readMarkup(readFileSync(join(folder, file), 'utf8')) }))
  for (const shape of shapes) {
    const right = { section: 0, role: 0, substance: 0 }
    const all = { section: 0, role: 0, substance: 0 }
    for (const { file, paragraphs } of reports) {
      const { text, gold } = write(paragraphs, shape)
      const read = documentOf(file, { text, encoding: 'utf-8' })
      if (!read.ok) throw new Error(`${file}: ${read.problem.code}`)
      const labels = predictedLabels(read.value, await analyze(model.value, read.value))
      for (const paragraph of gold)
        for (const field of fields) {
          if (field === 'substance' && paragraph.role !== 'body') continue
          all[field]++
          if (covering(read.value, paragraph, (index) => labels[index]?.[field].value) === paragraph[field]) right[field]++
        }
    }
    const share = (field: Field) => `${field} ${((100 * right[field]) / all[field]).toFixed(1)}`
    console.log(`${shape.name.padEnd(36)} ${fields.map(share).join('  ')}  of ${all.section} paragraphs, ${all.substance} of body`)
  }
  return 0
}

function write(paragraphs: readonly WrittenParagraph[], { kept = (all) => all, written = (text) => text, between = () => '\n' }: Shape) {
  let text = ''
  const chosen = kept(paragraphs)
  const gold = chosen.map((paragraph, index) => {
    const before = chosen[index - 1]
    if (before) text += between(before, paragraph)
    const start = text.length
    text += written(paragraph.plain, paragraph)
    return { ...paragraph, start, end: text.length }
  })
  return { text, gold }
}

/** The label that covers most of a written paragraph's characters. */
function covering(doc: Doc, written: { start: number; end: number }, labelOf: (index: number) => string | undefined): string | undefined {
  const shares = new Map<string | undefined, number>()
  for (const [index, paragraph] of doc.paragraphs.entries()) shares.set(labelOf(index), (shares.get(labelOf(index)) ?? 0) + overlap(written, paragraph))
  return [...shares].reduce((a, b) => (b[1] > a[1] ? b : a))[0]
}

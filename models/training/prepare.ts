/**
 * Turns written reports into what the model reads, with the same code as the page:
 * node models/training/run.mjs prepare --out FILE [--variants N | --long] [--without WRITERS] [--only WRITERS] [--tokenizer FILE]
 * (`--long`: each once, with long paragraphs in place of its short ones)
 * or, for reports with labels JSONL beside them: … prepare --out FILE --gold DIR --reports DIR
 */
import { createWriteStream, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { overlap } from '../../src/core/document.ts'
import { modelInput } from '../../src/core/nlp/input.ts'
import { readVocabulary, type Vocabulary } from '../../src/core/nlp/vocabulary.ts'
import { documentOf } from '../../src/core/readers/document-of.ts'
import { disclosureSchema, labelIds } from '../../src/core/schema.ts'
import { layOut, readMarkup, type GoldParagraph, type WrittenReport } from './markup.ts'
import { Random } from './random.ts'
import { variant } from './augment.ts'
import { lengthen } from './lengthen.ts'

const folder = new URL('reports/', import.meta.url).pathname

export function main(args: string[]): number {
  const { values } = parseArgs({
    args,
    options: {
      out: { type: 'string' }, variants: { type: 'string', default: '0' }, long: { type: 'boolean', default: false }, seed: { type: 'string', default: '1' },
      without: { type: 'string', default: '' }, only: { type: 'string', default: '' },
      gold: { type: 'string' }, reports: { type: 'string' },
      tokenizer: { type: 'string', default: new URL('../nianbao-1/tokenizer.json', import.meta.url).pathname },
    },
  })
  if (!values.out) throw new Error('--out FILE is needed')
  const vocabulary = readVocabulary(JSON.parse(readFileSync(values.tokenizer, 'utf8')))
  const out = createWriteStream(values.out)
  let count = 0
  const put = (name: string, writer: string, text: string, gold: readonly GoldParagraph[]) => {
    out.write(JSON.stringify(prepared(name, writer, text, gold, vocabulary)) + '\n')
    count++
  }
  if (values.gold && values.reports) for (const [name, text, gold] of goldReports(values.gold, values.reports)) put(name, 'gold', text, gold)
  else {
    const all = readdirSync(folder).filter((file) => file.endsWith('.report')).sort()
    const chosen = all.filter((file) => (values.only ? values.only.includes(file.charAt(0)) : !values.without.includes(file.charAt(0))))
    const reports = chosen.map((file): [string, WrittenReport] => [file, readMarkup(readFileSync(join(folder, file), 'utf8'))])
    const pool = { reports: reports.map(([, report]) => report) }
    const random = new Random(Number(values.seed))
    for (const [file, report] of reports) {
      if (report.faults.length > 0) throw new Error(`${file}: ${report.faults[0]}`)
      const versions = values.long ? [lengthen(report.paragraphs, pool.reports, random)] : [report.paragraphs, ...Array.from({ length: Number(values.variants) }, () => variant(report, pool, random))]
      for (const paragraphs of versions) {
        const { text, gold } = layOut(paragraphs)
        put(file, file.charAt(0), text, gold)
      }
    }
  }
  out.end()
  console.log(`${count} reports written to ${values.out}`)
  return 0
}

function* goldReports(gold: string, reports: string): Generator<[string, string, GoldParagraph[]]> {
  for (const file of readdirSync(gold).filter((name) => name.endsWith('.jsonl')).sort()) {
    const name = file.replace(/\.jsonl$/, '.txt')
    const lines = readFileSync(join(gold, file), 'utf8').trim().split('\n')
    yield [name, readFileSync(join(reports, name), 'utf8'), lines.map((line) => JSON.parse(line))]
  }
}

/** Every cut paragraph takes the labels of the written one that covers most of it, every segment the tag that covers most of it. */
function prepared(name: string, writer: string, text: string, gold: readonly GoldParagraph[], vocabulary: Vocabulary) {
  const read = documentOf(name, { text, encoding: 'utf-8' })
  if (!read.ok) throw new Error(`${name}: ${read.problem.code}`)
  const doc = read.value
  const input = modelInput(doc, vocabulary)
  const labels = doc.paragraphs.map((paragraph) => {
    const best = gold.reduce((a, b) => (overlap(b, paragraph) > overlap(a, paragraph) ? b : a))
    return [labelIds(disclosureSchema, 'section').indexOf(best.section), labelIds(disclosureSchema, 'role').indexOf(best.role), labelIds(disclosureSchema, 'substance').indexOf(best.substance)]
  })
  const spans = gold.flatMap((paragraph) => paragraph.spans)
  const tags = Array.from(input.owners, (_, index) => {
    const segment = { start: input.segments[2 * index] ?? 0, end: input.segments[2 * index + 1] ?? 0 }
    const span = spans.find((each) => 2 * overlap(each, segment) > segment.end - segment.start)
    return span ? 1 + labelIds(disclosureSchema, 'tag').indexOf(span.tag) : 0
  })
  return {
    name,
    writer,
    windows: input.windows.map(({ paragraph, ids, kinds, lead, parts }) =>
      [paragraph, ids, kinds, lead, parts.map((part) => [part.segment, part.first, part.end])]),
    owners: Array.from(input.owners),
    features: Array.from(input.features, (value) => Math.round(value * 1e4) / 1e4),
    decided: doc.paragraphs.map((paragraph) => (paragraph.structure ? 1 : 0)),
    labels,
    tags,
    above: Array.from(input.above),
  }
}

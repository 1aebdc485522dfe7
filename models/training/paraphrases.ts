/**
 * Turns pairs of paragraphs that say the same in other words into what the model reads, one pair a line:
 * node models/training/run.mjs paraphrases --pairs FILE --out FILE [--tokenizer FILE]
 * The second of a pair is read in another report of the file, in place of a paragraph of the same section: what stands above the two
 * is as different as it is for paragraphs of two reports.
 */
import { createWriteStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { overlap } from '../../src/core/document.ts'
import { featureCount } from '../../src/core/nlp/features.ts'
import { modelInput, type Window } from '../../src/core/nlp/input.ts'
import { readVocabulary, type Vocabulary } from '../../src/core/nlp/vocabulary.ts'
import { documentOf } from '../../src/core/readers/document-of.ts'
import { layOut, readMarkup, type WrittenParagraph } from './markup.ts'
import { Random } from './random.ts'

const folder = new URL('.', import.meta.url).pathname

/** A paragraph of a written report, line breaks left out, and what it says in other words. */
export interface Pair {
  readonly report: string
  readonly original: string
  readonly anew: string
}

export function main(args: string[]): number {
  const { values } = parseArgs({
    args,
    options: { pairs: { type: 'string' }, out: { type: 'string' }, tokenizer: { type: 'string', default: join(folder, '../nianbao-1/tokenizer.json') } },
  })
  if (!values.pairs || !values.out) throw new Error('--pairs FILE and --out FILE are needed')
  const pairs = readPairs(readFileSync(values.pairs, 'utf8'))
  const vocabulary = readVocabulary(JSON.parse(readFileSync(values.tokenizer, 'utf8')))
  const reports = new Map(pairs.map(({ report }) => [report, readMarkup(readFileSync(join(folder, 'reports', report), 'utf8')).paragraphs]))
  const random = new Random(1)
  const out = createWriteStream(values.out)
  for (const { report, original, anew } of pairs) {
    const paragraphs = reports.get(report) ?? []
    const at = placeOf(original, paragraphs)
    const place = random.pick([...reports].flatMap(([name, others]) => (name === report ? [] : places(others, paragraphs[at]?.section))))
    const changed = place.paragraphs.map((paragraph, index) => (index === place.at ? { ...paragraph, plain: anew, spans: [] } : paragraph))
    out.write(JSON.stringify(prepared(report, [windowsOf(paragraphs, at, vocabulary), windowsOf(changed, place.at, vocabulary)])) + '\n')
  }
  out.end()
  console.log(`${pairs.length} pairs written to ${values.out}`)
  return 0
}

/** A line a pair: a file of reports/, a paragraph of it, the same anew, with tabs between. */
export function readPairs(source: string): Pair[] {
  return source.trim().split('\n').map((line, index) => {
    const [report, original, anew] = line.split('\t')
    if (!report || !original || !anew) throw new Error(`line ${index + 1}: not REPORT, PARAGRAPH and the same ANEW with tabs between`)
    return { report, original, anew }
  })
}

/** Where a paragraph stands in its report; an error where it does not. */
export function placeOf(original: string, paragraphs: readonly WrittenParagraph[]): number {
  const at = paragraphs.findIndex(({ plain }) => plain.replaceAll('\n', '').replaceAll('\t', ' ') === original)
  if (at === -1) throw new Error(`no report holds «${original}»`)
  return at
}

function places(paragraphs: readonly WrittenParagraph[], section: string | undefined) {
  return paragraphs.flatMap((paragraph, at) => (paragraph.role === 'body' && paragraph.section === section ? [{ paragraphs, at }] : []))
}

/** The windows of one paragraph of a report. */
function windowsOf(paragraphs: readonly WrittenParagraph[], at: number, vocabulary: Vocabulary): Window[] {
  const { text, gold } = layOut(paragraphs)
  const read = documentOf('', { text, encoding: 'utf-8' })
  const place = gold[at]
  if (!read.ok || !place) throw new Error(`a report cannot be read: ${text.slice(0, 40)}`)
  const shares = read.value.paragraphs.map((each) => overlap(each, place))
  const paragraph = shares.indexOf(Math.max(...shares))
  return modelInput(read.value, vocabulary).windows.filter((window) => window.paragraph === paragraph)
}

/** As a report of so many paragraphs of one segment each, without labels. */
function prepared(name: string, paragraphs: readonly Window[][]) {
  return {
    name,
    writer: name.charAt(0),
    windows: paragraphs.flatMap((windows, index) => windows.map(({ ids, kinds, lead }) => [index, ids, kinds, lead, [[index, lead, ids.length - 1]]])),
    owners: paragraphs.map((_, index) => index),
    features: paragraphs.flatMap(() => Array<number>(featureCount).fill(0)),
    decided: paragraphs.map(() => 0),
    labels: paragraphs.map(() => [0, 0, 0]),
    tags: paragraphs.map(() => 0),
    above: paragraphs.flatMap(() => [-1, -1]),
  }
}

import type { Item } from '../dataset/items.ts'
import { characterEnds, tokensOf, type TaggedTokens, type Token } from './bio.ts'
import { encoded, type Format, type Job } from './format.ts'

type Cut = 'character' | 'word'
type Dialect = 'conll2003' | 'tab'

const labels = {
  character: { conll2003: { zh: 'CoNLL-2003，逐字', en: 'CoNLL-2003, by character' }, tab: { zh: 'CoNLL 两列，逐字', en: 'CoNLL, two columns, by character' } },
  word: { conll2003: { zh: 'CoNLL-2003，逐词（jieba）', en: 'CoNLL-2003, by jieba word' }, tab: { zh: 'CoNLL 两列，逐词（jieba）', en: 'CoNLL, two columns, by jieba word' } },
}

/**
 * CoNLL with BIO tags, one token a line, a blank line after each item. `conll2003`: four columns (token, part of speech and chunk as
 * `-X-` and `_`, tag; Tjong Kim Sang and De Meulder 2003) with `-DOCSTART-` before each report; `tab`: token, TAB, tag, as doccano reads.
 */
export const conll = (cut: Cut, dialect: Dialect): Format => ({
  id: `conll-${cut}-${dialect}`,
  label: labels[cut][dialect],
  files: ['*.conll'],
  units: ['paragraph', 'segment'],
  offsets: null,
  holds: { section: false, role: false, substance: false, tags: true, scores: false, untagged: false, annotators: false, trail: false },
  needs: 'tags',
  losses: async (item) => (await tagged(item, cut)).losses,
  async *write(job) {
    for (const split of job.splits) yield { path: `${split}.conll`, chunks: encoded(sentences(job, split, cut, dialect)) }
  },
})

const tagged = async (item: Item, cut: Cut): Promise<TaggedTokens> =>
  tokensOf(item, cut === 'character' ? characterEnds(item.text) : await item.words())

async function* sentences(job: Job, split: Job['splits'][number], cut: Cut, dialect: Dialect): AsyncGenerator<string> {
  let report = ''
  for await (const item of job.items(split)) {
    const { sha256 } = item.report.source.doc
    if (dialect === 'conll2003' && sha256 !== report) yield '-DOCSTART- -X- -X- O\n\n'
    report = sha256
    const { tokens } = await tagged(item, cut)
    if (tokens.length > 0) yield `${tokens.map((token) => line(token, dialect)).join('')}\n`
  }
}

const line = ({ text, bio }: Token, dialect: Dialect): string => (dialect === 'tab' ? `${text}\t${bio}\n` : `${text} -X- _ ${bio}\n`)

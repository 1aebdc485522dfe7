import { describe, expect, it } from 'vitest'
import { quote } from '../../../src/core/document.ts'
import { openOrAsk, readAs } from '../../../src/core/readers/index.ts'
import { proposedMeaning, type Meaning } from '../../../src/core/readers/label-names.ts'

const issue: Meaning = { field: 'tag', value: 'ISSUE' }
const doccano = [
  { text: '目录更新不及时，解读偏少。', label: [[0, 7, 'Problem'], [8, 12, 'Problem'], [0, 2, 'Person']] },
  { text: '全年没有收费。', label: ['fees'] },
].map((line) => JSON.stringify(line)).join('\n')
const conll = '更\tB-Problem\n新\tI-Problem\n慢\tB-Speed\n，\tO\n少\tB-Problem\n'
const labelStudio = JSON.stringify([{ data: { text: '更新慢。\n全年没有收费。' }, annotations: [{ result: [
  { type: 'labels', value: { start: 0, end: 3, text: '更新慢', labels: ['Problem'] } },
  { type: 'labels', value: { start: 5, end: 12, text: '全年没有收费。', labels: ['Money'] } },
] }] }])

async function asked(source: string, name: string) {
  const question = await openOrAsk(source, name)
  return question.ok && question.value.kind === 'labels' ? question.value.labels : null
}

async function readWith(source: string, name: string, meanings: [string, Meaning | null][]) {
  const read = await readAs(source, name, { kind: 'labels', meanings: new Map(meanings) })
  if (!read.ok) return read.problem
  return read.value.flatMap(({ doc, labels }) => labels.map((label) => `${quote(doc.text, label)} ${label.field} ${label.value}`))
}

describe('labels of other tools that the schema does not have', () => {
  it('are asked about with how often they stand there, the first words under them and what their names let one think of', async () => {
    expect(await asked(doccano, 'a.jsonl')).toEqual([
      { name: 'Problem', count: 2, example: '目录更新不及时', proposal: issue },
      { name: 'Person', count: 1, example: '目录', proposal: null },
    ])
    expect((await asked(conll, 'a.conll'))?.map(({ name, count, example }) => [name, count, example])).toEqual([['Problem', 2, '更新'], ['Speed', 1, '慢']])
    expect((await asked(labelStudio, 'a.json'))?.map(({ name }) => name)).toEqual(['Problem', 'Money'])
  })

  it('are read as a person says; those that are left out leave the text alone', async () => {
    expect(await readWith(doccano, 'a.jsonl', [['Problem', issue], ['Person', null]])).toEqual(['目录更新不及时 tag ISSUE', '解读偏少 tag ISSUE', '全年没有收费。 section fees'])
    expect(await readWith(conll, 'a.conll', [['Problem', issue], ['Speed', null]])).toEqual(['更新 tag ISSUE', '少 tag ISSUE'])
  })

  it('are labels of the whole paragraph where a stretch of it is said to mean a section', async () => {
    expect(await readWith(labelStudio, 'a.json', [['Problem', { field: 'section', value: 'issues' }], ['Money', { field: 'section', value: 'fees' }]]))
      .toEqual(['更新慢。 section issues', '全年没有收费。 section fees'])
  })

  it('still refuse the file while one of them means nothing', async () => {
    expect(await readWith(doccano, 'a.jsonl', [['Problem', issue]])).toEqual({ code: 'unknown-labels', labels: ['Person'] })
  })

  it('get a proposal where the names share enough, in any language', () => {
    for (const name of ['ISSUES', 'Problem', '存在问题']) expect(proposedMeaning(name, ['tag']), name).toEqual(issue)
    expect(proposedMeaning('improvement_measures', ['tag'])).toEqual({ field: 'tag', value: 'MEASURE' })
    expect(proposedMeaning('存在的主要问题', ['section', 'tag'])).toEqual({ field: 'section', value: 'issues' })
    expect(proposedMeaning('依申请公开情况', ['tag'])).toEqual({ field: 'section', value: 'on_request' })
    expect(proposedMeaning('套话', ['section'])).toEqual({ field: 'substance', value: 'boilerplate' })
    for (const name of ['PER', 'LOC', '', 'I', '人名']) expect(proposedMeaning(name, ['tag']), name).toBeNull()
  })
})

import { describe, expect, it } from 'vitest'
import type { Table } from '../../src/core/readers/question.ts'
import { Questions, type ForeignLabel, type Meaning } from '../../src/state/questions.svelte.ts'

const proposal = { header: true, text: 1, report: 0, rowIsReport: false, labels: {} }
const table = (name: string, ...header: string[]): Table => ({ name, rows: [header, ['甲', '全年公开信息十二条。']], count: 2, proposal })
const question = (...tables: (Table | null)[]) => ({ kind: 'tables' as const, tables })
const tableOf = (asked: Questions['current']) => (asked?.kind === 'table' ? asked.table.name : null)
const going = new AbortController().signal

const label = (name: string, proposal: Meaning | null = null) => ({ name, count: 3, example: '更新不够及时', proposal })
const labels = (...asked: ForeignLabel[]) => ({ kind: 'labels' as const, labels: asked })
const issue: Meaning = { field: 'tag', value: 'ISSUE' }

describe('what the person is asked about labels of other tools', () => {
  it('is asked once for each label, of whichever file', async () => {
    const questions = new Questions()
    const first = questions.answerTo(labels(label('Problem'), label('Person')), 'a.jsonl', going)
    const second = questions.answerTo(labels(label('Person')), 'b.jsonl', going)
    const third = questions.answerTo(labels(label('Person'), label('Place')), 'c.jsonl', going)
    questions.chooseMeanings(new Map([['Problem', issue], ['Person', null]]))
    expect(await first).toEqual({ kind: 'labels', meanings: new Map([['Problem', issue], ['Person', null]]) })
    expect(await second).toEqual({ kind: 'labels', meanings: new Map([['Person', null]]) })
    expect(questions.waiting).toMatchObject([{ name: 'c.jsonl', labels: [{ name: 'Place' }] }])
    questions.leaveOut()
    expect(await third).toBeNull()
    expect(questions.current).toBeNull()
  })

  it('takes the proposals for all, and leaves a label without one out', async () => {
    const questions = new Questions()
    const answer = questions.answerTo(labels(label('Problem', issue), label('Person')), 'a.jsonl', going)
    questions.takeProposals()
    expect(await answer).toEqual({ kind: 'labels', meanings: new Map([['Problem', issue], ['Person', null]]) })
    expect(await questions.answerTo(labels(label('Place', issue)), 'b.jsonl', going)).toEqual({ kind: 'labels', meanings: new Map([['Place', issue]]) })
  })
})

describe('what the person is asked about tables', () => {
  it('is asked once for the same header, and answered for all of them, those to come too', async () => {
    const questions = new Questions()
    const answers = [questions.answerTo(question(table('a.csv', '报告', '正文')), 'x', going), questions.answerTo(question(table('b.csv', '报告', '正文 ')), 'x', going)]
    expect(questions.waiting.map((each) => each.kind === 'table' && [each.table.name, each.others])).toEqual([['a.csv', 1]])
    const columns = { ...proposal, report: null }
    questions.chooseColumns(columns)
    expect(await Promise.all(answers)).toEqual([{ kind: 'tables', columns: [columns] }, { kind: 'tables', columns: [columns] }])
    expect(await questions.answerTo(question(table('c.csv', '报告', '正文')), 'x', going)).toEqual({ kind: 'tables', columns: [columns] })
    expect(questions.current).toBeNull()
  })

  it('comes one by one for different headers, or not at all once the person takes the proposals', async () => {
    const questions = new Questions()
    const first = questions.answerTo(question(table('a.csv', '报告', '正文')), 'x', going)
    const second = questions.answerTo(question(table('b.csv', '标题', '内容')), 'x', going)
    expect(tableOf(questions.current)).toBe('a.csv')
    questions.leaveOut()
    expect(await first).toBeNull()
    expect(tableOf(questions.current)).toBe('b.csv')
    questions.takeProposals()
    expect(await second).toEqual({ kind: 'tables', columns: [proposal] })
    expect(await questions.answerTo(question(table('c.csv', '篇名', '全文')), 'x', going)).toEqual({ kind: 'tables', columns: [proposal] })
  })

  it('leaves out single sheets of a workbook, and those without text', async () => {
    const questions = new Questions()
    const answer = questions.answerTo(question(table('1', '报告', '正文'), null, table('3', '标题', '内容')), 'x', going)
    questions.leaveOut()
    questions.chooseColumns(proposal)
    expect(await answer).toEqual({ kind: 'tables', columns: [null, null, proposal] })
  })

  it('can be put off, is over when all is stopped, and begins anew with the next intake', async () => {
    const questions = new Questions()
    const stop = new AbortController()
    const answer = questions.answerTo(question(table('a.csv', '报告', '正文')), 'x', stop.signal)
    questions.postpone()
    expect([questions.current, questions.waiting.length]).toEqual([null, 1])
    questions.resume()
    expect(tableOf(questions.current)).toBe('a.csv')
    stop.abort()
    expect(await answer).toBeNull()
    questions.begin()
    void questions.answerTo(question(table('a.csv', '报告', '正文')), 'x', going)
    expect(questions.waiting).toHaveLength(1)
  })
})

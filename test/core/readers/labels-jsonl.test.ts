import { describe, expect, it } from 'vitest'
import { read } from '../../../src/core/readers/index.ts'

const line = (over: Record<string, unknown> = {}): string => JSON.stringify({
  doc: 'a.txt', start: 0, end: 4, text: '一、问题', role: 'heading', section: 'issues', substance: 'na', spans: [], ...over,
})
const second = line({ start: 5, end: 11, text: '公开不够多。', role: 'body', substance: 'boilerplate', spans: [{ start: 5, end: 10, tag: 'ISSUE' }] })

describe('labels JSONL', () => {
  it('gives each report with its text and every label that it states', async () => {
    const result = await read(`${line()}\n${second}\n`, 'labels.jsonl')
    expect(result.ok && result.value).toHaveLength(1)
    const reading = result.ok ? result.value[0] : undefined
    expect(reading?.doc).toMatchObject({ name: 'a.txt', text: '一、问题\n公开不够多。' })
    expect(reading?.labels).toHaveLength(7)
    expect(reading?.labels.at(-1)).toEqual({ start: 5, end: 10, field: 'tag', value: 'ISSUE', by: { kind: 'person', name: '' }, at: 0 })
  })

  it('keeps apart what a person decided and what the model said', async () => {
    const stated = line({ labelled_by: '李', labelled_at: '2026-01-02T03:04:05.000Z', decided: ['section'], model: 'm 1', section_score: 0.5 })
    const result = await read(stated, 'labels.jsonl')
    const labels = result.ok ? (result.value[0]?.labels ?? []) : []
    expect(labels.map((label) => [label.field, label.by.kind, label.by.name])).toEqual([['section', 'person', '李'], ['role', 'model', 'm 1'], ['substance', 'model', 'm 1']])
    expect(labels[0]?.at).toBe(Date.UTC(2026, 0, 2, 3, 4, 5))
  })

  it('reads several reports of one file', async () => {
    const result = await read(`${line()}\n${line({ doc: 'b/c.txt' })}`, 'labels.jsonl')
    expect(result.ok && result.value.map((reading) => reading.doc.name)).toEqual(['a.txt', 'c.txt'])
  })

  it.each([
    ['is cut off', '{"doc":"a.txt","start":0', 'not-json'],
    ['is a list', '[1]', 'not-object'],
    ['names no report', line({ doc: undefined }), 'no-doc'],
    ['ends before it begins', line({ start: 9 }), 'bad-offsets'],
    ['has a text of another length', line({ text: '一、' }), 'text-differs'],
    ['has a tag outside its paragraph', line({ spans: [{ start: 2, end: 9, tag: 'ISSUE' }] }), 'bad-span'],
  ])('refuses the whole file when a line %s, and names the line', async (_, wrong, reason) => {
    const before = line({ doc: 'x.txt' })
    expect(await read(`${before}\n${wrong}\n`, 'labels.jsonl')).toEqual({ ok: false, problem: { code: 'broken-line', line: 2, reason } })
  })

  it('refuses paragraphs that overlap, labels that are unknown and files of a newer version', async () => {
    expect(await read(`${line()}\n${line()}`, 'x.jsonl')).toEqual({ ok: false, problem: { code: 'broken-line', line: 2, reason: 'overlaps' } })
    expect(await read(line({ section: 'weather' }), 'x.jsonl')).toEqual({ ok: false, problem: { code: 'unknown-label', line: 1, field: 'section', label: 'weather' } })
    expect(await read(line({ schema_version: 2 }), 'x.jsonl')).toEqual({ ok: false, problem: { code: 'newer-version', found: 2, known: 1 } })
  })

  it('takes no harm from a key like __proto__', async () => {
    const result = await read(line().replace('{', '{"__proto__":{"doc":"evil"},'), 'x.jsonl')
    expect(result.ok && result.value[0]?.doc.name).toBe('a.txt')
    expect(({} as { doc?: string }).doc).toBeUndefined()
  })
})

import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { writeSchema } from '../../src/core/schema-file.ts'
import { disclosureSchema } from '../../src/core/schema.ts'
import { writeLabelsJsonl } from '../../src/core/writers/labels-jsonl.ts'
import { docOf, everyField, reportOf } from '../fixtures/exports.ts'

const nianbao = (args: string[], env: Record<string, string> = { LANG: 'zh_CN.UTF-8' }) =>
  spawnSync(process.execPath, ['dist/cli/nianbao.js', 'export', ...args], { encoding: 'utf8', env: { ...process.env, LC_ALL: '', ...env } })

const folder = mkdtempSync(join(tmpdir(), 'nianbao-export-'))
const out = (): string => mkdtempSync(join(folder, 'out-'))
const input = join(folder, 'labels.jsonl')
const names = ['甲', '乙', '丙', '丁', '戊']
writeFileSync(input, names.map((name, number) => {
  const doc = docOf(`${name}县2013年政府信息公开工作年度报告\n一、概述\n${name}县新建${name}字号大厅${'一二三四五'[number]}处，方便${name}县群众办事。`, `${name}.txt`)
  const labels = everyField(doc, number).map((label) => (label.start === 0 && label.field === 'role' ? { ...label, value: 'title' } : label))
  return writeLabelsJsonl(reportOf(doc, labels))
}).join(''))

const lines = (file: string): { doc: string; agency?: string }[] => readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { doc: string })

describe('nianbao export', () => {
  it('reads and writes with the labels of a project', () => {
    const schema = join(folder, 'schema.json')
    const label = { id: 'RESULT', zh: '成效', en: 'Result', mark: { zh: '成效', en: 'RES' }, key: '' }
    writeFileSync(schema, writeSchema({ ...disclosureSchema, id: 'own', version: 3, labels: { ...disclosureSchema.labels, tag: [...disclosureSchema.labels.tag, label] } }))
    const tagged = join(folder, 'tagged.jsonl')
    const [first = ''] = readFileSync(input, 'utf8').split('\n')
    writeFileSync(tagged, `${JSON.stringify({ ...(JSON.parse(first) as object), spans: [{ start: 0, end: 2, tag: 'RESULT', labelled_by: '甲' }] })}\n`)
    expect(nianbao(['--format', 'labels-jsonl', tagged, out()]).stderr).toContain('RESULT')
    const place = out()
    expect(nianbao(['--format', 'labels-jsonl', '--schema', schema, tagged, place]).status).toBe(0)
    const [name = ''] = readdirSync(place)
    expect(lines(join(place, name))).toMatchObject([{ label_set: 'own@3', spans: [{ start: 0, end: 2, tag: 'RESULT' }] }])
    const types = out()
    nianbao(['--format', 'doccano-sequence', '--schema', schema, tagged, types])
    expect(readFileSync(join(types, 'label-types.json'), 'utf8')).toContain('RESULT')
    expect(nianbao(['--format', 'labels-jsonl', '--schema', input, tagged, out()])).toMatchObject({ status: 1, stderr: expect.stringContaining('这不是标签体系文件') as string })
  })

  it('writes splits by agency, prints the split table and what is lost, and does it again alike', () => {
    const [first, second] = [out(), out()]
    const args = ['--format', 'doccano-classification', '--split', 'agency:60/20/20', '--seed', '7', input]
    const { status, stdout, stderr } = nianbao([...args, first])
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' })
    expect(readdirSync(first).sort()).toEqual(['label-types.json', 'test.jsonl', 'train.jsonl', 'validation.jsonl'])
    // Titles and headings are alike but for a character: all of them stay with those in train.
    expect(stderr).toMatch(/train +validation +test\n条目 +9 +1 +1\n/)
    expect(stderr).toContain('近似重复')
    nianbao([...args, second])
    for (const name of readdirSync(first)) expect(readFileSync(join(second, name), 'utf8')).toBe(readFileSync(join(first, name), 'utf8'))
    const agencies = ['train', 'validation', 'test'].map((split) => new Set(lines(join(first, `${split}.jsonl`)).map(({ agency }) => agency)))
    expect(agencies.map(({ size }) => size)).toEqual([3, 1, 1])
    expect(new Set(agencies.flatMap((each) => [...each])).size).toBe(5)
  })

  it('reads back what it wrote, also as brat', () => {
    const [brat, again] = [out(), out()]
    expect(nianbao(['--format', 'brat', input, brat]).status).toBe(0)
    const { status } = nianbao(['--format', 'labels-jsonl', brat, again])
    expect(status).toBe(0)
    const labels = (file: string) => readFileSync(file, 'utf8').trim().split('\n').map((line) => {
      const { doc, text, section, role, substance } = JSON.parse(line) as Record<string, unknown>
      return JSON.stringify({ doc, text, section, role, substance })
    }).sort()
    expect(labels(join(again, 'data.jsonl'))).toEqual(labels(input))
  })

  it('writes nothing into a folder that holds something', () => {
    const place = out()
    writeFileSync(join(place, 'mine.txt'), '')
    const { status, stderr } = nianbao(['--format', 'csv', input, place])
    expect({ status, files: readdirSync(place) }).toEqual({ status: 1, files: ['mine.txt'] })
    expect(stderr).toContain('文件夹不是空的')
  })

  it('says what is wrong with a command', () => {
    expect(nianbao(['--format', 'prodigy', input, out()])).toMatchObject({ status: 2, stderr: expect.stringContaining('prodigy') })
    expect(nianbao(['--format', 'csv', '--split', 'agency', input, out()])).toMatchObject({ status: 2, stderr: expect.stringContaining('--split agency') })
    expect(nianbao(['--format', 'csv', '--labels', 'model:2', input, out()])).toMatchObject({ status: 2, stderr: expect.stringContaining('--labels model:2') })
    expect(nianbao(['--help'])).toMatchObject({ status: 0, stdout: expect.stringContaining('Usage: nianbao export') })
  })

  it('says what cannot be done', () => {
    expect(nianbao(['--format', 'conll-word-tab', '--unit', 'report', input, out()])).toMatchObject({ status: 2, stderr: expect.stringContaining('paragraph') })
    expect(nianbao(['--format', 'csv', '--split', 'year:80/20', input, out()])).toMatchObject({ status: 1, stderr: expect.stringContaining('1 个年份') })
    expect(nianbao(['--format', 'csv', join(folder, 'gone.jsonl'), out()], { LANG: 'C' })).toMatchObject({ status: 1, stderr: expect.stringContaining('cannot be opened') })
  })

  it('packs the files into an archive', () => {
    const archive = join(folder, 'set.zip')
    expect(nianbao(['--format', 'brat', input, archive]).status).toBe(0)
    expect(Object.keys(unzipSync(readFileSync(archive))).sort()).toEqual([...names.flatMap((name) => [`${name}.ann`, `${name}.txt`]), 'annotation.conf'].sort())
  })

  it('makes the folder where there is none', () => {
    const place = join(folder, 'new', 'deep')
    expect(nianbao(['--format', 'hugging-face-parquet', input, place]).status).toBe(0)
    expect(existsSync(join(place, 'data', 'train.parquet'))).toBe(true)
  })
})

import { spawnSync } from 'node:child_process'
import { mkdtempSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { disclosureSchema, labelIds } from '../src/core/schema.ts'
import { archiveOf } from './fixtures/archives.ts'

const nianbao = (args: string[], env: Record<string, string> = { LANG: 'zh_CN.UTF-8' }) =>
  spawnSync(process.execPath, ['dist/cli/nianbao.js', ...args], { encoding: 'utf8', env: { ...process.env, LC_ALL: '', ...env } })

const folder = mkdtempSync(join(tmpdir(), 'nianbao-'))
mkdirSync(join(folder, 'inside'))
writeFileSync(join(folder, 'a.txt'), '一、概述\n2013年公开信息12条。\n')
writeFileSync(join(folder, 'inside', 'b.txt'), '二、问题\n公开不够及时。\n')
writeFileSync(join(folder, 'notes.odt'), 'PK')
const empty = join(folder, 'inside', 'empty.txt')
writeFileSync(empty, '')

describe('nianbao label', () => {
  it('writes labels JSONL of every report of a folder, names what it cannot read, and goes on', () => {
    const { stdout, stderr, status } = nianbao(['label', folder])
    const lines = stdout.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(lines.map((line) => line['doc'])).toEqual(['a.txt', 'a.txt', 'b.txt', 'b.txt'])
    for (const line of lines) expect(labelIds(disclosureSchema, 'section')).toContain(line['section'])
    expect(stderr).toBe(`${empty}: 文件是空的（0 字节）。请检查它是否下载完整\n`)
    expect(status).toBe(1)
  })

  it('writes into a file, and says nothing when all is well', () => {
    const out = join(folder, 'out.jsonl')
    expect(nianbao(['label', join(folder, 'a.txt'), '--out', out])).toMatchObject({ stdout: '', stderr: '', status: 0 })
    expect(readFileSync(out, 'utf8').trim().split('\n')).toHaveLength(2)
  })

  it.each(['report.docx', 'report.pdf'])('reads %s, and leaves standard output to the labels', (name) => {
    const { stdout, stderr, status } = nianbao(['label', join('test', 'fixtures', 'documents', name)])
    const texts = stdout.trim().split('\n').map((line) => (JSON.parse(line) as { text: string }).text)
    expect(texts).toContain('一、总体情况')
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
  })

  it('gives the same labels for its own output', () => {
    const out = join(folder, 'again.jsonl')
    nianbao(['label', join(folder, 'a.txt'), '--out', out])
    expect(nianbao(['label', out]).stdout).toBe(readFileSync(out, 'utf8'))
  })

  it('reads every file of an archive, and names the one that it cannot', () => {
    const archive = join(folder, 'all.archive')
    writeFileSync(archive, archiveOf({ '甲/c.html': '<p>一、概述<p>全年公开信息12条。', '坏.csv': '1,2', '图.png': 'x' }))
    const { stdout, stderr, status } = nianbao(['label', archive])
    expect(stdout.trim().split('\n').map((line) => (JSON.parse(line) as Record<string, unknown>)['doc'])).toEqual(['c.html', 'c.html'])
    expect(stderr).toBe(`${join(archive, '坏.csv')}: 表格里没有哪一列是文字。请把正文放在一列里，每行一段或一份\n`)
    expect(status).toBe(1)
  })

  it('speaks English elsewhere', () => {
    expect(nianbao(['label', join(folder, 'gone.txt')], { LANG: 'C' })).toMatchObject({ stdout: '', stderr: expect.stringContaining('cannot be opened'), status: 1 })
  })

  it('explains itself when the command is wrong', () => {
    expect(nianbao([])).toMatchObject({ status: 2, stderr: expect.stringContaining('Usage: nianbao label') })
    expect(nianbao(['label', '--colour'])).toMatchObject({ status: 2, stderr: expect.stringContaining('--colour') })
    expect(nianbao(['--help'])).toMatchObject({ status: 0, stdout: expect.stringContaining('Usage: nianbao label') })
  })
})

describe('nianbao evaluate', () => {
  it('scores the model beside labels, on the reports that they name or on the text that they hold', () => {
    const gold = mkdtempSync(join(tmpdir(), 'nianbao-gold-'))
    nianbao(['label', join(folder, 'a.txt'), '--out', join(gold, 'a.jsonl')])
    for (const args of [['--reports', folder], []]) {
      const { stdout, status } = nianbao(['evaluate', '--gold', gold, ...args])
      expect(stdout).toMatch(/^reports +1\nsection +n 2 {2}accuracy 100\.0/)
      expect(status).toBe(0)
    }
  })

  it('says where there is nothing to score against', () => {
    const nothing = join(folder, 'inside')
    expect(nianbao(['evaluate', '--gold', nothing])).toMatchObject({ stdout: '', stderr: `${nothing}: 这里没有标好的段落（section、role、substance 三样都有的）。请给出标签 JSONL 文件或放着它们的文件夹\n`, status: 1 })
  })
})

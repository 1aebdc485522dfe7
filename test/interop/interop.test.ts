import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Annotation } from '../../src/core/annotation.ts'
import { formats } from '../../src/core/writers/index.ts'
import { by, docOf, everyField, filesOf, reportOf, request } from '../fixtures/exports.ts'

/** The exports, read by the code of others. NIANBAO_PYTHON names a Python that has its packages; test/interop/README.md says which. */
const python = process.env['NIANBAO_PYTHON'] ?? 'python3'
const probe = spawnSync(python, ['-c', 'import datasets, duckdb, openpyxl, pandas, pyarrow, spacy'], { encoding: 'utf8' })
const missing = probe.status === 0 ? '' : ` (skipped: ${probe.error ? `${python} is not there` : probe.stderr.trim().split('\n').at(-1) ?? ''})`

const texts = ['甲县', '乙区', '丙市', '丁镇', '戊局', '己乡'].map((agency, number) => `${agency}2013年政府信息公开工作年度报告\n一、概述\n`
  + `𠮷林路${number + 3}号大厅受理${agency}群众申请${'一二三四五六'[number]}件，😀满意。ＡＢＣ全角　空格，公开不及时；今后加强培训。\n`
  + `=HYPERLINK("http://example.org")是${agency}网站首页的一行\n- ${number + 1} -\n@${agency} 公开不全面，更新“不够快”,有逗号\n`)

const reports = texts.map((text, number) => {
  const doc = docOf(text, `report-${number}.txt`)
  const tag = (words: string, value: string): Annotation => {
    const start = doc.text.indexOf(words)
    return { start, end: start + words.length, field: 'tag', value, by, at: 1_600_000_000_000 }
  }
  const tags = [tag('公开不及时', 'ISSUE'), tag('今后加强培训', 'MEASURE'), tag('公开不全面，更新“不够快”', 'ISSUE')]
  return reportOf(doc, [...everyField(doc, number), ...tags], { agency: text.slice(0, 2), year: 2013 })
})

describe('exports, read by others', () => {
  it.skipIf(missing !== '')(`datasets, pandas, DuckDB, spaCy, brat's rule and openpyxl find the same labels${missing}`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'nianbao-interop-'))
    for (const { id, units } of formats) {
      const split = { by: 'agency', ratios: [60, 20, 20], seed: 7, duplicates: 'move' } as const
      const files = await filesOf(reports, request(id, { unit: units[0] ?? 'paragraph', split }))
      for (const [path, bytes] of files) {
        mkdirSync(dirname(join(folder, id, path)), { recursive: true })
        writeFileSync(join(folder, id, path), bytes)
      }
    }
    const { status, stdout, stderr } = spawnSync(python, [join(import.meta.dirname, 'check_exports.py'), folder], {
      encoding: 'utf8', env: { ...process.env, HF_DATASETS_OFFLINE: '1', HF_HUB_OFFLINE: '1' },
    })
    rmSync(folder, { recursive: true })
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout.trim().split('\n')).toHaveLength(8)
    process.stdout.write(stdout)
  }, 300_000)
})

import { expect, it } from 'vitest'
import { read } from '../../../src/core/readers/index.ts'
import { draw } from '../../fixtures/draw.ts'

async function drawn(source: string): Promise<string[]> {
  const result = await read(source, 'report.md')
  if (!result.ok || !result.value[0]) throw new Error('not read')
  return draw(result.value[0].doc).trimEnd().split('\n')
}

it('reads Markdown: headings, lists, emphasis, links and tables as their reader sees them', async () => {
  expect(await drawn([
    '# 柳溪区2013年政府信息公开年度报告', '', '## 一、概述', '全年**主动公开**信息[12条](http://x.example)，', '比上年多。', '', '    缩进的一段，也是正文。', '',
    '1. 公开范围扩大；', '2. 时限缩短。', '- 其他', '', '| 项目 | 本年 | 上年 |', '|---|--:|---|', '| 规章 | 0 | |', '| 规范性文件 | 3 | / |', '', '## 二、问题', '更新不够及时&hellip;',
  ].join('\n'))).toEqual([
    '- 柳溪区2013年政府信息公开年度报告', '1 [一、概述]', '- 全年主动公开信息12条，⏎比上年多。 < 一、概述', '- 缩进的一段，也是正文。 < 一、概述',
    '- 1. 公开范围扩大； < 一、概述', '2 [2. 时限缩短。] < 一、概述', '- 其他 < 一、概述 / 2. 时限缩短。',
    '- 项目⇥本年⇥上年 < 一、概述 / 2. 时限缩短。 (table-row)', '- 规章⇥0 < 一、概述 / 2. 时限缩短。 (table-row)', '- 规范性文件⇥3⇥/ < 一、概述 / 2. 时限缩短。 (table-row)',
    '1 [二、问题]', '- 更新不够及时… < 二、问题',
  ])
})

it('gives up on quotations 10,000 deep without harm', async () => {
  expect(await read(`${'> '.repeat(10_000)}最里面`, 'report.md')).toEqual({ ok: false, problem: { code: 'no-text' } })
})

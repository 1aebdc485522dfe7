import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { quote, type Doc } from '../../../src/core/document.ts'
import { read } from '../../../src/core/readers/index.ts'
import type { Source } from '../../../src/core/readers/reader.ts'
import { draw } from '../../fixtures/draw.ts'
import { encodeIn } from '../../fixtures/encodings.ts'

const fixtures = join('test', 'fixtures', 'html')

async function docOf(source: Source, name = 'page.html'): Promise<Doc> {
  const result = await read(source, name)
  if (!result.ok || !result.value[0]) throw new Error(result.ok ? 'no report' : result.problem.code)
  return result.value[0].doc
}
const paragraphsOf = async (source: Source): Promise<string[]> => {
  const doc = await docOf(source)
  return doc.paragraphs.map((paragraph) => quote(doc.text, paragraph))
}

describe('pages', () => {
  for (const file of readdirSync(fixtures).filter((name) => name.endsWith('.html')))
    it(`reads ${file} as its golden file shows`, async () => {
      const doc = await docOf(new Uint8Array(readFileSync(join(fixtures, file))), file)
      await expect(draw(doc)).toMatchFileSnapshot(join('..', '..', 'fixtures', 'html', file.replace('.html', '.golden')))
    })

  it('say where they came from', async () => {
    const doc = await docOf(new Uint8Array(readFileSync(join(fixtures, 'portal-with-chrome.html'))))
    expect(doc.page).toEqual({
      address: 'http://www.luoyanxian.example/zwgk/nb/2016/t_1203.htm', title: '络雁县民政局2015年政府信息公开工作年度报告',
      site: '络雁县人民政府', agency: '络雁县民政局',
    })
  })

  it('are known by their content, whatever their name, and pasted source too', async () => {
    expect((await docOf('<!doctype html><p>一、概述', 'x.txt')).text).toBe('一、概述')
    expect((await docOf('<div>一、概述</div><div>二、问题</div>', 'x.HTM')).text).toBe('一、概述\n二、问题')
    expect((await docOf('<div>不是网页', 'x.txt')).text).toBe('<div>不是网页')
  })
})

describe('the encoding of a page', () => {
  const page = (charset: string): string => `<html><head><meta charset="${charset}"><title>年报</title></head><body><p>柳溪区二〇一三年政府信息公开工作年度报告，全年公开信息一千余条。</p></body></html>`
  const text = '柳溪区二〇一三年政府信息公开工作年度报告，全年公开信息一千余条。'

  it.each([['gb18030', 'gb2312'], ['gb18030', 'utf-8'], ['gb18030', 'nonsense'], ['utf-8', 'gbk'], ['utf-8-bom', 'gbk'], ['utf-16le', 'utf-8']] as const)('%s is read although the page says %s', async (encoding, charset) => {
    expect((await docOf(encodeIn(encoding, page(charset)))).text).toBe(text)
  })

  it('is Big5 where the bytes leave it open and the page says so', async () => {
    const bytes = encodeIn('big5', '<html><head><meta charset="big5"></head><body><p>柳溪區公開年報</p></body></html>')
    expect((await docOf(bytes)).text).toBe('柳溪區公開年報')
  })

  it('is kept where a site system has cut a text in the middle of a character', async () => {
    const bytes = new TextEncoder().encode(page('utf-8').replace('年报</title>', `${'年'.repeat(400)}#</title>`))
    bytes[bytes.indexOf(0x23)] = 0xe5
    expect((await docOf(bytes)).text).toBe(text)
  })
})

describe('tables', () => {
  it('keep blank cells, at the ends of a row too', async () => {
    const doc = await docOf('<body><table><tr><td>项目<td>本年<td>上年<tr><td>规章<td>0<td></td><tr><td><td>/<td>3</table>')
    expect(doc.text).toBe('项目\t本年\t上年\n规章\t0\t\n\t/\t3')
    expect(doc.paragraphs.map((paragraph) => paragraph.structure)).toEqual(['table-row', 'table-row', 'table-row'])
  })

  it('are bounded in width, whatever a cell says of its own', async () => {
    const doc = await docOf(`<body><table>${'<tr><td colspan=1000000 rowspan=1000000>一<td>二'.repeat(20)}</table>`)
    expect(doc.text.length).toBeLessThan(60_000)
  })
})

describe('hostile pages', () => {
  it('10,000 elements deep are read', async () => {
    expect(await paragraphsOf(`<body>${'<div>'.repeat(10_000)}最里面${'</div>'.repeat(10_000)}`)).toEqual(['最里面'])
    expect(await paragraphsOf(`<body>${'<table><tr><td>'.repeat(3000)}最里面`)).toEqual(['最里面'])
  })

  it('without end are refused', async () => {
    expect(await read(`<html>${'<div>'.repeat(30_000)}一`, 'x.html')).toMatchObject({ ok: false, problem: { code: 'overgrown-page' } })
    const multiplying = Array.from({ length: 2000 }, (_, index) => `<b id=${index}>`).join('') + '<p>一'.repeat(2000)
    expect(await read(`<html><p>${multiplying}`, 'x.html')).toMatchObject({ ok: false, problem: { code: 'overgrown-page' } })
  })

  it('run nothing and show nothing that is hidden', async () => {
    expect(await paragraphsOf('<body><script>一()</script><img src=x onerror="二()"><p onclick="三()">四</p><svg><script>五()</script></svg><p style="color:red;display:none">六')).toEqual(['四'])
  })
})

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { layOut, readMarkup } from '../../models/training/markup.ts'
import { quote, type Doc } from '../../src/core/document.ts'
import { metadataOf } from '../../src/core/metadata.ts'
import { documentOf } from '../../src/core/readers/document-of.ts'
import { read } from '../../src/core/readers/index.ts'

function docOf(text: string, name = 'x.txt'): Doc {
  const doc = documentOf(name, { text, encoding: 'utf-8' })
  if (!doc.ok) throw new Error(doc.problem.code)
  return doc.value
}

/** Every character of one name stands in the other in the same order: 县农机局 is 县农业机械管理局. */
function isShortFor(short: string, long: string): boolean {
  let at = -1
  return [...short].every((character) => (at = long.indexOf(character, at + 1)) >= 0)
}
const plain = (name: string): string => name.normalize('NFKC')
const isSame = (a: string, b: string): boolean => isShortFor(plain(a), plain(b)) || isShortFor(plain(b), plain(a))

const folder = join('models', 'training', 'reports')

describe('the written reports, whose headers state agency and year', () => {
  const written = readdirSync(folder).filter((name) => name.endsWith('.report')).map((name) => {
    const { header, paragraphs } = readMarkup(readFileSync(join(folder, name), 'utf8'))
    const { text, gold } = layOut(paragraphs)
    const doc = docOf(text)
    const titles = doc.paragraphs.flatMap((paragraph, index) => (gold.some((each) => each.role === 'title' && each.start === paragraph.start) ? [index] : []))
    return { doc, titles, agency: header['agency'] ?? '', year: Number(header['year']) }
  }).filter(({ titles }) => titles.length > 0) // without one, the beginning of a report may name no agency
  const share = (right: (report: (typeof written)[number]) => boolean): number => written.filter(right).length / written.length

  it.each([['titles as labelled', true], ['titles found by their shape', false]])('are read rightly: %s', (_, labelled) => {
    const metadata = ({ doc, titles }: (typeof written)[number]) => (labelled ? metadataOf(doc, titles) : metadataOf(doc))
    const years = share((report) => metadata(report).year?.value === report.year)
    const agencies = share((report) => isSame(metadata(report).agency?.value ?? '无', report.agency))
    const toTheLetter = share((report) => metadata(report).agency?.value === report.agency)
    console.info(`${written.length} reports: year ${years.toFixed(3)}, agency ${agencies.toFixed(3)}, its header's name to the letter ${toTheLetter.toFixed(3)}`)
    expect(years).toBeGreaterThanOrEqual(0.97)
    expect(agencies).toBeGreaterThanOrEqual(0.95)
  })
})

describe('the year', () => {
  it.each([
    ['柳溪区2014年年度报告', 2014], ['柳溪区２０１４ 年年报', 2014], ['二〇一四年工作总结', 2014], ['二零一四年总结', 2014], ['二O一四年总结', 2014], ['二○一四年总结', 2014], ['二0一四年总结', 2014],
    ['政府信息公开年度报告(2012)', 2012], ['柳溪大学2014—2015学年信息公开年度报告', 2015], ['政府信息公开年度报告', null],
    ['政府信息公开年度报告\n发布日期：2014年3月20日', null], ['政府信息公开年度报告\n数据期限为2013年1月1日至12月31日，于2014年3月1日发布。', 2013],
  ])('%s: %s', (text, year) => {
    expect(metadataOf(docOf(text)).year?.value ?? null).toBe(year)
  })

  it('may stand in the file’s name', () => {
    expect(metadataOf(docOf('正文。', '柳溪_2013.txt')).year).toEqual({ value: 2013, from: { kind: 'file-name' } })
  })
})

describe('agency, region and level', () => {
  it.each([
    ['柳溪區2013年政府信息公開工作年度報告', '柳溪區人民政府', '柳溪區', 'county'],
    ['2020年澄垣市人民政府信息公開工作年度報告', '澄垣市人民政府', '澄垣市', 'city'],
    ['聊城市东昌府区城市管理局2015年政府信息公开工作年度报告', '聊城市东昌府区城市管理局', '聊城市东昌府区', 'county'],
    ['砚州市人民政府2013年政府信息公开年报', '砚州市人民政府', '砚州市', 'city'],
    ['岫南省住房和城乡建设厅关于2013年政府信息公开工作的年度报告', '岫南省住房和城乡建设厅', '岫南省', 'province'],
    ['国家税务总局珑源县税务局2019年政府信息公开工作年度报告', '国家税务总局珑源县税务局', '珑源县', 'county'],
    ['国家海岛保护局2013年政府信息公开工作年度报告', '国家海岛保护局', null, 'national'],
    ['珩浦区人民政府纬纱街道办事处2023年政府信息公开工作年度报告', '珩浦区人民政府纬纱街道办事处', '珩浦区纬纱街道', 'township'],
    ['枳川县市场监督管理局2017年度政府信息公开工作报告', '枳川县市场监督管理局', '枳川县', 'county'],
    ['黛坞高新技术产业开发区2013年政府信息公开年报', '黛坞高新技术产业开发区管理委员会', '黛坞高新技术产业开发区', 'zone'],
    ['砬溪大学2014—2015学年信息公开工作年度报告', '砬溪大学', null, 'institution'],
    ['磴桥区园林局2011年政务公开工作情况', '磴桥区园林局', '磴桥区', 'county'],
    ['柘浠区文化局2013年政府信息公开工作小结', '柘浠区文化局', '柘浠区', 'county'],
    ['砧山乡关于开展政务公开工作的自查报告', '砧山乡人民政府', '砧山乡', 'township'],
    ['2014年政府信息公开工作年度报告', null, null, null],
    ['2014年政府信息公开工作年度报告\n柳溪县人民政府主办 柳溪县大数据中心承办', null, null, null],
  ])('%s', (title, agency, region, level) => {
    const metadata = metadataOf(docOf(title))
    expect([metadata.agency?.value ?? null, metadata.region?.value ?? null, metadata.level?.value ?? null]).toEqual([agency, region, level])
  })

  it('point at the characters that say so, over the lines of a title', () => {
    const doc = docOf('首页\n柳溪区人民政府\n2014年政府信息公开工作年度报告\n一、概述')
    const { agency, year } = metadataOf(doc)
    expect([agency, year].map((stated) => stated?.from.kind === 'text' && quote(doc.text, stated.from))).toEqual(['柳溪区人民政府', '2014年'])
  })

  it('take the full name from the signature where the title gives it in part', () => {
    const doc = docOf('县统计局2013年政府信息公开年报\n一、概述\n全年公开信息12条。\n鹤垅县统计局\n2014年3月1日')
    const { agency } = metadataOf(doc)
    expect(agency?.value).toBe('鹤垅县统计局')
    expect(agency?.from.kind === 'text' && quote(doc.text, agency.from)).toBe('鹤垅县统计局')
  })
})

describe('a page', () => {
  it('says its address, and what its text does not', async () => {
    const page = '<!-- saved from url=(0030)http://www.x.example/2013/1.htm --><html><head><title>柳溪区2013年政府信息公开年度报告</title><meta name="SiteName" content="柳溪区人民政府"></head><body><p>一、概述<p>全年公开信息12条。'
    const result = await read(page, 'x.html')
    if (!result.ok || !result.value[0]) throw new Error('not read')
    expect(metadataOf(result.value[0].doc)).toEqual({
      agency: { value: '柳溪区人民政府', from: { kind: 'page', fact: 'title' } }, region: { value: '柳溪区', from: { kind: 'page', fact: 'title' } },
      year: { value: 2013, from: { kind: 'page', fact: 'title' } }, level: { value: 'county', from: { kind: 'page', fact: 'title' } },
      address: { value: 'http://www.x.example/2013/1.htm', from: { kind: 'page', fact: 'address' } },
    })
  })

  it('has its address in its text at times', () => {
    const doc = docOf('政府信息公开年报\n一、概述\n来源：县政府网 http://www.x.example/a?b=1\n')
    expect(metadataOf(doc).address?.value).toBe('http://www.x.example/a?b=1')
  })
})

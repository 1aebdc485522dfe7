import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { quote } from '../../../src/core/document.ts'
import { read } from '../../../src/core/readers/index.ts'
import { pdfOf, type Placed } from '../../fixtures/pdf.ts'

const data = 'node_modules/pdfjs-dist/'

async function paragraphsOf(pages: readonly (readonly Placed[])[]) {
  const result = await read(pdfOf(pages), 'a.pdf', data)
  const doc = result.ok ? result.value[0]?.doc : undefined
  if (!doc) throw new Error(result.ok ? 'no report' : result.problem.code)
  return doc.paragraphs.map((paragraph) => [quote(doc.text, paragraph), paragraph.structure])
}

const linesOf = async (pages: readonly (readonly Placed[])[]) => (await paragraphsOf(pages)).map(([text]) => text)

const problemOf = async (bytes: Uint8Array) => {
  const result = await read(bytes, 'a.pdf', data)
  return result.ok ? null : result.problem
}

/** Lines of a column from a height down, the first of each paragraph indented by two characters, 20 characters to a full line. */
const column = (left: number, top: number, ...paragraphs: string[]): Placed[] => {
  const lines = paragraphs.flatMap((text) => [`　　${text}`].flatMap((whole) => whole.match(/.{1,20}/g) ?? []))
  return lines.map((line, at) => [line.trimStart(), left + (line.startsWith('　') ? 24 : 0), top - 20 * at, 12])
}

const first = '本机关全年主动公开政府信息四百余条，比上年有所增加，其中通过网站公开的占八成以上，群众查阅方便。'
const second = '存在的问题是解读形式单一，部分科室公开不够及时，下一步将逐月核对公开台账并通报核对的结果。'

describe('the paragraphs of a PDF', () => {
  it('are joined without a space where a line was full, and end where it was not', async () => {
    expect(await linesOf([column(80, 700, first, second)])).toEqual([first, second])
  })

  it('keep a space between words of other scripts', async () => {
    const page: Placed[] = [['网站建设采用了统一的内容管理系统名为Open', 80, 700, 12], ['Government Suite，运行平稳，没有发生停机。', 80, 680, 12], ['全年访问四百万人次，比上年增加了一成以上。', 80, 660, 12], ['其中移动端占三成。', 80, 640, 12]]
    expect(await linesOf([page])).toEqual(['网站建设采用了统一的内容管理系统名为Open Government Suite，运行平稳，没有发生停机。全年访问四百万人次，比上年增加了一成以上。其中移动端占三成。'])
  })

  it('are read column by column where a page has two', async () => {
    const title: Placed = ['柳溪区人民政府公报', 200, 780, 20]
    const [left, right] = [[first, second, first], [second, first, second]] as const
    expect(await linesOf([[title, ...column(50, 720, ...left), ...column(310, 714, ...right)]])).toEqual(['柳溪区人民政府公报', ...left, ...right])
  })

  it('go on over the end of a page, with what stands at the edges after them', async () => {
    const lines = column(80, 700, first)
    const [top, bottom] = [lines.slice(0, 2), lines.slice(2)]
    const edges = (page: number): Placed[] => [['柳溪区水务局年报', 240, 800, 9], [`- ${page} -`, 285, 40, 9]]
    const pages = [[...top, ...edges(1)], [...bottom.map(([text, x], at): Placed => [text, x, 740 - 20 * at, 12]), ...edges(2)]]
    expect(await paragraphsOf(pages)).toEqual([
      ['柳溪区水务局年报', 'page-chrome'], [first, null], ['- 1 -', 'page-chrome'], ['柳溪区水务局年报', 'page-chrome'], ['- 2 -', 'page-chrome'],
    ])
  })

  it('are rows of a table where cells stand side by side, wrapped cells joined', async () => {
    const page: Placed[] = [
      ['申请处理情况如下表所示。', 80, 740, 12],
      ['处理结果', 90, 700, 10], ['商业', 205, 706, 10], ['企业', 205, 694, 10], ['自然人', 300, 700, 10], ['总计', 400, 700, 10],
      ['予以公开', 90, 674, 10], ['3', 212, 674, 10], ['11', 310, 674, 10], ['14', 405, 674, 10],
      ['不予处理', 90, 654, 10], ['1', 310, 654, 10], ['1', 408, 654, 10],
      ['以上数据截至年底。', 80, 600, 12],
    ]
    expect(await paragraphsOf([page])).toEqual([
      ['申请处理情况如下表所示。', null],
      ['处理结果\t商业企业\t自然人\t总计', 'table-row'], ['予以公开\t3\t11\t14', 'table-row'], ['不予处理\t\t1\t1', 'table-row'],
      ['以上数据截至年底。', null],
    ])
  })

  it('are rows of a table where its cells are drawn, merged ones with their words in the first row and column', async () => {
    const across = [[80, 720, 480], [180, 700, 480], [80, 660, 480], [180, 640, 480], [80, 620, 480]].map(([from, y, to]) => `${from} ${y} m ${to} ${y} l S\n`)
    const down = [[80, 620, 720], [180, 620, 720], [280, 620, 700], [380, 620, 700], [480, 620, 720]].map(([x, from, to]) => `${x} ${from} ${1} ${(to ?? 0) - (from ?? 0)} re f\n`)
    const page: Placed[] = [
      ['处理情况见下表。', 80, 760, 12], ['申请人', 110, 686, 10], ['申请人情况', 300, 706, 10], ['自然人', 210, 676, 10],
      ['商业', 310, 682, 10], ['企业', 310, 668, 10], ['总计', 420, 676, 10], ['不予', 110, 642, 10], ['公开', 110, 630, 10],
      ['国家秘密', 190, 646, 10], ['0', 330, 646, 10], ['1', 430, 646, 10], ['三安全', 190, 626, 10], ['2', 330, 626, 10], ['数据截至年底。', 80, 580, 12],
    ]
    const result = await read(pdfOf([page], { drawn: across.join('') + down.join('') }), 'a.pdf', data)
    expect(result.ok && result.value[0]?.doc.text).toBe(
      '处理情况见下表。\n申请人\t申请人情况\t\t\n\t自然人\t商业企业\t总计\n不予公开\t国家秘密\t0\t1\n\t三安全\t2\t\n数据截至年底。')
  })

  it('have whole characters where a font noted their radicals', async () => {
    expect(await linesOf([[['⼀、⼯作总体情况', 80, 700], ['⺠政局的⻓期⼯作由专⼈负责，没有变动。', 80, 660]]])).toEqual(['一、工作总体情况', '民政局的长期工作由专人负责，没有变动。'])
  })

  it('mark the numbers of notes, which would else run into figures', async () => {
    const page: Placed[] = [['全年公开信息12', 80, 700, 12], ['1', 80 + 12 * 7, 705, 7], ['条。', 80 + 12 * 7 + 4, 700, 12], ['其余见附件，附件同时在网站公布。', 80, 660, 12], ['1', 80, 64, 5], ['含新媒体账号公开的信息。', 84, 60, 9]]
    expect(await linesOf([page])).toEqual(['全年公开信息12[1]条。', '其余见附件，附件同时在网站公布。', '[1]含新媒体账号公开的信息。'])
  })
})

describe('a PDF that cannot be read gets its own problem', () => {
  it('a scanned one, and one with a stamp of text on scanned pages', async () => {
    expect(await problemOf(pdfOf([[], [], []]))).toEqual({ code: 'no-text-layer', pages: 3, without: 3 })
    expect(await problemOf(pdfOf([[['1', 290, 40]], [['2', 290, 40]], column(80, 700, first)]))).toEqual({ code: 'no-text-layer', pages: 3, without: 2 })
  })

  it('a locked one', async () => {
    const lock = `/ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${'11'.repeat(32)}> /U <${'22'.repeat(32)}> >>`
    expect(await problemOf(pdfOf([column(80, 700, first)], { trailer: lock }))).toEqual({ code: 'encrypted', format: 'pdf' })
  })

  it('one of 10,000 pages', async () => {
    expect(await problemOf(pdfOf(Array.from({ length: 10_000 }, () => column(80, 700, '公开。'))))).toEqual({ code: 'too-many-pages', pages: 10_000, limit: 1000 })
  })

  it('one page with more characters than a yearbook', async () => {
    const page = Array.from({ length: 1000 }, (_, at): Placed => ['公'.repeat(600), 80, 800 - at / 5, 0.5])
    expect(await problemOf(pdfOf([page]))).toEqual({ code: 'too-much-text', limit: 500_000 })
  })

  it('one that was cut short, and one that is none', async () => {
    const whole = new Uint8Array(readFileSync('test/fixtures/documents/report.pdf'))
    for (const share of [0.1, 0.5, 0.9]) expect(await problemOf(whole.subarray(0, Math.floor(share * whole.length)))).toEqual({ code: 'damaged', format: 'pdf' })
    expect(await problemOf(new TextEncoder().encode('%PDF-1.7\n%%EOF'))).toEqual({ code: 'damaged', format: 'pdf' })
  })
})

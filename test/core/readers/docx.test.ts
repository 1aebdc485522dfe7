import { describe, expect, it } from 'vitest'
import { headingTrail, quote } from '../../../src/core/document.ts'
import { formatNumber } from '../../../src/core/readers/docx/number-format.ts'
import { read } from '../../../src/core/readers/index.ts'
import { docxOf, numbered, p, r, zipOf, type Parts } from '../../fixtures/docx.ts'

async function docOf(parts: Parts) {
  const result = await read(await docxOf(parts), 'a.docx')
  const doc = result.ok ? result.value[0]?.doc : undefined
  if (!doc) throw new Error(result.ok ? 'no report' : result.problem.code)
  return doc
}

async function linesOf(parts: Parts): Promise<string[]> {
  const doc = await docOf(parts)
  return doc.paragraphs.map((paragraph) => quote(doc.text, paragraph))
}

const problemOf = async (bytes: Uint8Array) => {
  const result = await read(bytes, 'a.docx')
  return result.ok ? null : result.problem
}

const level = (depth: number, format: string, pattern: string, more = ''): string =>
  `<w:lvl w:ilvl="${depth}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${pattern}"/></w:lvl>`
const definition = (id: number, ...levels: string[]): string => `<w:abstractNum w:abstractNumId="${id}">${levels.join('')}</w:abstractNum>`
const list = (id: number, of: number, more = ''): string => `<w:num w:numId="${id}"><w:abstractNumId w:val="${of}"/>${more}</w:num>`
const style = (id: string, name: string, properties = '', more = ''): string =>
  `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/>${more}<w:pPr>${properties}</w:pPr></w:style>`

describe('automatic numbers', () => {
  it.each([
    ['chineseCounting', [[1, '一'], [10, '十'], [12, '十二'], [20, '二十'], [105, '一百零五']]],
    ['chineseCountingThousand', [[21, '二十一'], [110, '一百一十'], [1010, '一千零一十']]],
    ['ideographDigital', [[3, '三'], [10, '一〇'], [25, '二五']]],
    ['chineseLegalSimplified', [[1, '壹'], [12, '壹拾贰']]],
    ['ideographTraditional', [[1, '甲'], [10, '癸'], [11, '甲']]],
    ['ideographZodiac', [[1, '子'], [12, '亥']]],
    ['decimalEnclosedCircle', [[1, '①'], [20, '⑳'], [21, '㉑'], [36, '㊱'], [51, '51']]],
    ['decimalEnclosedCircleChinese', [[9, '⑨']]],
    ['decimalEnclosedFullstop', [[2, '⒉']]],
    ['decimalEnclosedParen', [[3, '⑶']]],
    ['ideographEnclosedCircle', [[10, '㊉'], [11, '11']]],
    ['decimalFullWidth', [[12, '１２']]],
    ['decimalZero', [[7, '07'], [12, '12']]],
    ['upperRoman', [[4, 'IV'], [1999, 'MCMXCIX']]],
    ['lowerRoman', [[9, 'ix']]],
    ['upperLetter', [[26, 'Z'], [27, 'AA']]],
    ['lowerLetter', [[3, 'c'], [28, 'bb']]],
    ['unheardOf', [[5, '5']]],
  ] as const)('%s', (format, pairs) => {
    for (const [number, written] of pairs) expect(formatNumber(number, format)).toBe(written)
  })

  it('are written as Word counts them: by level, with those above, anew after a shallower one', async () => {
    const numbering = definition(0, level(0, 'chineseCounting', '%1、'), level(1, 'chineseCounting', '（%2）'), level(2, 'decimal', '%3.'), level(3, 'decimal', '%3.%4', '<w:suff w:val="space"/>'))
      + list(1, 0)
    expect(await linesOf({ numbering, body: [
      numbered('概述', 1), numbered('机构', 1, 1), numbered('人员', 1, 2), numbered('专职', 1, 3), numbered('兼职', 1, 3), numbered('经费', 1, 2),
      numbered('制度', 1, 1), numbered('公开', 1), numbered('数量', 1, 1), numbered('文件', 1, 2),
    ].join('') })).toEqual(['一、概述', '（一）机构', '1. 人员', '1.1 专职', '1.2 兼职', '2. 经费', '（二）制度', '二、公开', '（一）数量', '1. 文件'])
  })

  it('go on through a list of another name for the same definition, begin anew where told, and never where told so', async () => {
    const numbering = definition(0, level(0, 'decimal', '%1）'), level(1, 'lowerLetter', '%2）', '<w:lvlRestart w:val="0"/>'))
      + list(1, 0) + list(2, 0) + list(3, 0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>')
    expect(await linesOf({ numbering, body: [
      numbered('甲', 1), numbered('子', 1, 1), numbered('乙', 2), numbered('丑', 2, 1), numbered('丙', 3), numbered('丁', 3),
    ].join('') })).toEqual(['1）甲', 'a）子', '2）乙', 'b）丑', '5）丙', '6）丁'])
  })

  it('come with a style, by the level that names it, and through a list style', async () => {
    const styles = style('H1', 'heading 1', '<w:outlineLvl w:val="0"/><w:numPr><w:numId w:val="1"/></w:numPr>')
      + style('H2', 'heading 2', '<w:outlineLvl w:val="1"/><w:numPr><w:numId w:val="1"/></w:numPr>')
      + '<w:style w:type="numbering" w:styleId="Points"><w:name w:val="Points"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    const numbering = definition(0, level(0, 'chineseCounting', '第%1部分', '<w:pStyle w:val="H1"/><w:suff w:val="space"/>'), level(1, 'chineseCounting', '%2、', '<w:pStyle w:val="H2"/>'))
      + definition(1, level(0, 'decimalEnclosedCircle', '%1', '<w:suff w:val="nothing"/>')) + `<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="Points"/></w:abstractNum>`
      + list(1, 0) + list(2, 1) + list(3, 2)
    const doc = await docOf({ styles, numbering, body: [
      p('概述', '<w:pStyle w:val="H1"/>'), p('组织领导', '<w:pStyle w:val="H2"/>'), numbered('局长负责。', 3), numbered('科室落实。', 3), p('未编号', '<w:pStyle w:val="H2"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
    ].join('') })
    expect(doc.paragraphs.map((each) => [each.level, quote(doc.text, each), headingTrail(doc, each)])).toEqual([
      [1, '第一部分 概述', []], [2, '一、组织领导', ['第一部分 概述']], [3, '①局长负责。', ['第一部分 概述', '一、组织领导']],
      [3, '②科室落实。', ['第一部分 概述', '一、组织领导']], [2, '未编号', ['第一部分 概述']],
    ])
  })

  it('of a bullet are the bullet, or a plain one where the sign is of a font of signs', async () => {
    const numbering = definition(0, level(0, 'bullet', '\uf06c')) + definition(1, level(0, 'bullet', '—')) + list(1, 0) + list(2, 1)
    expect(await linesOf({ numbering, body: numbered('公开', 1) + numbered('解读', 2) })).toEqual(['• 公开', '— 解读'])
  })
})

describe('what a person sees of a Word document', () => {
  it('has its headings by style and by outline level, and its title above none', async () => {
    const styles = style('Base', 'heading 1') + style('Own', '局标题', '', '<w:basedOn w:val="Base"/>')
    const doc = await docOf({ styles, body: [
      p('柳溪区2020年年度报告', '<w:pStyle w:val="Base"/>'), p('机构与人员', '<w:pStyle w:val="Own"/>'), p('培训', '<w:outlineLvl w:val="1"/>'), p('办了两期。'), p('公开数量', '<w:pStyle w:val="Own"/>'), p('共12条。'),
    ].join('') })
    expect(doc.paragraphs.map((each) => [each.level, headingTrail(doc, each)])).toEqual([
      [0, []], [1, []], [2, ['机构与人员']], [0, ['机构与人员', '培训']], [1, []], [0, ['公开数量']],
    ])
  })

  it('has a row of a table as one paragraph, a tab between cells, blanks where cells are merged', async () => {
    const cell = (text: string, properties = ''): string => `<w:tc><w:tcPr>${properties}</w:tcPr>${text.split('|').map((line) => p(line)).join('')}</w:tc>`
    const row = (...cells: string[]): string => `<w:tr>${cells.join('')}</w:tr>`
    const doc = await docOf({ body: `<w:tbl>${[
      row(cell('结果', '<w:vMerge w:val="restart"/>'), cell('数量', '<w:gridSpan w:val="2"/>')),
      row(cell('', '<w:vMerge/>'), cell('商业|企业'), cell('个人')),
      row(cell('予以公开'), cell('3'), cell('')),
    ].join('')}</w:tbl>${p('表后。')}` })
    expect(doc.text).toBe('结果\t数量\t\n\t商业企业\t个人\n予以公开\t3\t\n表后。')
    expect(doc.paragraphs.map((each) => each.structure)).toEqual(['table-row', 'table-row', 'table-row', null])
  })

  it('has the text in a frame, which is a table of one column, as paragraphs', async () => {
    const doc = await docOf({ body: `<w:tbl><w:tr><w:tc>${p('一、概述')}${p('全文在表格里。')}</w:tc></w:tr></w:tbl>` })
    expect(doc.paragraphs.map((each) => [quote(doc.text, each), each.structure])).toEqual([['一、概述', null], ['全文在表格里。', null]])
  })

  it('has a text box once, after its paragraph, though the file holds it twice', async () => {
    const box = (text: string): string => `<w:txbxContent>${p(text)}</w:txbxContent>`
    const drawing = `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>${box('图说：公开流程')}</wps:txbx></wps:wsp></w:drawing></mc:Choice>`
      + `<mc:Fallback><w:pict><v:shape><v:textbox>${box('图说：公开流程')}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>`
    const old = `<w:r><w:pict><v:shape><v:textbox>${box('旧式文本框')}</v:textbox></v:shape></w:pict></w:r>`
    expect(await linesOf({ body: `<w:p>${r('流程如图。')}${drawing}${old}</w:p>${p('下一段。')}` })).toEqual(['流程如图。', '图说：公开流程', '旧式文本框', '下一段。'])
  })

  it('has a note after the paragraph that refers to it, with its number', async () => {
    const footnotes = `<w:footnote w:id="0" w:type="separator">${p('')}</w:footnote><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>${r(' 含网站。')}</w:p></w:footnote><w:footnote w:id="3">${p('含报刊。')}</w:footnote>`
    const reference = (id: number): string => `<w:r><w:footnoteReference w:id="${id}"/></w:r>`
    expect(await linesOf({ footnotes, body: `<w:p>${r('公开12')}${reference(2)}${r('条，另有3')}${reference(3)}${r('条。')}</w:p>${p('完。')}` }))
      .toEqual(['公开12[1]条，另有3[2]条。', '[1]含网站。', '[2]含报刊。', '完。'])
  })

  it('has no tracked deletions, moves and hidden text, and has what was inserted', async () => {
    const styles = `<w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>`
    const body = `<w:p>${r('公开')}<w:del>${'<w:r><w:delText>旧</w:delText></w:r>'}</w:del><w:ins>${r('新')}</w:ins><w:moveFrom>${r('移走')}</w:moveFrom><w:moveTo>${r('移来')}</w:moveTo>`
      + `${r('隐', '<w:vanish/>')}${r('藏', '<w:rStyle w:val="Secret"/>')}${r('现', '<w:vanish w:val="0"/>')}</w:p>`
      + p('前半', '<w:rPr><w:del/></w:rPr>') + p('后半。')
    expect(await linesOf({ styles, body })).toEqual(['公开新移来现', '前半后半。'])
  })

  it('has field results and not their codes, base text and not its reading, and lines that were broken by hand', async () => {
    const field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    const ruby = `<w:r><w:ruby><w:rt>${r('gōng')}</w:rt><w:rubyBase>${r('公')}</w:rubyBase></w:ruby></w:r>`
    expect(await linesOf({ body: `<w:p>${field}${r('1月5日')}${ruby}${r('开')}<w:r><w:br/></w:r><w:hyperlink>${r('网站')}</w:hyperlink></w:p><w:sdt><w:sdtContent>${p('控件里的段落。')}</w:sdtContent></w:sdt>` }))
      .toEqual(['1月5日公开', '网站', '控件里的段落。'])
  })

  it('has headers and footers as chrome, once', async () => {
    const section = '<w:sectPr><w:headerReference w:type="default" r:id="header"/><w:footerReference w:type="default" r:id="footer"/></w:sectPr>'
    const doc = await docOf({ header: p('柳溪区年报'), footer: p('第1页'), body: `${p('第一节。', section)}${p('第二节。')}${section}` })
    expect(doc.paragraphs.map((each) => [quote(doc.text, each), each.structure])).toEqual([
      ['柳溪区年报', 'page-chrome'], ['第一节。', null], ['第二节。', null], ['第1页', 'page-chrome'],
    ])
  })
})

describe('a hostile or broken Word document gets its own problem', () => {
  const word = (document: string) => zipOf({ 'word/document.xml': document })
  const ns = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

  it('external entities', async () => {
    expect(await problemOf(await word(`<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document ${ns}><w:body>${p('&x;')}</w:body></w:document>`))).toEqual({ code: 'has-doctype' })
  })

  it('a billion laughs', async () => {
    const entities = Array.from({ length: 10 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join('')
    expect(await problemOf(await word(`<!DOCTYPE w [<!ENTITY l0 "ha">${entities}]><w:document ${ns}><w:body>${p('&l10;')}</w:body></w:document>`))).toEqual({ code: 'has-doctype' })
  })

  it('an entity that is not defined', async () => {
    expect(await problemOf(await word(`<w:document ${ns}><w:body>${p('&nobody;')}</w:body></w:document>`))).toEqual({ code: 'damaged', format: 'docx' })
  })

  it('a zip bomb, even one that lies about its size', async () => {
    const bomb = await word(`<w:document ${ns}><w:body>${' '.repeat(60_000_000)}</w:body></w:document>`)
    expect(bomb.length).toBeLessThan(100_000)
    expect(await problemOf(bomb)).toEqual({ code: 'archive-bomb', ratio: 200 })
    const view = new DataView(bomb.buffer, bomb.byteOffset)
    for (let at = 0; at < bomb.length - 46; at++) if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 1000, true)
    expect(await problemOf(bomb)).toEqual({ code: 'damaged', format: 'docx' })
  })

  it('parts that are too large though they are not packed tightly', async () => {
    const noise = Array.from({ length: 41 }, (_, at) => [`word/${at}.xml`, Array.from({ length: 100_000 }, (_, digit) => ((digit * 7919 + at) % 65_521).toString(36).padStart(10, 'x')).join('')])
    expect(await problemOf(zipOf(Object.fromEntries(noise)))).toEqual({ code: 'unpacks-too-large', limit: 40_000_000 })
  })

  it('elements nested 10,000 deep', async () => {
    expect(await problemOf(await word(`<w:document ${ns}><w:body>${'<w:sdt>'.repeat(10_000)}`))).toEqual({ code: 'too-complex' })
  })

  it('a million elements and more', async () => {
    expect(await problemOf(await word(`<w:document ${ns}><w:body>${Array.from({ length: 1_000_001 }, (_, at) => `<w:p w:rsidR="${(at * 7919) % 1_000_003}"/>`).join('')}</w:body></w:document>`))).toEqual({ code: 'too-complex' })
  })

  it('a file that was cut short, wherever', async () => {
    const whole = await docxOf({ body: p('全年公开信息12条。'.repeat(100)) })
    for (const share of [0.2, 0.5, 0.9, 0.99]) expect(await problemOf(whole.subarray(0, Math.floor(share * whole.length)))).toEqual({ code: 'unsupported-format', format: 'zip' })
  })

  it('no document in it, no text in it', async () => {
    expect(await problemOf(await zipOf({ 'word/styles.xml': `<w:styles ${ns}/>` }))).toEqual({ code: 'damaged', format: 'docx' })
    expect(await problemOf(await docxOf({ body: p(' ') }))).toEqual({ code: 'no-text' })
  })

  it('styles that are based on each other in a circle', async () => {
    const styles = style('A', 'a', '', '<w:basedOn w:val="B"/>') + style('B', 'b', '', '<w:basedOn w:val="A"/>')
    expect(await linesOf({ styles, body: p('正文。', '<w:pStyle w:val="A"/>') })).toEqual(['正文。'])
  })

  it.each([
    ['WordDocument', { code: 'unsupported-format', format: 'word' }], ['Workbook', { code: 'unsupported-format', format: 'excel' }],
    ['EncryptedPackage', { code: 'encrypted', format: 'office' }], ['Other', { code: 'unsupported-format', format: 'office' }],
  ])('an OLE file with the stream %s', async (stream, problem) => {
    const bytes = new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Uint8Array(504), ...[...stream].flatMap((letter) => [letter.charCodeAt(0), 0])])
    expect(await problemOf(bytes)).toEqual(problem)
  })
})

import { describe, expect, it } from 'vitest'
import { quote } from '../../src/core/document.ts'
import { particulars } from '../../src/core/particulars.ts'

const found = (text: string) => particulars(text, { start: 0, end: text.length }).map((each) => `${each.kind} ${quote(text, each)}`)

describe('particulars', () => {
  it.each([
    ['主动公开政府信息1,024条，占98.6％。', ['number 1,024条', 'number 98.6％']],
    ['3月5日收到申请三件，答复十二件次', ['date 3月5日', 'number 三件', 'number 十二件']],
    ['岚政办发〔2014〕81号和《岚屿县公开办法》', ['document-number 岚政办发〔2014〕81号', 'title 《岚屿县公开办法》']],
    ['开设“阳光水务”专栏', ['quoted “阳光水务”']],
    ['6月15日印发《柳溪区发布办法》（柳政办〔2013〕27号），公开1,024条，占98.6%，建成“柳溪发布”。',
      ['date 6月15日', 'title 《柳溪区发布办法》', 'document-number 柳政办〔2013〕27号', 'number 1,024条', 'number 98.6%', 'quoted “柳溪发布”']],
  ])('are found in %s', (text, wanted) => expect(found(text)).toEqual(wanted))

  it.each(['依据第20条、第二十条', '2.部门之间配合', '走进千家万户，力争一次办好', '按照《条例》《中华人民共和国政府信息公开条例》《政府信息公开条例》，编制《指南》和《政府信息公开目录》', '一是加强学习'])(
    'are no numbers of articles or lists, figures of speech or what every agency has: %s', (text) => expect(found(text)).toEqual([]))
})

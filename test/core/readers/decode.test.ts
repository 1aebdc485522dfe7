import { describe, expect, it } from 'vitest'
import { decode } from '../../../src/core/readers/decode.ts'
import { read } from '../../../src/core/readers/index.ts'
import { encodeIn } from '../../fixtures/encodings.ts'

const report = '柳溪区2013年政府信息公开工作年度报告\r\n一、概述\r\n全年主动公开政府信息1024条，受理申请9件。\r\n二、问题\r更新不够及时。\n'
const traditional = '2012年柳溪區政府信息公開工作年度報告\n一、概述\n全年主動公開政府信息1024條，受理申請9件，均已答覆。\n二、存在問題\n更新不夠及時，內容不夠豐富。\n'
const normal = (text: string): string => text.replace(/\r\n?/g, '\n')

describe('decoding', () => {
  it.each(['utf-8', 'utf-8-bom', 'utf-16le', 'utf-16be', 'utf-16le-bom', 'utf-16be-bom', 'gb18030'] as const)('reads %s, with LF newlines and no byte order mark', (encoding) => {
    const decoded = decode(encodeIn(encoding, report))
    expect(decoded).toEqual({ ok: true, value: { text: normal(report), encoding: encoding.replace('-bom', '') } })
  })

  it('reads Big5', () => {
    expect(decode(encodeIn('big5', traditional))).toEqual({ ok: true, value: { text: traditional, encoding: 'big5' } })
  })

  it('reads pure ASCII', () => {
    expect(decode(new TextEncoder().encode('Report 2013\nno Chinese at all'))).toMatchObject({ ok: true, value: { encoding: 'utf-8' } })
  })
})

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52])
const surrogateInUtf8 = new Uint8Array([...new TextEncoder().encode('第一行\n第二行'), 0xed, 0xa0, 0xbd, ...new TextEncoder().encode('完')])

describe('bad input has its own problem', () => {
  it.each([
    ['a file of 0 bytes', new Uint8Array(), { code: 'empty-file' }],
    ['nothing but white space', new TextEncoder().encode(' \n\t\n　'), { code: 'no-text' }],
    ['an image named .txt', png, { code: 'unsupported-format', format: 'image' }],
    ['a web page without text', new TextEncoder().encode('\ufeff<!DOCTYPE html><html lang="zh">'), { code: 'no-text' }],
    ['20 MB of text on one line', new TextEncoder().encode('公开'.repeat(3_500_000)), { code: 'paragraph-too-long', line: 1, characters: 7_000_000, limit: 100_000 }],
    ['more than the largest file', new Uint8Array(50_000_001), { code: 'too-large', bytes: 50_000_001, limit: 50_000_000 }],
    ['a lone surrogate in UTF-16', encodeIn('utf-16le-bom', '第一行\n第二\ud83d行'), { code: 'lone-surrogate', line: 2 }],
    ['a lone surrogate in UTF-8', surrogateInUtf8, { code: 'lone-surrogate', line: 2 }],
    ['a lone surrogate in pasted text', '第一行\n第二行\n\udc00', { code: 'lone-surrogate', line: 3 }],
    ['bytes of no text encoding', new Uint8Array([0x81, 0x20, 0xff, 0xff, 0xc0, 0x80, 0x81, 0x20, 0xff, 0xff]), { code: 'undecodable' }],
    ['binary data', Uint8Array.from({ length: 400 }, (_, index) => (index * 7919) % 256), { code: 'binary' }],
  ])('%s', async (_, source, problem) => {
    expect(await read(source, 'x.txt')).toEqual({ ok: false, problem })
  })
})

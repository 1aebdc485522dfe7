import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { largestArchive, open, readers } from '../../../src/core/readers/index.ts'
import { readableExtensions } from '../../../src/core/readable.ts'
import { archiveLimits } from '../../../src/core/readers/unpack.ts'
import { archiveOf, bytesOf } from '../../fixtures/archives.ts'
import { encodeIn } from '../../fixtures/encodings.ts'

async function unpacked(archive: Uint8Array): Promise<Record<string, string>> {
  const opened = await open(archive, 'reports.zip')
  if (!opened.ok || opened.value.kind !== 'archive') throw new Error(opened.ok ? 'no archive' : opened.problem.code)
  return Object.fromEntries(opened.value.files.map(({ path, content }) => [path, content.ok ? new TextDecoder().decode(content.value) : content.problem.code]))
}

/** An archive's bytes with one place changed, found by what stands there. */
function damaged(archive: Uint8Array, from: string, change: (bytes: Uint8Array, at: number) => void): Uint8Array {
  const copy = archive.slice()
  change(copy, new TextDecoder('latin1').decode(copy).indexOf(from))
  return copy
}

describe('archives', () => {
  it('give every file that can come in, by path, with those of archives inside them', async () => {
    const inner = archiveOf({ '乡镇/丙.txt': '丙' })
    expect(await unpacked(archiveOf({ '乙.txt': '乙', '部门/甲.html': '<p>甲', '部门/': '', 'x.png': '图', '部门/.隐藏.txt': '', '__MACOSX/._乙.txt': '', '内.zip': inner })))
      .toEqual({ '乙.txt': '乙', '部门/甲.html': '<p>甲', '内.zip/乡镇/丙.txt': '丙' })
  })

  it('made on Chinese Windows have their names read as GBK', async () => {
    // Two characters of three bytes in UTF-8 have room for three of two bytes in GBK; the mark for UTF-8 is taken away in both headers.
    const archive = archiveOf({ '年报.txt': '甲' })
    const gbk = encodeIn('gb18030', '年度报')
    for (const [signature, name, flags] of [[0x04034b50, 30, 6], [0x02014b50, 46, 8]] as const)
      for (let at = 0; at < archive.length - 4; at++)
        if (new DataView(archive.buffer, archive.byteOffset).getUint32(at, true) === signature) {
          archive.set(gbk, at + name)
          archive.fill(0, at + flags, at + flags + 2)
        }
    expect(await unpacked(archive)).toEqual({ '年度报.txt': '甲' })
  })

  it('with a broken file still give the others', async () => {
    const archive = zipSync({ 'a.txt': bytesOf('好'.repeat(50)), 'b.txt': bytesOf('坏字'.repeat(50)), '__proto__': bytesOf('无'), 'c.txt': [bytesOf('好'), { level: 0 }] })
    const broken = damaged(archive, 'b.txt', (bytes, at) => bytes.fill(0xff, at + 5, at + 9))
    expect(await unpacked(broken)).toEqual({ 'a.txt': '好'.repeat(50), 'b.txt': 'broken-entry', 'c.txt': '好' })
  })

  it('without a file that can come in say so', async () => {
    expect(await open(archiveOf({ 'x.png': '图' }), 'x.zip')).toEqual({ ok: false, problem: { code: 'no-readable-file' } })
  })

  it('that are broken as a whole are refused', async () => {
    const archive = archiveOf({ 'a.txt': '甲' })
    expect(await open(archive.subarray(0, archive.length - 10), 'x.zip')).toEqual({ ok: false, problem: { code: 'unsupported-format', format: 'zip' } })
  })
})

describe('archives that are traps', () => {
  it('leave packed what would grow more than text can', async () => {
    expect(await unpacked(archiveOf({ 'zeros.txt': new Uint8Array(20_000_000), 'a.txt': '甲' }))).toEqual({ 'zeros.txt': 'archive-bomb', 'a.txt': '甲' })
  })

  it('are refused with too many files or too many bytes, before anything is unpacked', async () => {
    const many = Object.fromEntries(Array.from({ length: archiveLimits.files + 1 }, (_, index) => [`${index}.txt`, '']))
    expect(await open(archiveOf(many), 'x.zip')).toMatchObject({ ok: false, problem: { code: 'archive-too-large' } })
    const huge = archiveOf({ 'a.txt': 'x', 'b.txt': 'x' })
    for (let at = 0; at < huge.length - 4; at++)
      if (new DataView(huge.buffer, huge.byteOffset).getUint32(at, true) === 0x02014b50) {
        new DataView(huge.buffer, huge.byteOffset).setUint32(at + 20, 100_000_000, true)
        new DataView(huge.buffer, huge.byteOffset).setUint32(at + 24, 160_000_000, true)
      }
    expect(await open(huge, 'x.zip')).toMatchObject({ ok: false, problem: { code: 'archive-too-large' } })
    expect(largestArchive).toBeLessThan(archiveLimits.bytes)
  })

  it('say of a file that is larger than its entry states that it is broken', async () => {
    const archive = archiveOf({ 'a.txt': '字'.repeat(5000) })
    const lying = damaged(archive, 'PK\u0001\u0002', (bytes, at) => new DataView(bytes.buffer).setUint32(at + 24, 10, true))
    const { 'a.txt': content } = await unpacked(lying)
    expect(content === 'broken-entry' || (content ?? '').length <= 10).toBe(true)
  })

  it('within each other stop at the third', async () => {
    let archive = archiveOf({ 'a.txt': '甲' })
    for (let depth = 0; depth < 5; depth++) archive = archiveOf({ 'in.zip': archive })
    expect(await unpacked(archive)).toEqual({ 'in.zip/in.zip/in.zip': 'archive-too-deep' })
  })
})

describe('the extensions that can come in', () => {
  it('are those of all readers, and of archives', () => {
    expect([...readableExtensions].sort()).toEqual([...new Set([...readers.flatMap((reader) => reader.extensions), 'zip'])].sort())
  })
})

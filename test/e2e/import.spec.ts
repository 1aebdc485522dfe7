import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { encodeIn } from '../fixtures/encodings.ts'
import { bring, expect, fileOf, linesOf, samples, test, upload, type Line } from './nianbao.ts'
import { downloaded } from './stock-firefox.ts'

const report = '柳溪区2013年政府信息公开年度报告\n一、概述\n全年主动公开政府信息312条。\n'

/** What must be the same wherever a report is labelled. */
const labels = ({ start, end, role, section, substance, spans }: Line) => ({ start, end, role, section, substance, spans: spans.map((span) => [span.start, span.end, span.tag]) })
const byPlace = (a: Line, b: Line): number => a.doc.localeCompare(b.doc) || a.start - b.start

for (const workers of [1, 3])
  test(`page and command line give identical labels (workers of the page: ${workers})`, async ({ page }) => {
    await page.addInitScript((cores) => Object.defineProperty(navigator, 'hardwareConcurrency', { value: cores }), workers)
    await page.reload()
    // The others come once the first has nothing to do.
    await expect.poll(() => page.workers().length).toBe(workers)
    await bring(page, samples.map(fileOf))
    const file = await downloaded(page, () => page.getByRole('button', { name: '导出标签' }).click())
    const ours = linesOf(file.bytes.toString()).sort(byPlace)
    const { stdout, status } = spawnSync(process.execPath, ['dist/cli/nianbao.js', 'label', ...samples], { encoding: 'utf8', maxBuffer: 1e8 })
    const theirs = linesOf(stdout).sort(byPlace)
    expect(status).toBe(0)
    expect(ours).toHaveLength(159)
    expect(ours.map(labels)).toEqual(theirs.map(labels))
    for (const [index, line] of ours.entries()) expect(Math.abs((line.section_score ?? 1) - (theirs[index]?.section_score ?? 1))).toBeLessThan(0.01)
  })

test('a labeller that cannot be loaded is said so and asked for once, not for ever', async ({ page }) => {
  let asked = 0
  await page.route(/\/assets\/worker-/, (route) => {
    asked++
    return route.fulfill({ status: 404, contentType: 'text/javascript' })
  })
  await page.reload()
  await expect.poll(() => asked).toBe(1)
  await bring(page, [upload('a.txt', report)])
  await expect(page.getByText('标注程序没有载入：网站可能刚更新过，或网络不通。请重新载入这个页面再试')).toBeVisible()
  expect(asked).toBe(2)
})

test('files that are dropped on the page come in', async ({ page }) => {
  const data = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer()
    for (const name of ['b.txt', 'a.txt', '.hidden']) transfer.items.add(new File([text + name], name))
    return transfer
  }, report)
  await page.dispatchEvent('body', 'dragenter', { dataTransfer: data })
  await expect(page.getByText('松开即导入')).toBeVisible()
  await page.dispatchEvent('body', 'drop', { dataTransfer: data })
  await expect(page.getByText('松开即导入')).toBeHidden()
  await expect(page.getByText('2 / 2 个文件，8 / 8 段')).toBeVisible()
})

test('every encoding that Chinese reports come in is read', async ({ page }) => {
  const encodings = ['utf-8', 'utf-8-bom', 'gb18030', 'utf-16le', 'utf-16be-bom'] as const
  await bring(page, [
    ...encodings.map((encoding) => upload(`${encoding}.txt`, encodeIn(encoding, `${report}${encoding}编码的文件。`))),
    upload('big5.txt', encodeIn('big5', '柳溪區2013年政府信息公開年度報告\n一、概述\n全年主動公開政府信息312條。\n')),
  ])
  await expect(page.getByText('6 / 6 个文件，23 / 23 段')).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'gb18030.txt' })).toContainText('按 GB18030 读取')
  await expect(page.getByRole('listitem').filter({ hasText: 'big5.txt' })).toContainText('按 BIG5 读取')
})

test('each kind of bad input gets its own sentence; the others still come in, and the page stays alive', async ({ page }) => {
  await bring(page, [upload('good.txt', report)])
  await page.evaluate(() => {
    const record = window as Window & { longest?: number }
    let last = performance.now()
    const beat = (now: number): void => {
      record.longest = Math.max(record.longest ?? 0, now - last)
      last = now
      requestAnimationFrame(beat)
    }
    requestAnimationFrame(beat)
  })
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])
  const bad: [ReturnType<typeof upload>, string][] = [
    [upload('zero.txt', ''), '文件是空的（0 字节）'],
    [upload('blank.txt', ' \n　\n'), '文件里只有空白'],
    [upload('photo.txt', png), '这是一张图片，不是文字'],
    [upload('long.txt', '公开信息'.repeat(1_700_000)), '第 1 行有 6,800,000 个字'],
    [upload('surrogate.txt', encodeIn('utf-16le-bom', '第一行\n第二\ud83d行')), '第 2 行有损坏的字符'],
    [upload('broken.jsonl', '{"doc":"a.txt","start":0,"end":2,"text":"一、","role":"body","section":"other","substance":"na","spans":[]}\n{"doc":"a.txt","st'), '第 2 行有错：不是完整的 JSON'],
    [upload('noise.txt', new Uint8Array([0x81, 0x20, 0xff, 0xff, 0xc0, 0x80, 0x81, 0x20, 0xff, 0xff])), '认不出文字编码'],
  ]
  await bring(page, [...bad.map(([file]) => file), upload('second.txt', report.replaceAll('柳溪', '松岭'))])
  for (const [file, sentence] of bad) await expect(page.getByRole('listitem').filter({ hasText: file.name })).toContainText(sentence)
  expect(new Set(bad.map(([, sentence]) => sentence)).size).toBe(bad.length)
  await expect(page.getByRole('row')).toHaveCount(3)
  const longest = await page.evaluate(() => (window as Window & { longest?: number }).longest)
  test.info().annotations.push({ type: 'longest pause of the page', description: `${Math.round(longest ?? 0)} ms` })
  await page.getByRole('searchbox', { name: /^筛选/ }).fill('second')
  await expect(page.getByRole('row')).toHaveCount(2)
})

test('a stop leaves what is finished and no trace of the rest', async ({ page }) => {
  const long = Array.from({ length: 150 }, (_, index) => `（${index}）公开财政预算、政府采购、重大项目和民生保障等领域的信息${index}条，回应群众关切。`).join('\n')
  await page.getByTestId('files').setInputFiles([upload('a-short.txt', report), ...Array.from({ length: 12 }, (_, index) => upload(`long-${index}.txt`, `${long}${index}`))])
  await expect(page.getByRole('row', { name: /a-short/ })).toBeVisible({ timeout: 60_000 })
  await page.getByRole('button', { name: '停止' }).click()
  await expect(page.getByRole('heading', { name: '已停止' })).toBeVisible()
  await expect(page.getByRole('button', { name: '收起' })).toBeVisible()
  const rows = await page.getByRole('row').count()
  expect(rows).toBeLessThan(13)
  await page.reload()
  await expect(page.getByRole('row')).toHaveCount(rows)
})

const real = '../shared/reports'

test.describe('the five real reports (../shared, skipped where it is absent)', () => {
  test.skip(!existsSync(real), 'the real reports are not here')

  test('come in at once and are fully labelled', async ({ page }) => {
    await bring(page, readdirSync(real).map((name) => fileOf(`${real}/${name}`)))
    await expect(page.getByText('5 / 5 个文件，232 / 232 段')).toBeVisible()
    await expect(page.getByRole('row')).toHaveCount(6)
  })
})

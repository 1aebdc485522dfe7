import type { Page } from 'playwright/test'
import { unzipSync } from 'fflate'
import { bring, expect, fileOf, samples, test } from './nianbao.ts'
import { downloaded, write } from './stock-firefox.ts'

/** Brings the samples in and goes to the export of all of them, with downloads in place of the system's own window. */
async function openExport(page: Page): Promise<void> {
  await page.evaluate(() => Object.assign(window, { showSaveFilePicker: undefined }))
  await bring(page, samples.map(fileOf))
  await page.getByRole('button', { name: '导出数据集…' }).click()
  await planned(page)
}

/** Waits until what is chosen has been counted. */
async function planned(page: Page): Promise<void> {
  await expect(page.getByRole('region', { name: '导出结果' })).toHaveAttribute('aria-busy', 'false')
  await expect(page.getByRole('button', { name: '导出', exact: true })).toBeEnabled()
}

async function exported(page: Page): Promise<{ name: string; bytes: Uint8Array }> {
  const file = await downloaded(page, () => page.getByRole('button', { name: '导出', exact: true }).click())
  await expect(page.getByText(/已写出/)).toBeVisible()
  return file
}

const linesOf = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes).trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>)

test('a Hugging Face data set split by agency comes as a ZIP with what the screen showed', async ({ page }) => {
  await openExport(page)
  await write(page.getByLabel('数据集名称'), '县区年报')
  await write(page.getByRole('combobox', { name: '许可' }), 'cc-by-4.0')
  await page.getByRole('radio', { name: /按机关/ }).check()
  await planned(page)
  const table = page.getByRole('table', { name: '划分与标签' })
  await expect(table.getByRole('columnheader')).toHaveText([/^训练/, /^验证/, /^测试/, '合计'])
  await expect(page.getByText(/逐字相同/)).toBeVisible()
  await expect(page.getByRole('region', { name: '预览' }).locator('pre')).toContainText('"heading_trail"')

  const { name, bytes } = await exported(page)
  expect(name).toBe('县区年报.zip')
  const files = unzipSync(bytes)
  expect(Object.keys(files).sort()).toEqual(['README.md', 'data/test.jsonl', 'data/train.jsonl', 'data/validation.jsonl'])
  expect(new TextDecoder().decode(files['README.md'])).toMatch(/license: "cc-by-4.0"\npretty_name: "县区年报"/)
  const agencies: unknown[] = []
  for (const split of ['train', 'validation', 'test'] as const) {
    const rows = linesOf(files[`data/${split}.jsonl`])
    const column = ['train', 'validation', 'test'].indexOf(split)
    await expect(table.getByRole('row', { name: /^段/ }).getByRole('cell').nth(column)).toHaveText(String(rows.length))
    agencies.push(...new Set(rows.map((row) => row['agency'])))
  }
  expect(new Set(agencies).size).toBe(3)
  expect(agencies).toHaveLength(3)
})

test('a doccano sequence set of whole reports has their tags at their places', async ({ page }) => {
  await openExport(page)
  await page.getByRole('combobox', { name: '格式' }).selectOption({ label: 'doccano 序列标注' })
  await page.getByRole('radio', { name: '一份报告' }).check()
  await planned(page)
  await expect(page.getByRole('table', { name: '此格式留不住的' })).toContainText('模型置信度：此格式没有地方放')
  const { name, bytes } = await exported(page)
  expect(name).toBe('nianbao-dataset.zip')
  const files = unzipSync(bytes)
  expect(Object.keys(files).sort()).toEqual(['data.jsonl', 'label-types.json'])
  const rows = linesOf(files['data.jsonl'])
  expect(rows).toHaveLength(3)
  for (const { text, label } of rows as { text: string; label: [number, number, string][] }[]) {
    expect(label.length).toBeGreaterThan(0)
    for (const [start, end, tag] of label) {
      expect(['ISSUE', 'MEASURE']).toContain(tag)
      expect(text.slice(start, end)).toMatch(/^\S.*\S$/s)
    }
  }
})

test('only what is chosen is exported, and what cannot be is said', async ({ page }) => {
  await bring(page, samples.map(fileOf))
  await page.getByRole('checkbox', { name: /2018/ }).check()
  await page.getByRole('button', { name: '所选 1 份导出数据集…' }).click()
  await expect(page.getByText(/1 \/ 3 份/)).toBeVisible()
  await planned(page)
  await page.getByRole('radio', { name: /按机关/ }).check()
  await expect(page.getByRole('alert')).toContainText('要分成 3 份，但只有 1 个机关')
  await expect(page.getByRole('button', { name: '导出', exact: true })).toBeDisabled()
  await page.getByRole('radio', { name: '不划分' }).check()
  await page.getByRole('radio', { name: /只要人工标签/ }).check()
  await expect(page.getByRole('alert')).toContainText('没有一条有标签的内容')
  await page.getByRole('checkbox', { name: '选择全部' }).check()
  await page.getByRole('checkbox', { name: '选择全部' }).uncheck()
  await expect(page.getByRole('region', { name: '导出结果' })).toContainText('没有选中报告')
})

test('the file goes straight to where the person wants it, where the browser can do that', async ({ page }) => {
  await openExport(page)
  // The browser's private folder stands for the one that a person would pick.
  await page.evaluate(() => Object.assign(window, {
    showSaveFilePicker: async ({ suggestedName }: { suggestedName: string }) => (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true }),
  }))
  await page.getByRole('combobox', { name: '格式' }).selectOption({ label: '电子表格 CSV' })
  await planned(page)
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText(/已写出 nianbao-dataset.csv/)).toBeVisible()
  const text = await page.evaluate(async () => (await (await (await navigator.storage.getDirectory()).getFileHandle('nianbao-dataset.csv')).getFile()).text())
  expect(text.split('\r\n')[0]).toContain('doc,agency,year')
})

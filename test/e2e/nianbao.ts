import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { expect, test as base, type Page } from 'playwright/test'

/** The page under test. Every test fails on an error in the console and on any request to another origin. */
export const test = base.extend<{ page: Page }>({
  page: async ({ page, baseURL }, use) => {
    const faults: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(`console: ${message.text()}`)
    })
    page.on('pageerror', (error) => faults.push(`page: ${error.message}`))
    page.on('request', (request) => {
      const url = request.url()
      if (!url.startsWith(String(baseURL)) && !url.startsWith('blob:') && !url.startsWith('data:')) faults.push(`request to another origin: ${url}`)
    })
    await page.goto('./')
    // Nothing listens before the page is drawn.
    await page.locator('header').first().waitFor()
    await use(page)
    expect(faults).toEqual([])
  },
})

export { expect }

export const samples = ['sample-district-2013.txt', 'sample-city-2018.txt', 'sample-county-2023.txt'].map((name) => `public/samples/${name}`)

export interface Upload {
  readonly name: string
  readonly mimeType: string
  readonly buffer: Buffer
}

export const upload = (name: string, content: string | Uint8Array): Upload =>
  ({ name, mimeType: 'text/plain', buffer: Buffer.from(content as string) })

export const fileOf = (path: string): Upload => upload(basename(path), readFileSync(path))

/** Brings files in and waits until each is settled. */
export async function bring(page: Page, files: readonly Upload[]): Promise<void> {
  await page.getByTestId('files').setInputFiles([...files])
  await settled(page)
}

/** Waits until every file that is coming in is settled. */
export async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: '收起' })).toBeVisible({ timeout: 90_000 })
}

/** Opens a report of the library by a part of its title or file name. */
export async function openReport(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('row', { name }).getByRole('link').click()
  await expect(page.locator('article').first()).toBeVisible()
}

/** The paragraph with a number, as the person counts: from 1. */
export const paragraph = (page: Page, number: number) => page.locator(`#p${number - 1}`)

/** The mark of a paragraph's section. */
export const mark = (page: Page, number: number) => paragraph(page, number).locator('.mark')

export interface Line {
  doc: string
  start: number
  end: number
  text: string
  role: string
  section: string
  substance: string
  spans: { start: number; end: number; tag: string; labelled_by?: string }[]
  section_score?: number
  labelled_by: string
  decided?: string[]
}

export const linesOf = (jsonl: string): Line[] => jsonl.trim().split('\n').map((line) => JSON.parse(line) as Line)

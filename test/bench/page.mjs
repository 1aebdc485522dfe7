// Measures the built app in Chromium: npm run bench [-- REPORT…]. Prints the time from opening the page (files cached, empty
// library) to the first report labelled, beside native inference of the same report on the command line's runtime in the
// same run, and the memory of the browser's processes for the page with all given reports brought in and one open.
import { execFileSync, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { argv, execPath } from 'node:process'
import { chromium } from 'playwright'
import { browser } from '../browser.mjs'

const given = argv.slice(2)
const first = 'public/samples/sample-city-2018.txt'
const rounds = 5

const server = spawn('npx', ['--no-install', 'vite', 'preview', '--port', '4290'], { stdio: ['ignore', 'pipe', 'inherit'] })
const address = await new Promise((resolve) => {
  server.stdout.on('data', (text) => {
    const found = /http:\/\/localhost:\d+\//.exec(String(text).replace(/\u001b\[\d+m/g, ''))
    if (found) resolve(found[0])
  })
})
const running = await chromium.launchPersistentContext('', {
  executablePath: browser(), locale: 'zh-CN', viewport: { width: 1440, height: 900 },
  args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
})

const upload = (path) => ({ name: basename(path), mimeType: 'text/plain', buffer: readFileSync(path) })

async function firstLabel() {
  const page = await running.newPage()
  await page.goto(address)
  await page.evaluate(() => indexedDB.deleteDatabase('nianbao'))
  await page.close()
  const fresh = await running.newPage()
  const began = performance.now()
  await fresh.goto(address)
  await fresh.getByTestId('files').setInputFiles([upload(first)])
  await fresh.locator('tbody tr').first().waitFor()
  const taken = performance.now() - began
  await fresh.close()
  return taken
}

/** Megabytes of resident memory of the renderer processes, the largest of which is the page with its workers. */
function rendererMemory() {
  const lines = execFileSync('ps', ['-eo', 'rss,args'], { encoding: 'utf8' }).split('\n').filter((line) => line.includes('--type=renderer'))
  return Math.max(...lines.map((line) => Number(line.trim().split(/\s+/)[0]) / 1024))
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]

await firstLabel()
const times = []
const native = []
for (let round = 0; round < rounds; round++) {
  times.push(await firstLabel())
  const began = performance.now()
  execFileSync(execPath, ['dist/cli/nianbao.js', 'label', first], { maxBuffer: 1e8 })
  native.push(performance.now() - began)
}
const paragraphs = readFileSync(first, 'utf8').split('\n').filter((line) => line.trim()).length
console.log(`opening the page to the first report labelled (${paragraphs} paragraphs): median of ${rounds} ${Math.round(median(times))} ms `
  + `(${times.map((time) => Math.round(time)).join(', ')}), ${(median(times) / median(native)).toFixed(2)} times the command line's start to finish, ${Math.round(median(native))} ms`)

if (given.length > 0) {
  const page = await running.newPage()
  await page.goto(address)
  await page.getByTestId('files').setInputFiles(given.map(upload))
  await page.getByRole('button', { name: '收起' }).waitFor({ timeout: 300_000 })
  await page.locator('tbody tr .title a').first().click()
  await page.locator('article').first().waitFor()
  console.log(`memory of the page's process with ${given.length} reports brought in and one open: ${Math.round(rendererMemory())} MB`)
}
await running.close()
server.kill()

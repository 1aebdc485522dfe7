// Measures the built app in Chromium: npm run bench [-- REPORT…]. Prints the time from opening the page to the first report
// read, then labelled, and drawn, and to what comes on the way: for a person who comes for the first time, and for one who was here before and
// stayed for a while (files cached, machine code kept), both with an empty library and a browser started anew; and how long a person
// who looks around first waits for the labels of the first report. The same with another
// build in alternation: `-- --against FOLDER` (the dist/site of an earlier version). Beside it native inference of the same report on
// the command line's runtime in the same run, and the memory of the browser's processes for the page with all given reports brought
// in and one open.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { argv, execPath } from 'node:process'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright'
import { preview } from 'vite'
import { browser } from '../browser.mjs'
import { installWatch } from './watch.mjs'

const { values: { against }, positionals: given } = parseArgs({ args: argv.slice(2), options: { against: { type: 'string' } }, allowPositionals: true })
const builds = ['dist/site', ...(against ? [against] : [])]
const first = 'public/samples/sample-city-2018.txt'
const rounds = 5
/** Milliseconds that a person stays: the browser keeps machine code some seconds after the last of it was made. */
const stay = 15_000
/** Milliseconds that it takes to find and choose the first report. */
const looking = 6000
/** Milliseconds until a browser that has just been started has nothing more to do for itself. */
const settling = 4000
const port = 4290
const address = `http://localhost:${port}/`

const upload = (path) => ({ name: basename(path), mimeType: 'text/plain', buffer: readFileSync(path) })

/** Serves a build, always at the same address. */
async function served(outDir, work) {
  const server = await preview({ logLevel: 'error', build: { outDir }, preview: { port, strictPort: true } })
  const done = await work()
  await server.close()
  return done
}

/** Runs a browser with the profile in a folder. */
async function withBrowser(profile, work) {
  const running = await chromium.launchPersistentContext(profile, {
    executablePath: browser(), locale: 'zh-CN', viewport: { width: 1440, height: 900 },
    args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
  await running.addInitScript(installWatch)
  const done = await work(await running.newPage())
  await running.close()
  return done
}

/** Milliseconds from opening the page until it can be used, the model is loaded, and the first report stands there with its labels. */
async function visit(page) {
  await page.waitForTimeout(settling)
  await page.goto(address, { waitUntil: 'commit' })
  await page.getByTestId('files').setInputFiles([upload(first)])
  const times = await page.evaluate(async () => ({
    usable: await window.watch.drawn('main button'),
    first: await Promise.race([window.watch.drawn('[data-testid=first-reading] li'), window.watch.drawn('tbody tr').then(() => undefined)]),
    labelled: await window.watch.drawn('tbody tr'),
    model: performance.getEntriesByName('model loaded')[0]?.startTime,
  }))
  await page.waitForTimeout(stay)
  await page.evaluate(() => new Promise((settle) => { indexedDB.deleteDatabase('nianbao').onsuccess = settle }).then(() => undefined))
  return times
}

/** Milliseconds from choosing the first report to its labels, for a person who has looked around. */
async function choice(page) {
  await page.waitForTimeout(settling)
  await page.goto(address, { waitUntil: 'commit' })
  await page.waitForTimeout(looking)
  const began = await page.evaluate(() => performance.now())
  await page.getByTestId('files').setInputFiles([upload(first)])
  return { chosen: (await page.evaluate(() => window.watch.drawn('tbody tr'))) - began }
}

/** A first and a second visit of one person, and the first of another. */
async function visits() {
  const profile = mkdtempSync(join(tmpdir(), 'nianbao-bench-'))
  const both = [await withBrowser(profile, visit), await withBrowser(profile, visit)]
  rmSync(profile, { recursive: true })
  return [...both, await withBrowser('', choice)]
}

/** Megabytes of resident memory of the renderer processes, the largest of which is the page with its workers. */
function rendererMemory() {
  const lines = execFileSync('ps', ['-eo', 'rss,args'], { encoding: 'utf8' }).split('\n').filter((line) => line.includes('--type=renderer'))
  return Math.max(...lines.map((line) => Number(line.trim().split(/\s+/)[0]) / 1024))
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]
const ms = (times) => `${Math.round(median(times))} ms (${times.map((time) => Math.round(time)).join(', ')})`

const times = builds.map(() => [])
const native = []
for (let round = 0; round < rounds; round++) {
  for (const [at, build] of builds.entries()) times[at].push(await served(build, visits))
  const began = performance.now()
  execFileSync(execPath, ['dist/cli/nianbao.js', 'label', first], { maxBuffer: 1e8 })
  native.push(performance.now() - began)
}
const paragraphs = readFileSync(first, 'utf8').split('\n').filter((line) => line.trim()).length
console.log(`from opening the page, medians of ${rounds}; the first report has ${paragraphs} paragraphs; load ${loadavg()[0].toFixed(1)} on ${cpus().length} cores`)
const phases = [['usable', 'page can be used'], ['first', 'first reading drawn'], ['model', 'model loaded'], ['labelled', 'labels of the whole model drawn']]
for (const [nth, [name, shown]] of [['first visit', phases], ['second visit', phases], ['a report chosen later', [['chosen', 'labels drawn']]]].entries()) {
  for (const [at, build] of builds.entries()) {
    for (const [phase, what] of shown) {
      const taken = times[at].map((round) => round[nth][phase])
      // Earlier builds have no first reading and do not say when their model is loaded.
      if (!taken.includes(undefined)) console.log(`${name}, ${build}, ${what}: ${ms(taken)}`)
    }
  }
}
console.log(`command line, start to finish: ${ms(native)}`)

if (given.length > 0) {
  await served('dist/site', () => withBrowser('', async (page) => {
    await page.goto(address)
    await page.getByTestId('files').setInputFiles(given.map(upload))
    await page.getByRole('button', { name: '收起' }).waitFor({ timeout: 300_000 })
    await page.locator('tbody tr .title a').first().click()
    await page.locator('article').first().waitFor()
    console.log(`memory of the page's process with ${given.length} reports brought in and one open: ${Math.round(rendererMemory())} MB`)
  }))
}

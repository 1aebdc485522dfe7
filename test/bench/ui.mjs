// Measures the built page in Chromium: npm run bench:ui. A project of 100,000 paragraphs in some 1,200 reports, and one report
// of 200,000 characters with 2,000 tagged stretches, are put into the page's database (project.ts says of what they are made).
// Each figure stands beside the same thing done by a bare page in the same run. Times end when the frame that shows the
// outcome has been drawn; a frame is long when it misses a beat of the screen, that is, comes later than 25 ms after the last.
import { build, preview } from 'vite'
import { chromium } from 'playwright'
import { browser } from '../browser.mjs'
import { installWatch } from './watch.mjs'

const rounds = 7
const presses = 60
const big = { name: 'big.txt', seed: 100_000, characters: 200_000, spans: 2000 }
const small = { characters: 8800, spans: 24 }
const reports = 1235

const server = await preview({ logLevel: 'error', preview: { port: 4291 } })
const address = server.resolvedUrls.local[0]
const running = await chromium.launchPersistentContext('', {
  executablePath: browser(), locale: 'zh-CN', viewport: { width: 1440, height: 900 },
  args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
})
await running.addInitScript(installWatch)

const sorted = (numbers) => numbers.toSorted((a, b) => a - b)
const median = (numbers) => sorted(numbers)[Math.floor(numbers.length / 2)]
const p95 = (numbers) => sorted(numbers)[Math.ceil(0.95 * numbers.length) - 1]
const ms = (time) => `${Math.round(time)} ms`

function print(what, times, bare, target) {
  const ratio = bare ? `; ${(median(times) / median(bare)).toFixed(1)} times the bare page's ${ms(median(bare))} (p95 ${ms(p95(bare))})` : ''
  console.log(`${what.padEnd(46)} median ${ms(median(times)).padStart(7)}  p95 ${ms(p95(times)).padStart(7)}  (target ${target})${ratio}`)
}

/** Runs project.ts in the page's origin, outside the app. */
async function seedProject() {
  const [bundle] = await build({
    configFile: false, logLevel: 'error', build: { write: false, minify: false, lib: { entry: 'test/bench/project.ts', formats: ['iife'], name: 'project' } },
  })
  const page = await running.newPage()
  await page.goto(new URL('icon.svg', address).href)
  await page.evaluate(`${bundle.output[0].code}; window.project = project`)
  const began = performance.now()
  const paragraphs = await page.evaluate(([wanted]) => window.project.add(wanted),
    [[...Array.from({ length: reports }, (_, seed) => ({ ...small, seed, name: `report-${seed}.txt` })), big]])
  console.log(`${reports + 1} reports, ${paragraphs} paragraphs, put in place in ${Math.round((performance.now() - began) / 1000)} s`)
  await page.close()
}

/** Opening the page, its files cached, until `selector` is drawn. */
async function startUp(selector) {
  const page = await running.newPage()
  await page.goto(address)
  const time = await page.evaluate((wanted) => window.watch.drawn(wanted), selector)
  await page.close()
  return time
}

async function several(count, measure) {
  const times = []
  for (let round = 0; round < count; round++) times.push(await measure(round))
  return times
}

/** From clicking on the link of a report in the library to its text on the screen. */
async function opening(page, name) {
  const link = page.getByRole('row', { name }).getByRole('link')
  await link.waitFor()
  await page.waitForTimeout(300)
  await page.evaluate(() => window.watch.clicks('article[aria-current]'))
  await link.click()
  const time = await page.evaluate(() => window.watch.clicked)
  await page.waitForTimeout(300)
  await page.getByRole('link', { name: '报告库' }).click()
  return time
}

/** From a key press to the frame that shows what it did. Nothing that `outcome` of watch.mjs sees may change after that frame, and every press must change it. */
async function pressing(page, keys, outcome, between = []) {
  await page.evaluate((of) => window.watch.keys(of), outcome)
  const times = []
  for (let press = 0; press < presses; press++) {
    const key = keys[press % keys.length]
    const before = await page.evaluate(() => window.watch.pressed().later)
    const { time, atOnce, later } = await pressOne(page, key)
    if (atOnce !== later) throw new Error(`${key}: what was drawn at once (${atOnce}) was not all (${later})`)
    if (outcome !== 'nothing' && later === before) throw new Error(`${key} changed nothing`)
    times.push(time)
    for (const each of between) await pressOne(page, each)
  }
  return times
}

async function pressOne(page, key) {
  await page.keyboard.press(key)
  await page.waitForTimeout(120)
  return page.evaluate(() => window.watch.pressed())
}

/** The share of long frames while the page scrolls under a wheel for some seconds. */
async function scrolling(page, selector) {
  const box = await page.locator(selector).first().boundingBox()
  const client = await running.newCDPSession(page)
  await page.evaluate(() => window.watch.frames())
  await client.send('Input.synthesizeScrollGesture', { x: box.x + box.width / 2, y: Math.max(box.y, 0) + 200, yDistance: -9000, speed: 1800, gestureSourceType: 'mouse', repeatCount: 0 })
  const { frames, long, longest } = await page.evaluate(() => window.watch.frameTimes())
  await client.detach()
  return { share: long / frames, frames, longest }
}

function printScroll(what, { share, frames, longest }, bare) {
  console.log(`${what.padEnd(46)} ${(100 * share).toFixed(1)} % long of ${frames} frames, longest ${ms(longest)}  (target 1 %); the bare page ${(100 * bare.share).toFixed(1)} %, longest ${ms(bare.longest)}`)
}

/** A page that holds the text of a report and nothing else. */
async function barePage(texts) {
  const page = await running.newPage()
  await page.goto('data:text/html,<!doctype html><style>main { height: 100vh; overflow: auto } p { width: 646px; margin: 0 auto; font: 17px/1.9 serif; text-align: justify }</style><main></main>')
  const drawing = await several(rounds, () => page.evaluate((lines) => window.watch.drawing(lines), texts))
  return { page, drawing }
}

/** Searching over all reports is measured here once the page can. */
function searching() {
  console.log('search over 100,000 paragraphs: not in this page')
}

const empty = await several(rounds, () => startUp('main button'))
await seedProject()
await startUp('tbody tr')
print('start-up to the library, 1,236 reports', await several(rounds, () => startUp('tbody tr')), empty, '1000 ms; bare: an empty library')

const page = await running.newPage()
page.on('pageerror', (error) => console.log(`error in the page: ${error.message}`))
await page.goto(address)
await page.locator('tbody tr').first().waitFor()
await page.waitForTimeout(3000)
const library = await scrolling(page, 'tbody')
await page.evaluate(() => scrollTo(0, 0))
const openings = { big: [], small: [] }
for (let round = 0; round < rounds; round++) {
  openings.big.push(await opening(page, /big\.txt/))
  openings.small.push(await opening(page, /report-1234\.txt/))
}
await page.getByRole('row', { name: /big\.txt/ }).getByRole('link').click()
await page.locator('article').first().waitFor()
const { page: bare, drawing } = await barePage(await page.locator('article .x').allTextContents())
const bareScroll = await scrolling(bare, 'main')
const bareKeys = await pressing(bare, ['F8'], 'nothing')
await bare.close()
printScroll('scrolling the library', library, bareScroll)
print('opening a report of 80 paragraphs', openings.small, null, '300 ms')
print('opening a report of 200,000 characters', openings.big, drawing, '300 ms')
await page.bringToFront()
printScroll('scrolling a report of 200,000 characters', await scrolling(page, '.pane'), bareScroll)

await page.locator('article').nth(4).click()
print('key to label', await pressing(page, ['3', '2'], 'label'), bareKeys, '50 ms')
print('key to paragraph accepted, the next in focus', await pressing(page, ['Enter'], 'focus'), bareKeys, '50 ms')
print('key to span among 2,000', await pressing(page, ['m'], 'spans', ['j', 'ArrowRight']), bareKeys, '50 ms')
print('key to span taken away', await pressing(page, ['x', 'i'], 'spans'), bareKeys, '50 ms')
print('key to change undone', await pressing(page, ['z'], 'label'), bareKeys, '50 ms')
print('key to next paragraph', await pressing(page, ['j'], 'focus'), bareKeys, '50 ms')
searching()

await running.close()
await server.close()

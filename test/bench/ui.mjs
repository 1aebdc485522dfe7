// Measures the built page in Chromium: npm run bench:ui. A project of 100,000 paragraphs in some 1,200 reports, and one report
// of 200,000 characters with 2,000 tagged stretches, are put into the page's database (project.ts says of what they are made).
// Each figure stands beside the same thing done by a bare page in the same run and, with `-- --against FOLDER`, by another build
// (the dist/site of an earlier version) over the same database. Times end when the frame that shows the outcome has been drawn; a
// frame is long when it misses a beat of the screen, that is, comes later than 25 ms after the last. `-- --quick` takes fewer rounds.
import { cpus, loadavg } from 'node:os'
import { argv } from 'node:process'
import { build, preview } from 'vite'
import { chromium } from 'playwright'
import { browser } from '../browser.mjs'
import { installWatch } from './watch.mjs'

const isQuick = argv.includes('--quick')
const rounds = isQuick ? 3 : 7
const presses = isQuick ? 12 : 60
const against = argv.includes('--against') ? argv[argv.indexOf('--against') + 1] : null
const big = { name: 'big.txt', seed: 100_000, characters: 200_000, spans: 2000 }
const small = { characters: 8800, spans: 24 }
const reports = 1235
const port = 4291
const address = `http://localhost:${port}/`

const running = await chromium.launchPersistentContext('', {
  executablePath: browser(), locale: 'zh-CN', viewport: { width: 1440, height: 900 },
  args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
})
await running.addInitScript(installWatch)

/** Serves a build, always at the same address, so that all see the same database. */
const served = async (outDir, work) => {
  const server = await preview({ logLevel: 'error', build: { outDir }, preview: { port, strictPort: true } })
  const done = await work()
  await server.close()
  return done
}

const sorted = (numbers) => numbers.toSorted((a, b) => a - b)
const median = (numbers) => sorted(numbers)[Math.floor(numbers.length / 2)]
const p95 = (numbers) => sorted(numbers)[Math.ceil(0.95 * numbers.length) - 1]
const ms = (time) => `${Math.round(time)} ms`

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
    const before = await page.evaluate(() => window.watch.outcome())
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
  const pressed = await page.evaluate(() => window.watch.pressed())
  await page.waitForTimeout(120)
  return { ...pressed, later: await page.evaluate(() => window.watch.outcome()) }
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

/** A page that holds the text of a report and nothing else. */
async function barePage(texts) {
  const page = await running.newPage()
  await page.goto('data:text/html,<!doctype html><style>main { height: 100vh; overflow: auto } p { width: 646px; margin: 0 auto; font: 17px/1.9 serif; text-align: justify }</style><main></main>')
  const drawing = await several(rounds, () => page.evaluate((lines) => window.watch.drawing(lines), texts))
  return { page, drawing }
}

/** From the address of a search, as a key in the field sets it, to the first result on the screen. */
async function searching(page, text) {
  await page.evaluate(() => { location.hash = '#/' })
  await page.locator('tbody tr').first().waitFor()
  return page.evaluate(async (query) => {
    const began = performance.now()
    location.hash = query
    while (![...document.querySelectorAll('a .text')].some((line) => line.textContent !== '')) await window.watch.frame()
    return performance.now() - began
  }, `#/search?${new URLSearchParams({ q: text })}`)
}

/** What this machine can do: the same done by a page without any of the app. */
async function measureBare(texts) {
  const { page, drawing } = await barePage(texts)
  const [scroll, keys] = [await scrolling(page, 'main'), await pressing(page, ['F8'], 'nothing')]
  await page.close()
  return { drawing, scroll, keys }
}

/** All that is measured of one build: times in milliseconds, and what scrolled. Keys begin at a paragraph that no other build has labelled. */
async function measure(first) {
  await startUp('tbody tr')
  const start = await several(rounds, () => startUp('tbody tr'))
  const page = await running.newPage()
  page.on('pageerror', (error) => console.log(`error in the page: ${error.message}`))
  await page.goto(address)
  await page.locator('tbody tr').first().waitFor()
  const coldSearch = [await searching(page, '政务微博')]
  await page.waitForTimeout(30_000)
  const search = await several(rounds, (round) => searching(page, ['教育招生', '政府公报', '更新办事指南'][round % 3]))
  await page.evaluate(() => { location.hash = '#/' })
  await page.locator('tbody tr').first().waitFor()
  const library = await scrolling(page, 'tbody')
  await page.evaluate(() => scrollTo(0, 0))
  const openings = { big: [], small: [] }
  for (let round = 0; round < rounds; round++) {
    openings.big.push(await opening(page, /big\.txt/))
    openings.small.push(await opening(page, /report-1234\.txt/))
  }
  await page.getByRole('row', { name: /big\.txt/ }).getByRole('link').click()
  await page.waitForFunction((count) => document.querySelectorAll('article').length >= count, 1000, { timeout: 120_000 })
  const texts = await page.locator('article .x').allTextContents()
  await page.waitForTimeout(1000)
  const scroll = await scrolling(page, '.pane')
  await page.locator('article').nth(first).click()
  const keys = {
    label: await pressing(page, ['3', '2'], 'label'),
    accept: await pressing(page, ['Enter'], 'focus'),
    span: await pressing(page, ['m'], 'spans', ['j', 'ArrowRight']),
    untag: await pressing(page, ['i', 'x'], 'spans'),
    undo: await pressing(page, ['z'], 'spans'),
    next: await pressing(page, ['j'], 'focus'),
  }
  await page.close()
  return { start, coldSearch, search, library, openings, scroll, keys, texts }
}

const ratio = (ours, theirs) => `${(median(ours) / median(theirs)).toFixed(2)} of ${ms(median(theirs))}`

/** One line: median and p95, the target, then the ratio to the other build and to the bare page. */
function print(what, target, of, bare) {
  const times = of(ours)
  const compared = [...(theirs ? [`${ratio(times, of(theirs))} before`] : []), ...(bare ? [`${ratio(times, bare)} in a bare page`] : [])]
  console.log(`${what.padEnd(44)} median ${ms(median(times)).padStart(7)}  p95 ${ms(p95(times)).padStart(7)}  target ${target.padEnd(7)} ${compared.join('; ')}`)
}

function printScroll(what, of) {
  const say = ({ share, frames, longest }) => `${(100 * share).toFixed(1)} % long of ${frames} frames, longest ${ms(longest)}`
  console.log(`${what.padEnd(44)} ${say(of(ours))}  target 1 %  ${theirs ? `before: ${say(of(theirs))}; ` : ''}bare page: ${say(bare.scroll)}`)
}

const empty = await served('dist/site', () => several(rounds, () => startUp('main button')))
await served('dist/site', seedProject)
const load = () => `load ${loadavg().map((each) => each.toFixed(1)).join(' ')} on ${cpus().length} cores`
console.log(`before: ${load()}`)
const ours = await served('dist/site', () => measure(4))
const theirs = against ? await served(against, () => measure(604)) : null
const bare = await measureBare(ours.texts)
console.log(`after: ${load()}`)

print('start-up to the library, 1,236 reports', '1000 ms', ({ start }) => start, empty)
print('opening a report of 80 paragraphs', '300 ms', ({ openings }) => openings.small)
print('opening a report of 200,000 characters', '300 ms', ({ openings }) => openings.big, bare.drawing)
printScroll('scrolling the library', ({ library }) => library)
printScroll('scrolling a report of 200,000 characters', ({ scroll }) => scroll)
print('key to label', '50 ms', ({ keys }) => keys.label, bare.keys)
print('key to paragraph accepted, the next in focus', '50 ms', ({ keys }) => keys.accept, bare.keys)
print('key to span among 2,000', '50 ms', ({ keys }) => keys.span, bare.keys)
print('key to span taken away', '50 ms', ({ keys }) => keys.untag, bare.keys)
print('key to change undone', '50 ms', ({ keys }) => keys.undo, bare.keys)
print('key to next paragraph', '50 ms', ({ keys }) => keys.next, bare.keys)
print('search as soon as the library is there', '150 ms', ({ coldSearch }) => coldSearch)
print('search over 100,000 paragraphs read in', '150 ms', ({ search }) => search)

await running.close()

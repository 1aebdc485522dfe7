// Measures the search of the built app in Chromium with 100,000 paragraphs: npm run bench:search. Prints, each beside a plain
// look through everything that is stored (every report read from IndexedDB, its paragraphs tried one by one) in the same run,
// the time from a key in the field to the first results on the screen and to all of them; then the same for a search screen
// that has just been opened, while reports are still being read in.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { chromium } from 'playwright'
import { browser } from '../browser.mjs'

const paragraphs = 100_000
const rounds = 5
const sample = 'public/samples/sample-city-2018.txt'
const queries = [
  { name: 'any text, frequent', q: '政府信息公开' },
  { name: 'any text, rare', q: '复议机关' },
  { name: 'words', q: '主动公开', mode: 'words' },
  { name: 'regular expression', q: '\\d+[件条]', mode: 'pattern' },
  { name: 'Traditional for Simplified', q: '主動公開', fold: 'script' },
  { name: 'one label, no text', section: 'issues' },
]

const server = spawn('npx', ['--no-install', 'vite', 'preview', '--port', '4291'], { stdio: ['ignore', 'pipe', 'inherit'] })
const address = await new Promise((resolve) => {
  server.stdout.on('data', (text) => {
    const found = /http:\/\/localhost:\d+\//.exec(String(text).replace(/\u001b\[\d+m/g, ''))
    if (found) resolve(found[0])
  })
})
const running = await chromium.launch({ executablePath: browser(), args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking'] })
const page = await running.newPage({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } })

/** Brings a sample report in and stores it again and again with other figures under other names, until there are enough paragraphs. */
async function fill() {
  await page.goto(address)
  await page.getByTestId('files').setInputFiles([{ name: 'sample.txt', mimeType: 'text/plain', buffer: readFileSync(sample) }])
  await page.getByRole('button', { name: '收起' }).waitFor({ timeout: 120_000 })
  return page.evaluate(async (wanted) => {
    const db = await new Promise((resolve) => { const request = indexedDB.open('nianbao'); request.onsuccess = () => resolve(request.result) })
    const names = ['reports', 'contents', 'digests']
    const all = (name) => new Promise((resolve) => { const request = db.transaction(name).objectStore(name).getAll(); request.onsuccess = () => resolve(request.result) })
    const [[row], [content], [digest]] = await Promise.all(names.map(all))
    const count = Math.ceil(wanted / row.paragraphs)
    for (let from = 1; from < count; from += 50) {
      const transaction = db.transaction(names, 'readwrite')
      for (let number = from; number < Math.min(count, from + 50); number++) {
        const id = number.toString(16).padStart(64, '0')
        const text = content.doc.text.replace(/\d/g, (figure) => (Number(figure) + number) % 10)
        transaction.objectStore('reports').put({ ...row, id, addedAt: number, agency: `第${number % 300}局`, year: 2008 + (number % 15) })
        transaction.objectStore('contents').put({ ...content, id, doc: { ...content.doc, text, sha256: id } })
        transaction.objectStore('digests').put({ ...digest, id })
      }
      await new Promise((resolve) => { transaction.oncomplete = resolve })
    }
    db.close()
    return { reports: count, paragraphs: count * row.paragraphs, characters: count * row.characters }
  }, paragraphs)
}

/** The plain look: every report from storage, every paragraph tried. */
const plainly = (query) => page.evaluate(async ({ q = '', mode, fold, section }) => {
  const began = performance.now()
  const db = await new Promise((resolve) => { const request = indexedDB.open('nianbao'); request.onsuccess = () => resolve(request.result) })
  const all = (name) => new Promise((resolve) => { const request = db.transaction(name).objectStore(name).getAll(); request.onsuccess = () => resolve(request.result) })
  const digests = new Map((await all('digests')).map((digest) => [digest.id, digest]))
  const expression = mode === 'pattern' ? new RegExp(q, 'iu') : null
  let found = 0
  for (const { id, doc } of await all('contents'))
    for (const [index, { start, end }] of doc.paragraphs.entries()) {
      const digest = digests.get(id)
      if (section && digest.labels.section[digest.section[index]] !== section) continue
      const text = doc.text.slice(start, end)
      if (expression ? expression.test(text) : text.includes(fold ? '主动公开' : q)) found++
    }
  db.close()
  return { all: performance.now() - began, found }
}, query)

/** Sets the address, as a key in the field does, and waits in the page for the first painted result and for the last. */
const searched = (query) => page.evaluate(async (address) => {
  const painted = () => new Promise((resolve) => { requestAnimationFrame(() => setTimeout(resolve)) })
  const results = () => [...document.querySelectorAll('a .text')].some((text) => text.textContent !== '')
  location.hash = '#/search?q=%E6%97%A0%E6%AD%A4%E5%AD%97%E6%A0%B7'
  while (results() || !document.querySelector('.note')) await painted()
  const began = performance.now()
  location.hash = address
  while (!results()) await painted()
  const first = performance.now() - began
  while (document.querySelector('[aria-busy=true]')) await painted()
  return { first, all: performance.now() - began, status: document.querySelector('.outcome [role=status]')?.textContent ?? '' }
}, `#/search?${new URLSearchParams(query)}`)

/** Opens the search screen with a query and waits for the first painted result and for the last. */
const opened = () => page.evaluate(async () => {
  const painted = () => new Promise((resolve) => { requestAnimationFrame(() => setTimeout(resolve)) })
  const began = performance.now()
  location.hash = '#/search?q=%E6%94%BF%E5%BA%9C%E4%BF%A1%E6%81%AF%E5%85%AC%E5%BC%80'
  while (![...document.querySelectorAll('a .text')].some((text) => text.textContent !== '')) await painted()
  const first = performance.now() - began
  while (document.querySelector('[aria-busy=true]')) await painted()
  return { first, all: performance.now() - began }
})

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]
const worst = (numbers) => Math.max(...numbers)
const milliseconds = (number) => `${Math.round(number)} ms`

const size = await fill()
console.log(`${size.reports} reports, ${size.paragraphs} paragraphs, ${size.characters} characters`)

await page.goto('about:blank')
await page.goto(`${address}#/`)
await page.locator('tbody tr').first().waitFor({ timeout: 120_000 })
const cold = await opened()
console.log(`search screen opened as soon as the library is there, nothing read in yet: first results ${milliseconds(cold.first)}, everything read in and searched ${milliseconds(cold.all)}`)
await page.goto('about:blank')
await page.goto(`${address}#/`)
await page.locator('tbody tr').first().waitFor({ timeout: 120_000 })
await page.waitForTimeout(20_000)
const warm = await opened()
console.log(`search screen opened after 20 s on the library: first results ${milliseconds(warm.first)}, everything ${milliseconds(warm.all)}`)
for (const { name, ...query } of queries) {
  const firsts = []
  const alls = []
  const plain = []
  let status = ''
  let found = 0
  for (let round = 0; round < rounds; round++) {
    const ours = await searched(query)
    firsts.push(ours.first)
    alls.push(ours.all)
    status = ours.status.trim()
    if (round < 2) {
      const theirs = await plainly(query)
      plain.push(theirs.all)
      found = theirs.found
    }
  }
  console.log(`${name}: first results ${milliseconds(median(firsts))} (worst of ${rounds} ${milliseconds(worst(firsts))}), ${Math.round(median(plain) / median(firsts))} times sooner than a plain look's ${milliseconds(median(plain))}; all ${milliseconds(median(alls))}, ${(median(plain) / median(alls)).toFixed(1)} times as fast; ${status}${query.mode === 'words' ? '' : `, plainly ${found}`}`)
}
await running.close()
server.kill()

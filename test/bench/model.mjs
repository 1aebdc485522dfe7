// Measures the model: npm run bench:model [-- REPORT…]. Paragraphs and tokens a second in Chromium (one worker, the page's pool,
// WebGPU where there is one) and the memory of a worker, on the command line's runtime, and of native onnxruntime with the same weights, all in one run;
// ratios are against native on as many threads. The sample reports are taken where none are given.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { argv, execPath } from 'node:process'
import { chromium } from 'playwright'
import { build, preview } from 'vite'
import { browser } from '../browser.mjs'

const rounds = 3
const files = argv.length > 2 ? argv.slice(2) : readdirSync('public/samples').map((name) => `public/samples/${name}`)
const runner = `import { runnerImport } from 'vite'
const { module } = await runnerImport('test/bench/native.ts', { configFile: false, logLevel: 'error' })
await module.main(process.argv.slice(1))`
const measured = JSON.parse(execFileSync(execPath, ['--input-type=module', '-e', runner, String(rounds), ...files], { encoding: 'utf8' }))

// A development server would find new dependencies while the page runs, and load it anew.
const outDir = mkdtempSync(join(tmpdir(), 'nianbao-bench-'))
await build({ logLevel: 'error', build: { outDir, rolldownOptions: { input: 'test/bench/labeller.html' } } })
// A page tells of its memory only where no other site can look in.
const isolated = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' }
const server = await preview({ logLevel: 'error', build: { outDir }, preview: { headers: isolated } })
const running = await chromium.launch({ executablePath: browser(), args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking'] })
const page = await running.newPage()
await page.goto(new URL('test/bench/labeller.html', server.resolvedUrls.local[0]).href)
const texts = files.map((file) => readFileSync(file, 'utf8'))
const inPage = (workers, device) => page.evaluate(([...args]) => window.measure(...args), [texts, workers, device, rounds])
const pool = Math.max(1, Math.min(cpus().length, 4))
const one = await inPage(1, 'wasm')
const many = await inPage(pool, 'wasm')
const hasGpu = await page.evaluate(async () => Boolean('Suspending' in WebAssembly && (await navigator.gpu?.requestAdapter())))
const gpu = hasGpu ? await inPage(1, 'webgpu') : null
await running.close()
await server.close()
rmSync(outDir, { recursive: true })

const { paragraphs, tokens } = measured
console.log(`${files.length} reports, ${paragraphs} paragraphs, ${tokens} tokens; best of ${rounds} passes`)
function line(name, seconds, native) {
  const ratio = native ? `  ${(native / seconds).toFixed(2)} of native` : ''
  console.log(`${name.padEnd(36)} ${(paragraphs / seconds).toFixed(0).padStart(5)} paragraphs/s  ${(tokens / seconds).toFixed(0).padStart(6)} tokens/s${ratio}`)
}
line('native onnxruntime, 1 thread', measured.one)
line('native onnxruntime, 2 threads', measured.two)
line('command line (Node)', measured.node, measured.two)
line('Chromium, 1 worker', one.warm, measured.one)
line(`Chromium, ${pool} workers`, many.warm, measured.two)
if (gpu) line('Chromium, WebGPU', gpu.warm, measured.two)
else console.log('Chromium, WebGPU: none here')
console.log(`60 paragraphs with ${pool} workers, warm: ${((1000 * many.warm * 60) / paragraphs).toFixed(0)} ms; from starting the workers to the first report labelled: ${(1000 * many.cold).toFixed(0)} ms`)
console.log(`memory of the one worker, JavaScript and WebAssembly: ${one.megabytes.toFixed(0)} MB`)

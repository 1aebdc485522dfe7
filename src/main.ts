import { mount } from 'svelte'
import type { Item } from './state/intake.svelte.ts'
import { App } from './state/app.svelte.ts'
import type { Device } from './state/engine.svelte.ts'
import { Database } from './storage/db.ts'
import { Reports } from './storage/reports.ts'
import { Schemas } from './storage/schemas.ts'
import { Settings } from './storage/settings.ts'
import './ui/base.css'
import AppView from './ui/App.svelte'
import { Labeller } from './worker/client.ts'
import { Exporter } from './worker/exporter.ts'
import { Searcher } from './worker/searcher.ts'

const base = new URL(import.meta.env.BASE_URL, location.href)

/** One worker a core up to four: more would cost memory that phones and old laptops do not have. */
const workers = Math.max(1, Math.min(navigator.hardwareConcurrency || 2, 4))

const runtime = (build: string) => ({ mjs: new URL(`ort/${build}.mjs`, base).href, wasm: new URL(`ort/${build}.wasm`, base).href })

/** On the CPU a worker a core with the plain build; on the GPU one worker with the build that can wait for it. */
const labeller = (device: Device, ondeath: () => void) => new Labeller(
  device === 'webgpu' ? 1 : workers,
  () => new Worker(new URL('./worker/worker.ts', import.meta.url), { type: 'module' }),
  {
    models: new URL('models/', base).pathname,
    resources: new URL('pdfjs/', base).href,
    device,
    wasm: runtime(device === 'webgpu' ? 'ort-wasm-simd-threaded.jspi' : 'ort-wasm-simd-threaded'),
  },
  ondeath,
)

const exporter = new Exporter(() => new Worker(new URL('./worker/export/worker.ts', import.meta.url), { type: 'module' }))
const searcher = new Searcher(() => new Worker(new URL('./worker/search/worker.ts', import.meta.url), { type: 'module' }))

const sampleNames = ['sample-district-2013.txt', 'sample-city-2018.txt', 'sample-county-2023.txt']

async function samples(): Promise<Item[]> {
  return Promise.all(sampleNames.map(async (name) => {
    const bytes = new Uint8Array(await (await fetch(new URL(`samples/${name}`, base))).arrayBuffer())
    return { name, size: bytes.length, read: () => Promise.resolve(bytes) }
  }))
}

const database = new Database()
const schemas = new Schemas(database)
const app = new App({ reports: new Reports(database, schemas), schemas, settings: new Settings(database), labeller, exporter, searcher, samples }, navigator.language)
// The model takes longest: it loads while the library does.
void app.engine.start()
await app.load()
mount(AppView, { target: document.body, props: { app } })
void app.search.prepare()

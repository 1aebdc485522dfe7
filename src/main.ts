import { mount } from 'svelte'
import type { Item } from './state/intake.svelte.ts'
import { App } from './state/app.svelte.ts'
import { OtherTabs } from './state/other-tabs.ts'
import { nameProject } from './state/projects.svelte.ts'
import type { Device } from './state/engine.svelte.ts'
import { Database } from './storage/db.ts'
import { Places } from './storage/places.ts'
import { databaseName, firstProject, Projects } from './storage/projects.ts'
import { Reports } from './storage/reports.ts'
import { Samples } from './storage/samples.ts'
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

const runtime = (build: string) => {
  const at = new URL(`${import.meta.env.RUNTIME}${build}`, base).href
  return { mjs: `${at}.mjs`, wasm: `${at}.wasm` }
}

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

const projects = new Projects()
const chosen = await projects.choose(new URLSearchParams(location.search).get('project'))
// Where even the register cannot be read, the first project says why nothing can be stored.
const opened = chosen.ok ? chosen.value : { project: { id: firstProject, name: '', createdAt: 0, usedAt: 0 }, all: [], missing: false }
// With several projects the address says which, so that links lead into it.
if (opened.all.length > 1 || opened.missing) nameProject(opened.project.id)
const database = new Database(databaseName(opened.project.id))
const common = opened.project.id === firstProject ? database : new Database()
const schemas = new Schemas(database)
const app = new App({
  reports: new Reports(database, schemas), schemas, audits: new Samples(database), settings: new Settings(common), ownSettings: new Settings(database), places: new Places(database.name),
  projects, opened, go, labeller, exporter, searcher, samples,
}, navigator.language)
const others = new OtherTabs(app)
database.tabs.listen((news) => void others.hear(news))
projects.tabs.listen((news) => void others.hear(news))
// The first project's database holds the settings of all; what else changes in it does not concern another project.
if (common !== database) common.tabs.listen((news) => { if (news.of === 'settings') void others.hear(news) })
addEventListener('pagehide', () => app.keepPlace())
addEventListener('beforeunload', (event) => { if (app.unsaved) event.preventDefault() })
// The page is built while the rows are still being read. Search and model keep every core busy: where there are reports, they begin once
// the rows are drawn, the model when every report can be found. Where the first reports are yet to come, the model begins at once.
await app.loadChoices()
const rows = app.library.load()
mount(AppView, { target: document.body, props: { app } })
await rows
if (app.library.rows.length > 0) {
  await drawn()
  await app.search.prepare()
}
void app.startModel()

/** Loads the page anew at an address, also where only what follows # is another. */
function go(address: string): void {
  history.pushState(null, '', address)
  location.reload()
}

/** Settles when what has changed is on the screen; in a window that is not shown, a moment later. */
async function drawn(): Promise<void> {
  await new Promise<void>((settle) => {
    requestAnimationFrame(() => setTimeout(settle))
    setTimeout(settle, 500)
  })
}

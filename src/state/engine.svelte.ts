import { predictedLabels } from '../core/labels.ts'
import type { Prediction } from '../core/prediction.ts'
import type { Doc } from '../core/document.ts'
import { fields } from '../core/schema.ts'
import { isPersisted, usage } from '../storage/persistence.ts'
import type { Settings } from '../storage/settings.ts'
import type { Labeller } from '../worker/client.ts'
import type { Item } from './intake.svelte.ts'
import type { Preferences } from './preferences.svelte.ts'

export type Device = 'wasm' | 'webgpu'

/** What is known of WebGPU in this browser: whether it is there, and whether it gave the same labels, and sooner. */
export type WebgpuState = 'absent' | 'unchecked' | 'same' | 'differs' | 'slower' | 'failed'

/** Milliseconds after which a check has taken longer than WebAssembly on any machine. */
const patience = 60_000

const verdicts: readonly WebgpuState[] = ['same', 'differs', 'slower', 'failed']

/** What computes the labels: WebAssembly on all cores, or WebGPU once it has been seen to give the same labels sooner. */
export class Engine {
  readonly #create: (device: Device, ondeath: () => void) => Labeller
  readonly #settings: Settings
  readonly #preferences: Preferences
  readonly #samples: () => Promise<Item[]>
  #labeller: Labeller
  #device = $state<Device>('wasm')
  #model = $state<string | null>(null)
  #speed = $state<number | null>(null)
  #webgpu = $state<WebgpuState>('absent')
  #checking = $state(false)
  #usage = $state.raw<{ used: number; quota: number } | null>(null)

  constructor(
    create: (device: Device, ondeath: () => void) => Labeller, settings: Settings, preferences: Preferences, samples: () => Promise<Item[]>,
  ) {
    this.#create = create
    this.#settings = settings
    this.#preferences = preferences
    this.#samples = samples
    this.#labeller = create('wasm', () => {})
  }

  /** What labels reports at present. */
  get labeller(): Labeller {
    return this.#labeller
  }

  get device(): Device {
    return this.#device
  }

  get workers(): number {
    return this.#labeller.workers
  }

  /** Name and version; null until it has been loaded. */
  get model(): string | null {
    return this.#model
  }

  get paragraphsPerSecond(): number | null {
    return this.#speed
  }

  get webgpu(): WebgpuState {
    return this.#webgpu
  }

  get checking(): boolean {
    return this.#checking
  }

  get usage(): { used: number; quota: number } | null {
    return this.#usage
  }

  /** Loads the model, and finds out whether WebGPU is there and what an earlier check has found. */
  async start(): Promise<void> {
    const model = await this.#labeller.start()
    if (model.ok) this.#model = model.value
    // For test/bench/page.mjs.
    performance.mark('model loaded')
    if (!(await hasWebgpu())) return
    const stored = (await this.#settings.all())
    const verdict = stored.ok ? stored.value.get(this.#verdictKey) : undefined
    this.#webgpu = verdicts.find((each) => each === verdict) ?? 'unchecked'
  }

  /** Uses what the person's choice and the check allow. What is being labelled at this moment would be lost: call it when nothing is. */
  choose(): void {
    const device: Device = this.#webgpu === 'same' && this.#preferences.device === 'auto' ? 'webgpu' : 'wasm'
    if (device === this.#device) return
    this.#labeller.stop()
    this.#labeller = this.#create(device, device === 'webgpu' ? () => this.#giveUpWebgpu() : () => {})
    this.#device = device
    void this.#labeller.start()
  }

  /** Brings speed and storage figures up to date. */
  async look(): Promise<void> {
    this.#speed = this.#labeller.paragraphsPerSecond
    this.#usage = await usage()
    if (await isPersisted()) this.#preferences.rememberPersistence('granted')
  }

  /** Labels the sample reports with both, compares every label, and remembers the outcome for this model. */
  async checkWebgpu(): Promise<void> {
    this.#checking = true
    const trial = this.#create('webgpu', () => {})
    const verdict = await this.#compare(trial)
    trial.stop()
    this.#webgpu = verdict
    await this.#settings.save(this.#verdictKey, verdict)
    this.#checking = false
  }

  async #compare(trial: Labeller): Promise<WebgpuState> {
    const docs = await this.#sampleDocs()
    for (const doc of docs) {
      const ours = await this.#labeller.label(doc)
      const theirs = await trial.label(doc, { signal: AbortSignal.timeout(patience) })
      if (!theirs.ok && theirs.problem.code === 'cancelled') return 'slower'
      if (!ours.ok || !theirs.ok) return 'failed'
      if (!sameLabels(doc, ours.value, theirs.value)) return 'differs'
    }
    return (trial.paragraphsPerSecond ?? 0) > (this.#labeller.paragraphsPerSecond ?? 0) ? 'same' : 'slower'
  }

  async #sampleDocs(): Promise<Doc[]> {
    const docs: Doc[] = []
    for (const sample of await this.#samples()) {
      const opened = await this.#labeller.open(await sample.read(), sample.name)
      if (opened.ok && opened.value.kind === 'reports') docs.push(...opened.value.readings.map((reading) => reading.doc))
    }
    return docs
  }

  #giveUpWebgpu(): void {
    this.#webgpu = 'failed'
    void this.#settings.save(this.#verdictKey, 'failed')
    this.choose()
  }

  get #verdictKey(): string {
    return `webgpu ${this.#model}`
  }
}

/** WebGPU with an adapter, in a browser that can suspend WebAssembly, as the runtime needs. */
async function hasWebgpu(): Promise<boolean> {
  if (!('Suspending' in WebAssembly) || !('gpu' in navigator)) return false
  const { gpu } = navigator as { gpu?: { requestAdapter(): Promise<object | null> } }
  return Boolean(await gpu?.requestAdapter())
}

function sameLabels(doc: Doc, one: Prediction, other: Prediction): boolean {
  const [ours, theirs] = [predictedLabels(doc, one), predictedLabels(doc, other)]
  return ours.every((labels, index) => {
    const those = theirs[index]
    return those !== undefined && fields.every((field) => labels[field].value === those[field].value)
      && JSON.stringify(labels.spans.map(({ start, end, value }) => [start, end, value])) === JSON.stringify(those.spans.map(({ start, end, value }) => [start, end, value]))
  })
}

/** What test/bench/model.mjs asks of the browser: labels reports with the page's own worker pool and says how long it took. */
import { Labeller } from '../../src/worker/client.ts'

declare global {
  interface Performance {
    /** Chromium's alone; https://wicg.github.io/performance-measure-memory. */
    measureUserAgentSpecificMemory(): Promise<{ readonly breakdown: readonly { readonly bytes: number; readonly attribution: readonly { readonly scope: string }[] }[] }>
  }
}

/**
 * The seconds from starting the workers to the first report labelled, the best of `rounds` passes over all reports after it, and the
 * megabytes that a lone worker holds then: WebAssembly memory never shrinks, so they are its peak.
 */
async function measure(texts: readonly string[], workers: number, device: 'wasm' | 'webgpu', rounds: number): Promise<{ cold: number; warm: number; megabytes: number }> {
  const build = device === 'webgpu' ? 'ort-wasm-simd-threaded.jspi' : 'ort-wasm-simd-threaded'
  const labeller = new Labeller(workers, () => new Worker(new URL('./probed-worker.ts', import.meta.url), { type: 'module' }), {
    models: new URL('/models/', location.href).pathname,
    resources: new URL('/pdfjs/', location.href).href,
    device,
    wasm: { mjs: new URL(`/${import.meta.env.RUNTIME}${build}.mjs`, location.href).href, wasm: new URL(`/${import.meta.env.RUNTIME}${build}.wasm`, location.href).href },
  })
  const began = performance.now()
  const started = await labeller.start()
  if (!started.ok) throw new Error(started.problem.code)
  const pass = async (passed: readonly string[]) => {
    const start = performance.now()
    await Promise.all(passed.map((text, index) => labelText(labeller, text, `${index}.txt`)))
    return (performance.now() - start) / 1000
  }
  await pass(texts.slice(0, 1))
  const cold = (performance.now() - began) / 1000
  let warm = Infinity
  for (let round = 0; round < rounds; round++) warm = Math.min(warm, await pass(texts))
  const megabytes = workers === 1 ? await memory() : 0
  labeller.stop()
  return { cold, warm, megabytes }
}

async function memory(): Promise<number> {
  const channel = new BroadcastChannel('memory')
  const wasm = await new Promise<number>((resolve) => {
    channel.onmessage = ({ data }) => resolve(data)
    channel.postMessage('')
  })
  channel.close()
  const { breakdown } = await performance.measureUserAgentSpecificMemory()
  const script = breakdown.filter(({ attribution }) => attribution.some(({ scope }) => scope === 'DedicatedWorkerGlobalScope')).reduce((sum, { bytes }) => sum + bytes, 0)
  return (script + wasm) / 1e6
}

async function labelText(labeller: Labeller, text: string, name: string): Promise<void> {
  const opened = await labeller.open(text, name)
  if (!opened.ok || opened.value.kind !== 'reports') throw new Error(name)
  for (const { doc } of opened.value.readings) {
    const prediction = await labeller.label(doc)
    if (!prediction.ok) throw new Error(prediction.problem.code)
  }
}

Object.assign(window, { measure })

/** What test/bench/model.mjs asks of the browser: labels reports with the page's own worker pool and says how long it took. */
import { Labeller } from '../../src/worker/client.ts'

/** The seconds from starting the workers to the first report labelled, and the best of `rounds` passes over all reports after it. */
async function measure(texts: readonly string[], workers: number, device: 'wasm' | 'webgpu', rounds: number): Promise<{ cold: number; warm: number }> {
  const build = device === 'webgpu' ? 'ort-wasm-simd-threaded.jspi' : 'ort-wasm-simd-threaded'
  const labeller = new Labeller(workers, () => new Worker(new URL('../../src/worker/worker.ts', import.meta.url), { type: 'module' }), {
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
  labeller.stop()
  return { cold, warm }
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

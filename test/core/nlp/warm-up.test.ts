import { describe, expect, it } from 'vitest'
import { loadModel, shippedModel, type Model } from '../../../src/core/nlp/load.ts'
import { warmUp } from '../../../src/core/nlp/warm-up.ts'

const loaded = await loadModel(shippedModel, { models: 'models/', device: 'cpu' })
if (!loaded.ok) throw new Error(loaded.problem.code)
const shipped = loaded.value

/** The shipped model, and how often its encoder and its document model have run. */
function counted(): { model: Model; runs: { encoder: number; document: number } } {
  const runs = { encoder: 0, document: 0 }
  const count = (graph: 'encoder' | 'document') => new Proxy(shipped[graph], {
    apply: (target, self, args) => {
      runs[graph]++
      return Reflect.apply(target, self, args)
    },
  })
  return { model: { ...shipped, encoder: count('encoder'), document: count('document') }, runs }
}

describe('warming up', () => {
  it('runs both graphs while nobody wants anything', async () => {
    const { model: warmed, runs } = counted()
    await warmUp(warmed, () => false)
    expect(runs.document).toBeGreaterThan(1)
    expect(runs.encoder).toBeGreaterThan(runs.document)
  })

  it('gives way within one window', async () => {
    const { model: warmed, runs } = counted()
    await warmUp(warmed, () => runs.encoder >= 2)
    expect(runs).toEqual({ encoder: 2, document: 0 })
  })

  it('hears of a call that comes meanwhile', async () => {
    const { model: warmed, runs } = counted()
    let asked = false
    setTimeout(() => { asked = true })
    await warmUp(warmed, () => asked)
    expect(runs.document).toBe(0)
  })
})

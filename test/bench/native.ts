/** The model on native onnxruntime, on the page's own code up to the graphs: what test/bench/model.mjs compares the page with. */
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { nodePlace } from '../../src/cli/readings.ts'
import { analyze } from '../../src/core/nlp/analyze.ts'
import { pooling } from '../../src/core/nlp/encode.ts'
import { modelInput, type Window } from '../../src/core/nlp/input.ts'
import { loadModel, shippedModel, type Model } from '../../src/core/nlp/load.ts'
import { read } from '../../src/core/readers/index.ts'
import type { Doc } from '../../src/core/document.ts'

const folder = `models/${shippedModel}`

/** Paragraphs and tokens of the files, and the best of `rounds` seconds that each way takes for all of them. */
export async function main([rounds = '3', ...files]: string[]): Promise<number> {
  const model = await loadModel(shippedModel, nodePlace('models/'))
  if (!model.ok) throw new Error(model.problem.code)
  const docs = (await Promise.all(files.map((file) => read(readFileSync(file), basename(file))))).flatMap((each) => (each.ok ? each.value.map(({ doc }) => doc) : []))
  const windows = docs.flatMap((doc) => modelInput(doc, model.value.vocabulary).windows)
  const best = async (work: () => Promise<void>) => {
    let least = Infinity
    for (let round = 0; round < Number(rounds); round++) {
      const began = performance.now()
      await work()
      least = Math.min(least, (performance.now() - began) / 1000)
    }
    return least
  }
  const native = async (threads: number) => {
    const session = await InferenceSession.create(`${folder}/onnx/encoder.onnx`, { intraOpNumThreads: threads, interOpNumThreads: 1 })
    return best(async () => {
      for (const window of windows) await session.run(feeds(window))
    })
  }
  process.stdout.write(JSON.stringify({
    paragraphs: docs.reduce((sum, doc) => sum + doc.paragraphs.length, 0),
    tokens: windows.reduce((sum, window) => sum + window.ids.length, 0),
    node: await best(() => labelAll(model.value, docs)),
    one: await native(1),
    two: await native(2),
  }))
  return 0
}

async function labelAll(model: Model, docs: readonly Doc[]): Promise<void> {
  for (const doc of docs) await analyze(model, doc)
}

function feeds(window: Window): Record<string, Tensor> {
  const length = window.ids.length
  return {
    ids: new Tensor('int64', BigInt64Array.from(window.ids, BigInt), [1, length]),
    kinds: new Tensor('int64', BigInt64Array.from(window.kinds, BigInt), [1, length]),
    pool: new Tensor('float32', pooling(window, length), [1, window.parts.length + 2, length]),
  }
}

import type { Doc } from '../document.ts'
import type { Prediction } from '../prediction.ts'
import { decode } from './decode.ts'
import { encode } from './encode.ts'
import { modelInput } from './input.ts'
import type { Model } from './load.ts'

/** Labels one report from beginning to end in this thread. `onProgress` gets the paragraphs done so far. */
export async function analyze(model: Model, doc: Doc, onProgress: (paragraphs: number) => void = () => {}): Promise<Prediction> {
  const input = modelInput(doc, model.vocabulary)
  const rows: Float32Array[] = []
  for (const window of input.windows) {
    rows.push(...(await encode(model, [window])))
    onProgress(window.paragraph + 1)
  }
  return decode(model, doc, input, rows)
}

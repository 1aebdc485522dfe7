import type { Doc } from '../document.ts'
import { decode } from './decode.ts'
import { encode } from './encode.ts'
import { modelInput } from './input.ts'
import type { Model } from './load.ts'

/** Passes after which nothing gets faster any more. */
const passes = 6

const sentence = '全年主动公开政府信息1204条，其中通过门户网站公开816条；收到申请7件，均按时答复。下一步将完善制度，加强培训。'

/**
 * Runs a model that has just been loaded over a text of its own as long as nobody wants anything else: engines compile what runs often
 * once more and better, and the first report does not have to wait for that.
 */
export async function warmUp(model: Model, isWanted: () => boolean): Promise<void> {
  const doc = practice()
  const input = modelInput(doc, model.vocabulary)
  for (let pass = 0; pass < passes; pass++) {
    const rows: Float32Array[] = []
    for (const window of input.windows) {
      await nextTask()
      if (isWanted()) return
      rows.push(...(await encode(model, [window])))
    }
    await decode(model, doc, input, rows)
  }
}

/** Paragraphs of several lengths. */
function practice(): Doc {
  const lines = [1, 2, 3, 1, 2, 3].map((count) => sentence.repeat(count))
  let start = 0
  const paragraphs = lines.map((line) => {
    const paragraph = { start, end: start + line.length, headingEnd: start, level: 0, trail: [], structure: null }
    start += line.length + 1
    return paragraph
  })
  return { name: '', text: lines.join('\n'), sha256: '', encoding: 'utf-8', paragraphs }
}

/** Lets what has been asked meanwhile come in. */
const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

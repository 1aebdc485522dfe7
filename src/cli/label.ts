import { byPlace, statementsOf } from '../core/imported.ts'
import { predictedLabels, resolve } from '../core/labels.ts'
import { analyze } from '../core/nlp/analyze.ts'
import type { Model } from '../core/nlp/load.ts'
import type { Reading } from '../core/readers/reader.ts'
import { writeLabelsJsonl } from '../core/writers/labels-jsonl.ts'
import { filesIn, openFile, put } from './files.ts'
import { eachReading, startModel } from './readings.ts'

/** `nianbao label`: labels JSONL of every report, to standard output or the file `out`. Gives the exit code. */
export async function label(inputs: readonly string[], out: string | undefined): Promise<number> {
  const model = await startModel()
  if (model === null) return 1
  const output = out === undefined ? process.stdout : await openFile(out)
  if (output === null) return 1
  const failed = await eachReading(inputs.flatMap(filesIn), async (reading, onProgress) => put(output, await labelReading(model, reading, onProgress)))
  if (output !== process.stdout) await new Promise<void>((done) => output.end(done))
  return failed > 0 ? 1 : 0
}

/** The labels of one report as labels JSONL. What a labels file states stands over what the model says. */
async function labelReading(model: Model, { doc, labels }: Reading, onProgress: (share: number) => void): Promise<string> {
  const prediction = await analyze(model, doc, (paragraphs) => onProgress(paragraphs / doc.paragraphs.length))
  const stated = byPlace(statementsOf(doc, predictedLabels(doc, prediction), byPlace(labels)))
  return writeLabelsJsonl({ doc, labels: resolve(doc, prediction, stated) })
}

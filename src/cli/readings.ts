import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadModel, shippedModel, type Model, type Place } from '../core/nlp/load.ts'
import type { Reading } from '../core/readers/reader.ts'
import { complain, readingsIn } from './files.ts'
import { ProgressBar } from './progress-bar.ts'

/** The shipped model; null, with a word on standard error, if its files are not there. */
export async function startModel(): Promise<Model | null> {
  const model = await loadModel(shippedModel, nodePlace(modelsFolder()))
  if (model.ok) return model.value
  complain(shippedModel, model.problem)
  return null
}

/** The folder of models, with a slash at its end, for Node's runtime. */
export const nodePlace = (models: string): Place => ({
  models,
  device: 'cpu',
  read: async (path) => (existsSync(models + path) ? readFile(models + path) : null),
})

/** The package's models/, whether this runs from the built package or from its checkout. */
function modelsFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'models', shippedModel)) && dirname(folder) !== folder) folder = dirname(folder)
  return join(folder, 'models') + '/'
}

/**
 * Does something with every report of every file, one after the other, under a progress bar. Files that cannot be read are
 * named on standard error and counted; the others go on.
 */
export async function eachReading(
  files: readonly string[], work: (reading: Reading, onProgress: (share: number) => void) => Promise<void>,
): Promise<number> {
  const bar = new ProgressBar(files.length)
  let failed = 0
  for (const file of files) {
    bar.begin(basename(file))
    for await (const { path, readings } of readingsIn(file)) {
      if (readings.ok) for (const reading of readings.value) await work(reading, (share) => bar.show(share))
      else {
        failed++
        bar.clear()
        complain(path, readings.problem)
      }
    }
    bar.end()
  }
  bar.clear()
  return failed
}

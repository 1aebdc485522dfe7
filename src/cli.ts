#!/usr/bin/env node
/** Nianbao on the command line: the same core and the same model as the page. */
import { createWriteStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { exportDataset, exportUsage } from './cli/export.ts'
import { byPlace, statementsOf } from './core/imported.ts'
import { predictedLabels, resolve } from './core/labels.ts'
import { analyze } from './core/nlp/analyze.ts'
import { loadModel, shippedModel, type Model } from './core/nlp/load.ts'
import { problemText, type Language } from './core/problem-text.ts'
import { read, readableExtensions } from './core/readers/index.ts'
import type { Reading } from './core/readers/reader.ts'
import type { Problem } from './core/result.ts'
import { writeLabelsJsonl } from './core/writers/labels-jsonl.ts'

const usage = `Usage: nianbao label FILE|FOLDER… [--out FILE]

Reads reports (.txt in UTF-8, UTF-16, GB18030 or Big5; labels .jsonl) and writes labels JSONL,
one line a paragraph, to standard output or FILE. Folders are read with all folders inside them.
Exit code 0: every file was read. 1: some could not be read; they are named on standard error and
the others were written. 2: the command itself was wrong.
Data sets of other formats: nianbao export --help
`

const language: Language = /^zh/i.test(process.env['LC_ALL'] || process.env['LC_MESSAGES'] || process.env['LANG'] || '') ? 'zh' : 'en'

async function main(args: string[]): Promise<number> {
  if (args[0] === 'export' && !args.includes('--help') && !args.includes('-h')) {
    standWhereStarted()
    return exportDataset(args.slice(1), { language, filesIn, readFile, complain })
  }
  const parsed = parse(args)
  if (parsed === null) {
    process.stderr.write(usage)
    return 2
  }
  if (parsed.help) {
    process.stdout.write(args[0] === 'export' ? exportUsage : usage)
    return 0
  }
  return label(parsed.inputs, parsed.out)
}

function parse(args: string[]): { inputs: string[]; out: string | undefined; help: boolean } | null {
  try {
    const { positionals: [command, ...inputs], values } = parseArgs({
      args, allowPositionals: true, options: { out: { type: 'string', short: 'o' }, help: { type: 'boolean', short: 'h' } },
    })
    const help = values.help ?? false
    return help || (command === 'label' && inputs.length > 0) ? { inputs, out: values.out, help } : null
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n`)
    return null
  }
}

async function label(inputs: readonly string[], out: string | undefined): Promise<number> {
  standWhereStarted()
  const files = inputs.flatMap(filesIn)
  const model = await loadModel(shippedModel, { models: modelsFolder(), device: 'cpu' })
  if (!model.ok) {
    complain(shippedModel, model.problem)
    return 1
  }
  const output = out === undefined ? process.stdout : await openFile(out)
  if (output === null) return 1
  const bar = new ProgressBar(files.length)
  let failed = 0
  for (const file of files) {
    bar.begin(basename(file))
    const readings = await readFile(file)
    if (readings.ok) for (const reading of readings.value) await put(output, await labelReading(model.value, reading, (share) => bar.show(share)))
    else {
      failed++
      bar.clear()
      complain(file, readings.problem)
    }
    bar.end()
  }
  bar.clear()
  if (output !== process.stdout) await new Promise<void>((done) => output.end(done))
  return failed > 0 ? 1 : 0
}

/** `npm run` moves to the package's folder; paths are meant from where the person stands. */
function standWhereStarted(): void {
  const { npm_package_name: script, INIT_CWD: stood } = process.env
  if (script === 'nianbao' && stood) process.chdir(stood)
}

/** The labels of one report as labels JSONL. What a labels file states stands over what the model says. */
async function labelReading(model: Model, { doc, labels }: Reading, onProgress: (share: number) => void): Promise<string> {
  const prediction = await analyze(model, doc, (paragraphs) => onProgress(paragraphs / doc.paragraphs.length))
  const stated = byPlace(statementsOf(doc, predictedLabels(doc, prediction), byPlace(labels)))
  return writeLabelsJsonl({ doc, labels: resolve(doc, prediction, stated) })
}

/** A file as it is; of a folder every file with a readable extension, in the order of their paths. */
function filesIn(path: string): string[] {
  if (!existsSync(path) || !statSync(path).isDirectory()) return [path]
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => readableExtensions.includes(extname(name).slice(1).toLowerCase()) && !basename(name).startsWith('.'))
    .sort()
    .map((name) => join(path, name))
}

async function readFile(file: string): ReturnType<typeof read> {
  try {
    return await read(new Uint8Array(readFileSync(file)), basename(file))
  } catch (error) {
    if (error instanceof Error && 'code' in error) return { ok: false, problem: { code: 'unreadable', reason: error.message } }
    throw error
  }
}

/** A file to write into; null, with a word on standard error, if it cannot be written. */
function openFile(path: string): Promise<NodeJS.WritableStream | null> {
  return new Promise((resolve) => {
    const stream = createWriteStream(path)
    stream.once('open', () => resolve(stream))
    stream.once('error', (error) => {
      complain(path, { code: 'unwritable', reason: error.message })
      resolve(null)
    })
  })
}

/** The package's models/, whether this runs from the built package or from its checkout. */
function modelsFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'models', shippedModel)) && dirname(folder) !== folder) folder = dirname(folder)
  return join(folder, 'models') + '/'
}

function complain(what: string, problem: Problem): void {
  process.stderr.write(`${what}: ${problemText(problem, language)}\n`)
}

/** Waits where the other side of a pipe reads slowly. */
function put(output: NodeJS.WritableStream, text: string): Promise<void> {
  return new Promise((done) => (output.write(text) ? done() : output.once('drain', done)))
}

/** One line on standard error, only where that is a terminal. */
class ProgressBar {
  readonly #files: number
  #done = 0
  #name = ''

  constructor(files: number) {
    this.#files = files
  }

  begin(name: string): void {
    this.#name = name
    this.show(0)
  }

  show(share: number): void {
    if (!process.stderr.isTTY) return
    const whole = (this.#done + share) / this.#files
    const bar = '█'.repeat(Math.round(24 * whole)).padEnd(24, '░')
    process.stderr.write(`\r\u001b[K${bar} ${this.#done}/${this.#files} ${this.#name}`)
  }

  end(): void {
    this.#done++
  }

  clear(): void {
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K')
  }
}

// A reader that has seen enough (`| head`) is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})
process.exitCode = await main(process.argv.slice(2))

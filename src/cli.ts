#!/usr/bin/env node
/** Nianbao on the command line: the same core and the same model as the page. */
import { parseArgs } from 'node:util'
import { evaluateModel } from './cli/evaluate.ts'
import { exportDataset, exportUsage } from './cli/export.ts'
import { goToCaller } from './cli/files.ts'
import { label } from './cli/label.ts'

const usage = `Usage: nianbao label FILE|FOLDER… [--out FILE]
       nianbao evaluate --gold FILE|FOLDER [--reports FOLDER]
       nianbao export --format F [OPTION…] FILE|FOLDER… OUT

label     Reads reports (.docx; .pdf with text in it; .txt and .html in UTF-8, UTF-16, GB18030 or Big5; .md; .csv
          and .xlsx with a column of texts; .zip of any of these; labels .jsonl) and writes labels JSONL, one line a
          paragraph, to standard output or FILE. Folders are read with all folders inside them.
evaluate  Scores the model against labels JSONL. The reports that the labels name are read from FOLDER or
          from beside the labels; where they are not there, from the text that the labels hold.
export    Writes labels as a data set of another format; nianbao export --help says which.

Exit code 0: every file was read. 1: some could not be read; they are named on standard error and
the others were done. 2: the command itself was wrong.
`

/** A command with its arguments; null if they are wrong. */
type Command = (() => Promise<number>) | null

async function main(args: string[]): Promise<number> {
  goToCaller()
  const [name, ...rest] = args
  const command = name === 'export' ? () => exportCommand(rest) : parse(args)
  if (command) return command()
  process.stderr.write(usage)
  return 2
}

function parse(args: string[]): Command {
  try {
    const { positionals: [name, ...inputs], values } = parseArgs({
      args, allowPositionals: true, options: {
        out: { type: 'string', short: 'o' }, gold: { type: 'string' }, reports: { type: 'string' }, help: { type: 'boolean', short: 'h' },
      },
    })
    if (values.help) return explain
    const { out, gold, reports } = values
    if (name === 'label' && inputs.length > 0) return () => label(inputs, out)
    if (name === 'evaluate' && inputs.length === 0 && gold !== undefined) return () => evaluateModel(gold, reports)
    return null
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n`)
    return null
  }
}

/** It has options of its own. */
async function exportCommand(args: string[]): Promise<number> {
  if (!args.some((arg) => arg === '--help' || arg === '-h')) return exportDataset(args)
  process.stdout.write(exportUsage)
  return 0
}

async function explain(): Promise<number> {
  process.stdout.write(usage)
  return 0
}

// A reader that has seen enough (`| head`) is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})
process.exitCode = await main(process.argv.slice(2))

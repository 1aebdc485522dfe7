import { createWriteStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { problemText, type Language } from '../core/problem-text.ts'
import { read, readableExtensions } from '../core/readers/index.ts'
import type { Problem } from '../core/result.ts'

const language: Language = /^zh/i.test(process.env['LC_ALL'] || process.env['LC_MESSAGES'] || process.env['LANG'] || '') ? 'zh' : 'en'

/** One line on standard error: what it is about, what is wrong and what to do. */
export function complain(what: string, problem: Problem): void {
  process.stderr.write(`${what}: ${problemText(problem, language)}\n`)
}

/** `npm run` moves to the package's folder; paths are meant from where the person stands. */
export function goToCaller(): void {
  const { npm_package_name: script, INIT_CWD: stood } = process.env
  if (script === 'nianbao' && stood) process.chdir(stood)
}

/** A file as it is; of a folder every file with a readable extension, in the order of their paths. */
export function filesIn(path: string): string[] {
  if (!existsSync(path) || !statSync(path).isDirectory()) return [path]
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => readableExtensions.includes(extname(name).slice(1).toLowerCase()) && !basename(name).startsWith('.'))
    .sort()
    .map((name) => join(path, name))
}

export async function readFile(file: string): ReturnType<typeof read> {
  try {
    return await read(new Uint8Array(readFileSync(file)), basename(file))
  } catch (error) {
    if (error instanceof Error && 'code' in error) return { ok: false, problem: { code: 'unreadable', reason: error.message } }
    throw error
  }
}

/** A file to write into; null, with a word on standard error, if it cannot be written. */
export function openFile(path: string): Promise<NodeJS.WritableStream | null> {
  return new Promise((resolve) => {
    const stream = createWriteStream(path)
    stream.once('open', () => resolve(stream))
    stream.once('error', (error) => {
      complain(path, { code: 'unwritable', reason: error.message })
      resolve(null)
    })
  })
}

/** Waits where the other side of a pipe reads slowly. */
export function put(output: NodeJS.WritableStream, text: string): Promise<void> {
  return new Promise((done) => (output.write(text) ? done() : output.once('drain', done)))
}

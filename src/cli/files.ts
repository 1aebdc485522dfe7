import { createWriteStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { problemText, type Language } from '../core/problem-text.ts'
import { isHiddenFile, isReadable } from '../core/readable.ts'
import { open, read, type Opened } from '../core/readers/index.ts'
import type { Reading } from '../core/readers/reader.ts'
import type { Problem, Result } from '../core/result.ts'
import type { Schema } from '../core/schema.ts'

export const language: Language = /^zh/i.test(process.env['LC_ALL'] || process.env['LC_MESSAGES'] || process.env['LANG'] || '') ? 'zh' : 'en'

/** Character maps and fonts of PDF, where npm has put them. */
const readerResources = `${dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))}/`

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
    .filter((name) => isReadable(name) && !isHiddenFile(basename(name)))
    .sort()
    .map((name) => join(path, name))
}

/** What a file holds, or each file of an archive, one after the other. */
export async function* readingsIn(file: string, schema?: Schema): AsyncGenerator<{ path: string; readings: Result<readonly Reading[]> }> {
  const opened = await openReport(file, schema)
  if (!opened.ok) yield { path: file, readings: opened }
  else if (opened.value.kind === 'reports') yield { path: file, readings: { ok: true, value: opened.value.readings } }
  else for (const { path, content } of opened.value.files)
    yield { path: join(file, path), readings: content.ok ? await read(content.value, basename(path), readerResources, schema) : content }
}

async function openReport(file: string, schema?: Schema): Promise<Result<Opened>> {
  try {
    return await open(new Uint8Array(readFileSync(file)), basename(file), readerResources, schema)
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

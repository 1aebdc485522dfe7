import * as jieba from 'jieba-wasm'
import type { WordEnds } from '../words.ts'
import { domainWords } from './domain-words.ts'

let ready: Promise<void> | null = null

/**
 * Cuts a text into words with jieba's dictionary, the words of the field and `ownWords`. The dictionary only ever grows in one
 * thread: to take words out again, start a new worker.
 */
export async function tokenize(text: string, ownWords: readonly string[] = []): Promise<WordEnds> {
  ready ??= start()
  await ready
  teach(ownWords)
  const ends: number[] = []
  // jieba's word boundaries never cross a line, and its offsets count code points: the words' own lengths are the truth.
  for (const line of lines(text)) {
    let at = line.start
    for (const word of jieba.cut(text.slice(line.start, line.end), true)) {
      at += word.length
      ends.push(at)
    }
    if (at !== line.end) throw new Error(`jieba gave ${at - line.start} code units for a line of ${line.end - line.start}`)
  }
  return Uint32Array.from(ends)
}

const taught = new Set<string>()

async function start(): Promise<void> {
  // The build for the web has an initialiser that fetches its WebAssembly; the one for Node is ready when imported.
  const { default: initialise } = jieba as { default?: unknown }
  if (typeof initialise === 'function') await initialise()
  teach(domainWords)
}

function teach(words: readonly string[]): void {
  for (const word of words) {
    if (taught.has(word)) continue
    taught.add(word)
    jieba.add_word(word)
  }
}

function* lines(text: string): Generator<{ start: number; end: number }> {
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start)
    const end = newline === -1 ? text.length : newline + 1
    yield { start, end }
    start = end
  }
}

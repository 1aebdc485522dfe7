import type { Item, Unit } from '../dataset/items.ts'
import type { Holds } from '../dataset/loss.ts'
import type { LossKind } from '../loss.ts'
import type { SplitName } from '../dataset/split.ts'
import type { Card } from '../dataset/card.ts'

/** One file of an export. Its chunks are read to the end before the next file is asked for. */
export interface OutFile {
  /** Relative to the export's folder, with `/` between folders. */
  readonly path: string
  readonly chunks: AsyncIterable<Uint8Array>
}

/** What a writer writes. */
export interface Job {
  /** The splits, in order; `data` where the whole stays together. */
  readonly splits: readonly (SplitName | 'data')[]
  /** The items of a split, in order. Each call reads the reports anew, so that none is held. */
  items(split: SplitName | 'data'): AsyncIterable<Item>
  readonly card: Card
}

/** A format of the table in index.ts. Writers are pure: the same job gives the same bytes. */
export interface Format {
  readonly id: string
  readonly label: { readonly zh: string; readonly en: string }
  /** The files that it writes, as told to people; `*` stands for a split's or a report's name. */
  readonly files: readonly string[]
  /** What one record can be, the usual one first. */
  readonly units: readonly Unit[]
  /** What its span offsets count; null where it states none. */
  readonly offsets: 'utf-16' | 'code-point' | null
  readonly holds: Holds
  /** What an item must have to be written: a section, tags that somebody settled, or either of both. */
  readonly needs: 'section' | 'tags' | 'either'
  /** What is lost of an item beyond what `holds` says. */
  losses?(item: Item): Promise<[LossKind, number][]>
  write(job: Job): AsyncIterable<OutFile>
}

const encoder = new TextEncoder()

/** Text as chunks of UTF-8 of some 64 kB. */
export async function* encoded(parts: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Uint8Array> {
  let waiting = ''
  for await (const part of parts) {
    waiting += part
    if (waiting.length < 1 << 16) continue
    yield encoder.encode(waiting)
    waiting = ''
  }
  if (waiting !== '') yield encoder.encode(waiting)
}

/** A file for each split, with the text that each item gives. */
export async function* filePerSplit(job: Job, path: (split: string) => string, text: (item: Item) => string | Promise<string>): AsyncGenerator<OutFile> {
  for (const split of job.splits) yield { path: path(split), chunks: encoded(texts(job.items(split), text)) }
}

async function* texts(items: AsyncIterable<Item>, text: (item: Item) => string | Promise<string>): AsyncGenerator<string> {
  for await (const item of items) yield text(item)
}

export const textFile = (path: string, text: string): OutFile => ({ path, chunks: encoded([text]) })

export const json = (value: unknown): string => `${JSON.stringify(value)}\n`

import type { Annotation } from '../annotation.ts'
import type { Doc } from '../document.ts'
import type { Result } from '../result.ts'

/** One report of a file, with the labels that the file states for it. */
export interface Reading {
  readonly doc: Doc
  readonly labels: readonly Annotation[]
  /** The fingerprint of the text that the labels were made on, where the file states it. */
  readonly original: string | null
}

/** Bytes of a file, or text that was pasted. */
export type Source = Uint8Array | string

export interface Reader {
  readonly id: string
  /** Without a dot, lower case. */
  readonly extensions: readonly string[]
  /** Whether the content can be of this format. The name helps only where several formats look the same. */
  sniff(source: Source, name: string): boolean
  /** Every report of the file, or the one problem for which none was read. */
  read(source: Source, name: string): Promise<Result<Reading[]>>
}

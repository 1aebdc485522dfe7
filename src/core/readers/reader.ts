import type { Annotation } from '../annotation.ts'
import type { Doc } from '../document.ts'
import type { Result } from '../result.ts'
import type { Schema } from '../schema.ts'
import type { LabelNames } from './label-names.ts'
import type { Sheet } from './sheet.ts'

/** One report of a file, with the labels that the file states for it. */
export interface Reading {
  readonly doc: Doc
  readonly labels: readonly Annotation[]
  /** The fingerprint of the text that the labels were made on, where the file states it. */
  readonly original: string | null
}

/** Bytes of a file, or text that was pasted. */
export type Source = Uint8Array | string

/**
 * The folder of the data that readers fetch when they need it, with a slash at its end: a URL of the page's own origin in the page,
 * a path in Node. It is laid out as the package pdfjs-dist: `cmaps/` and `standard_fonts/`.
 */
export type Resources = string

export interface Reader {
  readonly id: string
  /** Without a dot, lower case. */
  readonly extensions: readonly string[]
  /** Whether the content can be of this format. The name helps only where several formats look the same. */
  sniff(source: Source, name: string): boolean
  /**
   * Every report of the file, or the one problem for which none was read. Only PDF needs `resources`, and throws without. Labels are
   * those of `schema`, the built-in one without it.
   */
  read(source: Source, name: string, resources?: Resources, schema?: Schema): Promise<Result<Reading[]>>
  /** The sheets of a format that is a table, for a person to choose their columns. */
  sheets?(source: Source, name: string): Promise<Result<Sheet[]>>
  /**
   * Of a format that brings labels of another tool: reads with those outside the schema as `names` says what they mean. Refuses a file
   * with labels that mean nothing, which `names` then tells.
   */
  readNamed?(source: Source, name: string, names: LabelNames): Promise<Result<Reading[]>>
}

/** A reader of a format of another tool. */
export type LabelReader = Reader & Required<Pick<Reader, 'readNamed'>>

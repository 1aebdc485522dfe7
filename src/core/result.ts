/** Expected failures are values of this kind; bugs throw. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem }

/** Everything that can go wrong in a way that a person can act on. Their words are in problem-text.ts. */
export type Problem =
  | { readonly code: 'empty-file' }
  | { readonly code: 'no-text' }
  | { readonly code: 'too-large'; readonly bytes: number; readonly limit: number }
  | { readonly code: 'paragraph-too-long'; readonly line: number; readonly characters: number; readonly limit: number }
  | { readonly code: 'unsupported-format'; readonly format: FileFormat }
  | { readonly code: 'binary' }
  | { readonly code: 'undecodable' }
  | { readonly code: 'lone-surrogate'; readonly line: number }
  | { readonly code: 'unreadable'; readonly reason: string }
  | { readonly code: 'unwritable'; readonly reason: string }
  | { readonly code: 'folder-not-empty' }
  | { readonly code: 'broken-line'; readonly line: number; readonly reason: BrokenLine }
  | { readonly code: 'unknown-label'; readonly line: number; readonly field: string; readonly label: string }
  | { readonly code: 'newer-version'; readonly found: number; readonly known: number }
  | { readonly code: 'model-missing'; readonly file: string }
  | { readonly code: 'worker-died' }
  | { readonly code: 'export-died' }
  | { readonly code: 'cancelled' }
  | { readonly code: 'unknown-format'; readonly format: string; readonly known: readonly string[] }
  | { readonly code: 'unit-not-held'; readonly format: string; readonly unit: string; readonly held: readonly string[] }
  | { readonly code: 'span-differs'; readonly doc: string; readonly start: number; readonly end: number }
  | { readonly code: 'too-few-groups'; readonly by: 'agency' | 'year' | 'report' | 'section'; readonly groups: number; readonly splits: number }
  | { readonly code: 'nothing-to-export' }
  | { readonly code: 'unknown-labels'; readonly labels: readonly string[] }
  | { readonly code: 'annotations-differ'; readonly line: number }
  | { readonly code: 'storage-full' }
  | { readonly code: 'storage-failed'; readonly reason: string }

export type ProblemCode = Problem['code']

/** Formats that are recognised by their first bytes so that the message can name them. */
export type FileFormat = 'image' | 'pdf' | 'word' | 'zip' | 'archive' | 'html' | 'rtf' | 'json'

/** What may be wrong with one line (or one task) of a file of labels. */
export type BrokenLine = 'not-json' | 'not-object' | 'no-doc' | 'bad-offsets' | 'text-differs' | 'overlaps' | 'bad-span' | 'no-text' | 'bad-columns'

export const ok = <T>(value: T): Result<T> => ({ ok: true, value })
export const fail = (problem: Problem): { readonly ok: false; readonly problem: Problem } => ({ ok: false, problem })

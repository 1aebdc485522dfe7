/** Expected failures are values of this kind; bugs throw. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem }

/** Everything that can go wrong in a way that a person can act on. Their words are in problem-text.ts. */
export type Problem =
  | { readonly code: 'empty-file' }
  | { readonly code: 'no-text' }
  | { readonly code: 'no-labels' }
  | { readonly code: 'too-large'; readonly bytes: number; readonly limit: number }
  | { readonly code: 'paragraph-too-long'; readonly line: number; readonly characters: number; readonly limit: number }
  | { readonly code: 'unsupported-format'; readonly format: FileFormat }
  | { readonly code: 'damaged'; readonly format: DocumentFormat }
  | { readonly code: 'encrypted'; readonly format: DocumentFormat }
  | { readonly code: 'has-doctype' }
  | { readonly code: 'too-complex' }
  | { readonly code: 'unpacks-too-large'; readonly limit: number }
  | { readonly code: 'no-text-layer'; readonly pages: number; readonly without: number }
  | { readonly code: 'too-many-pages'; readonly pages: number; readonly limit: number }
  | { readonly code: 'too-much-text'; readonly limit: number }
  | { readonly code: 'overgrown-page'; readonly elements: number; readonly depth: number }
  | { readonly code: 'broken-archive' }
  | { readonly code: 'broken-entry' }
  | { readonly code: 'archive-bomb'; readonly ratio: number }
  | { readonly code: 'archive-too-large'; readonly files: number; readonly bytes: number }
  | { readonly code: 'archive-too-deep'; readonly limit: number }
  | { readonly code: 'no-readable-file' }
  | { readonly code: 'broken-sheet'; readonly row: number }
  | { readonly code: 'no-text-column' }
  | { readonly code: 'sheet-too-large'; readonly rows: number; readonly columns: number; readonly limit: number }
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
  | { readonly code: 'worker-missing' }
  | { readonly code: 'export-died' }
  | { readonly code: 'cancelled' }
  | { readonly code: 'unknown-format'; readonly format: string; readonly known: readonly string[] }
  | { readonly code: 'unit-not-held'; readonly format: string; readonly unit: string; readonly held: readonly string[] }
  | { readonly code: 'span-differs'; readonly doc: string; readonly start: number; readonly end: number }
  | { readonly code: 'too-few-groups'; readonly by: 'agency' | 'year' | 'report' | 'section'; readonly groups: number; readonly splits: number }
  | { readonly code: 'nothing-to-export' }
  | { readonly code: 'unknown-labels'; readonly labels: readonly string[] }
  | { readonly code: 'annotations-differ'; readonly line: number }
  | { readonly code: 'bad-pattern'; readonly fault: PatternFault; readonly reason: string }
  | { readonly code: 'pattern-too-slow'; readonly seconds: number }
  | { readonly code: 'search-died' }
  | { readonly code: 'label-no-name' }
  | { readonly code: 'label-id' }
  | { readonly code: 'label-name-long'; readonly limit: number }
  | { readonly code: 'label-name-taken'; readonly name: string }
  | { readonly code: 'label-colour' }
  | { readonly code: 'label-key' }
  | { readonly code: 'label-key-taken'; readonly key: string; readonly label: string }
  | { readonly code: 'label-bound'; readonly label: string }
  | { readonly code: 'label-last'; readonly label: string }
  | { readonly code: 'labels-too-many'; readonly limit: number }
  | { readonly code: 'no-such-label'; readonly label: string }
  | { readonly code: 'nothing-changed' }
  | { readonly code: 'no-schema-file' }
  | { readonly code: 'schema-broken-label'; readonly field: string; readonly number: number }
  | { readonly code: 'schema-lacks'; readonly field: string; readonly label: string }
  | { readonly code: 'intake-running' }
  | { readonly code: 'project-name' }
  | { readonly code: 'changed-elsewhere' }
  | { readonly code: 'storage-full' }
  | { readonly code: 'storage-failed'; readonly reason: string }

export type ProblemCode = Problem['code']

/** Formats that are recognised by their first bytes so that the message can name them. */
export type FileFormat = 'image' | 'word' | 'excel' | 'slides' | 'office' | 'zip' | 'archive' | 'rtf' | 'json'

/** Formats that are read and may be found broken or locked; `office` is one of Microsoft's, it does not show which. */
export type DocumentFormat = 'docx' | 'pdf' | 'office'

/** What may be wrong with one line (or one task) of a file of labels. */
export type BrokenLine = 'not-json' | 'not-object' | 'no-doc' | 'bad-offsets' | 'text-differs' | 'overlaps' | 'bad-span' | 'no-text' | 'bad-columns'

/** What may be wrong with a regular expression. */
export type PatternFault = 'open-group' | 'stray-bracket' | 'open-class' | 'nothing-to-repeat' | 'escape' | 'range' | 'other'

export const ok = <T>(value: T): Result<T> => ({ ok: true, value })
export const fail = (problem: Problem): { readonly ok: false; readonly problem: Problem } => ({ ok: false, problem })

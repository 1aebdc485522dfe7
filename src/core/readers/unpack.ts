import { isReadable } from '../readable.ts'
import { fail, ok, type Result } from '../result.ts'
import type { Source } from './reader.ts'
import { unzip, zipEntries } from './zip.ts'

/** A file that came in an archive. */
export interface PackedFile {
  /** Its folders and its name, those of an archive inside the archive before them. */
  readonly path: string
  readonly content: Result<Uint8Array>
}

/** What one archive may hold with all archives inside it: files, bytes of them, and archives within each other. */
export const archiveLimits = { files: 5000, bytes: 300_000_000, depth: 3 }

/** Whether bytes are a ZIP archive of files, and not a document in a format that is one inside (DOCX, XLSX, ODT, EPUB). */
export function isArchive(source: Source): source is Uint8Array {
  if (typeof source === 'string') return false
  const entries = zipEntries(source)
  return entries !== null && !entries.some(({ path }) => path === '[Content_Types].xml' || path === 'mimetype')
}

/**
 * Every file of an archive that some reader may take, archives inside it unpacked too; what cannot be had says why and leaves the
 * others alone. Fails where nothing of the archive can be read, or all of it is more than the limits.
 */
export function unpack(archive: Uint8Array): Result<PackedFile[]> {
  const files = unpackWithin(archive, '', 1, { files: archiveLimits.files, bytes: archiveLimits.bytes })
  if (files.ok && files.value.length === 0) return fail({ code: 'no-readable-file' })
  return files
}

/** What is left of the limits. */
interface Budget {
  files: number
  bytes: number
}

function unpackWithin(archive: Uint8Array, folder: string, depth: number, budget: Budget): Result<PackedFile[]> {
  const entries = zipEntries(archive)?.filter(({ path }) => isWanted(path))
  if (!entries) return fail({ code: 'broken-entry' })
  budget.files -= entries.length
  for (const entry of entries) if (entry.problem === null) budget.bytes -= entry.size
  if (budget.files < 0 || budget.bytes < 0) return fail({ code: 'archive-too-large', files: archiveLimits.files, bytes: archiveLimits.bytes })
  const contents = [...unzip(archive, isWanted)].sort(([a], [b]) => a.localeCompare(b, 'zh'))
  return ok(contents.flatMap(([path, content]): PackedFile[] => {
    const file = { path: folder + path, content }
    if (!content.ok || !isArchive(content.value)) return [file]
    if (depth === archiveLimits.depth) return [{ ...file, content: fail({ code: 'archive-too-deep', limit: archiveLimits.depth }) }]
    const inner = unpackWithin(content.value, `${file.path}/`, depth + 1, budget)
    return inner.ok ? inner.value : [{ ...file, content: inner }]
  }))
}

const isWanted = (path: string): boolean => isReadable(path) && !/(?:^|\/)(?:\.|__MACOSX\/)/.test(path)

import { unzipSync, type UnzipFileInfo } from 'fflate'
import { fail, ok, type Problem, type Result } from '../result.ts'

/** A file inside an archive, as the archive's directory describes it. */
export interface ZipEntry {
  /** With its folders, as the archive's maker spelt it. */
  readonly path: string
  /** Bytes when unpacked. */
  readonly size: number
  /** What forbids to unpack it; null if nothing does. */
  readonly problem: Problem | null
}

/** How many times smaller an archive may make a file of some size. Text comes to 20, and anything above is zeros or a trap. */
export const mostShrunk = 200
const smallEnough = 1_000_000

/** The files of a ZIP archive, folders left out; null for bytes that are no archive or one without an end. Unpacks nothing. */
export function zipEntries(bytes: Uint8Array): ZipEntry[] | null {
  if (!isZip(bytes)) return null
  const found: ZipEntry[] = []
  const collect = (file: UnzipFileInfo): boolean => {
    if (!file.name.endsWith('/')) found.push({ path: pathOf(file.name), size: file.originalSize, problem: problemOf(file) })
    return false
  }
  try {
    unzipSync(bytes, { filter: collect })
    return found
  } catch (error) {
    if (error instanceof Error) return null
    throw error
  }
}

/** Unpacks the files of an archive that `wanted` names, each with its own outcome. Nothing grows beyond the size that its entry states. */
export function unzip(bytes: Uint8Array, wanted: (path: string) => boolean): Map<string, Result<Uint8Array>> {
  const chosen = (zipEntries(bytes) ?? []).filter((entry) => wanted(entry.path))
  const sound = new Set(chosen.filter((entry) => entry.problem === null).map((entry) => entry.path))
  const unpacked = inflate(bytes, sound) ?? new Map([...sound].flatMap((path) => [...(inflate(bytes, new Set([path])) ?? [])]))
  return new Map(chosen.map(({ path, problem }) => {
    const content = unpacked.get(path)
    return [path, problem ? fail(problem) : content ? ok(content) : fail({ code: 'broken-entry' })]
  }))
}

/** All at once; null if one of them is broken. */
function inflate(bytes: Uint8Array, paths: ReadonlySet<string>): Map<string, Uint8Array> | null {
  try {
    const files = unzipSync(bytes, { filter: (file) => paths.has(pathOf(file.name)) })
    return new Map(Object.entries(files).map(([name, content]) => [pathOf(name), content]))
  } catch (error) {
    // The library says with an Error of its own, and with a RangeError for sizes without sense, that data are broken.
    if (error instanceof Error) return null
    throw error
  }
}

const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5)

function problemOf({ size, originalSize, compression }: UnzipFileInfo): Problem | null {
  if (compression !== 0 && compression !== 8) return { code: 'broken-entry' }
  return originalSize > smallEnough && originalSize > mostShrunk * size ? { code: 'archive-bomb', ratio: mostShrunk } : null
}

/**
 * A name as its maker meant it. The library takes names that are not marked as UTF-8 for Latin-1, a code unit a byte;
 * archives made on Chinese Windows hold GBK there, those of careless tools UTF-8.
 */
function pathOf(name: string): string {
  if (!/[\x80-\xff]/.test(name) || /[^\0-\xff]/.test(name)) return name
  const bytes = Uint8Array.from(name, (character) => character.charCodeAt(0))
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
    }
  }
  return name
}

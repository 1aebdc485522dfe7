import { Zip, ZipDeflate } from 'fflate'
import type { OutFile } from './format.ts'

/** Files as one ZIP archive, packed while its chunks are read. Entries carry ZIP's first day: the same files give the same bytes. */
export async function* zipped(files: AsyncIterable<OutFile> | Iterable<OutFile>): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    ready.push(chunk)
  })
  for await (const { path, chunks } of files) {
    const entry = new ZipDeflate(path, { level: 6 })
    entry.mtime = new Date(1980, 0, 1)
    zip.add(entry)
    for await (const chunk of chunks) {
      entry.push(chunk)
      yield* ready.splice(0)
    }
    entry.push(new Uint8Array(), true)
    yield* ready.splice(0)
  }
  zip.end()
  yield* ready.splice(0)
}

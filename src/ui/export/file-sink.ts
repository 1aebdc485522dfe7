import type { Sink } from '../../state/export.svelte.ts'
import { saveFile } from '../library/save-file.ts'

/** The File System Access API, which TypeScript's DOM does not know yet (wicg.github.io/file-system-access). */
interface WithPicker {
  showSaveFilePicker?(options: { suggestedName: string }): Promise<FileSystemFileHandle>
}

/** Bytes after which what came so far becomes a Blob, which the browser may keep on disk. */
const blobSize = 1 << 24

/**
 * A place for a file: one that the person picks, written as it comes, or where the browser cannot do that a download once it is
 * complete. Null if the person picks none. Must be asked for by a click or a key.
 */
export async function openSink(name: string): Promise<Sink | null> {
  const { showSaveFilePicker } = window as WithPicker
  if (!showSaveFilePicker) return download(name)
  try {
    const handle = await showSaveFilePicker.call(window, { suggestedName: name })
    const stream = await handle.createWritable()
    return {
      write: (bytes) => stream.write(bytes.slice()),
      close: () => stream.close(),
      abort: () => stream.abort(),
    }
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return null
    // Where the browser or its settings forbid picking, it may still download.
    if (error instanceof DOMException) return download(name)
    throw error
  }
}

function download(name: string): Sink {
  const blobs: Blob[] = []
  let chunks: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  const settle = (): void => {
    blobs.push(new Blob(chunks))
    chunks = []
    size = 0
  }
  return {
    write: async (bytes) => {
      chunks.push(bytes.slice())
      size += bytes.length
      if (size >= blobSize) settle()
    },
    close: async () => {
      settle()
      saveFile(name, new Blob(blobs))
    },
    abort: async () => {
      blobs.length = 0
      chunks = []
    },
  }
}

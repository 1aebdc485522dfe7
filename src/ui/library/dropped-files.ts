import { isHiddenFile, isReadable } from '../../core/readable.ts'
import type { Item } from '../../state/intake.svelte.ts'

/** Files as items of an intake; nothing is read before its turn comes. */
export const itemsOf = (files: Iterable<File>): Item[] =>
  [...files].filter((file) => !isHiddenFile(file.name)).map((file) => ({
    name: file.name,
    size: file.size,
    read: async () => new Uint8Array(await file.arrayBuffer()),
  }))

/** Pasted text as an item. */
export const itemOfText = (name: string, text: string): Item => ({ name, size: text.length, read: () => Promise.resolve(text) })

/** The files of a chosen folder that can come in: what else lies there, such as the pictures of a saved page, nobody meant to bring. */
export const readableOf = (files: Iterable<File>): File[] => [...files].filter((file) => isReadable(file.name))

/** Every file that was dropped, and of dropped folders every file that can come in, in the order of their names. */
export async function droppedFiles(transfer: DataTransfer): Promise<File[]> {
  // Entries must be taken before the first wait: the browser empties the list when the event is over.
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? [])
  if (entries.length === 0) return [...transfer.files]
  return (await Promise.all(entries.map(filesOf))).flat()
}

async function filesOf(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) return [await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))]
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  const found: FileSystemEntry[] = []
  // A reader gives at most a hundred entries a time and an empty list at the end.
  for (let batch = await readBatch(reader); batch.length > 0; batch = await readBatch(reader)) found.push(...batch)
  found.sort((a, b) => a.name.localeCompare(b.name, 'zh'))
  return (await Promise.all(found.filter((each) => each.isDirectory || isReadable(each.name)).map(filesOf))).flat()
}

const readBatch = (reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> =>
  new Promise((resolve, reject) => reader.readEntries(resolve, reject))

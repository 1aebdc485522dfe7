/**
 * The extensions of the files that can come in, without a dot: those of every reader, and of archives of them. What a file is decides
 * its content; the extension only picks files out of folders and archives.
 */
export const readableExtensions: readonly string[] = [
  'docx', 'docm', 'pdf', 'txt', 'text', 'md', 'markdown', 'html', 'htm', 'shtml', 'xhtml', 'csv', 'tsv', 'xlsx', 'jsonl', 'json', 'conll', 'bio', 'iob', 'zip',
]

export const isReadable = (path: string): boolean => readableExtensions.includes(/\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase() ?? '')

const hidden = new Set(['thumbs.db', 'desktop.ini'])

/** Files that systems leave in folders and that nobody brings on purpose. */
export const isHiddenFile = (name: string): boolean => name.startsWith('.') || hidden.has(name.toLowerCase())

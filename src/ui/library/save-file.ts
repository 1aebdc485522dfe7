/** Hands a file to the person through the browser's own download. */
export function saveFile(name: string, blob: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  // The download has begun by the next task; the address is not needed after that.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

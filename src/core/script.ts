/** Characters that only Traditional text has, each among the commonest of such reports. */
const traditionalOnly = /[這個們為開關門書長東車見經統處當業務實區縣應辦]/g

/** Whether a text is in Traditional Chinese: one such character in fifty is more than any quotation brings into Simplified text. */
export function isTraditional(text: string): boolean {
  const head = text.slice(0, 4000)
  return (head.match(traditionalOnly)?.length ?? 0) > head.length / 50
}

const wide = /[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u3000-\u303f“”‘’…—·]|[\ud840-\ud8ff]/

/** Lines of one sentence as one: no space where a Chinese character stands at either side, one between words of other scripts. */
export function joinLines(lines: readonly string[]): string {
  let joined = ''
  for (const line of lines.map((each) => each.trim()).filter((each) => each !== '')) {
    const needsSpace = joined !== '' && !wide.test(joined.slice(-1)) && !wide.test(line.slice(0, 1)) && !joined.endsWith('-')
    joined += needsSpace ? ` ${line}` : line
  }
  return joined
}

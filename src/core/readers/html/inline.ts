/** Stands for a line break that the page makes itself, while its source is still to be collapsed. */
export const lineBreak = '\u2028'

/** Characters between which Chinese text has no space, so that a line break of the source is none of the text. */
const joins = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—]/

/**
 * The text of a stretch of a page as a browser shows it: white space of the source collapsed, `<br>` and preformatted line ends
 * as line feeds, no-break spaces as spaces, characters without width left out.
 */
export function collapse(source: string): string {
  return source
    .replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, '')
    .replace(/[ \t\n\r\f]+/g, (space, at: number) => {
      const before = source.charAt(at - 1)
      const after = source.charAt(at + space.length)
      return /[\n\r]/.test(space) && joins.test(before) && joins.test(after) ? '' : ' '
    })
    .replaceAll('\u00a0', ' ')
    .split(lineBreak)
    .map((line) => line.replace(/^ | $/g, ''))
    .join('\n')
}

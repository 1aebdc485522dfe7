import type { TextContent } from 'pdfjs-dist/types/src/display/api'
import { fail, ok, type Result } from '../../result.ts'
import type { Resources } from '../reader.ts'
import { linesOf } from './lines.ts'
import { rulingsOf, type Ruling } from './rulings.ts'

/** A stretch of text on a page, in points from the left and from the bottom of the page as it is looked at. */
export interface Run {
  readonly text: string
  readonly x: number
  /** Of its baseline. */
  readonly y: number
  readonly width: number
  /** Height of its font. */
  readonly size: number
}

export interface Page {
  readonly runs: readonly Run[]
  /** Looked for only where text stands side by side. */
  readonly rulings: readonly Ruling[]
}

/** The longest reports have some 60 pages; yearbooks that hold one have hundreds. */
const mostPages = 1_000
const mostCharacters = 500_000

/**
 * The text of every page, read by pdf.js, which is fetched when the first PDF comes. It runs in this very thread, which is a
 * worker's already, and in Node alike. Nothing is drawn, and no script or form of the file runs.
 */
export async function loadPages(bytes: Uint8Array, resources: Resources): Promise<Result<Page[]>> {
  const { getDocument, OPS, VerbosityLevel } = await library()
  const inPage = /^https?:/.test(resources)
  const task = getDocument({
    // pdf.js takes the buffer away.
    data: bytes.slice(),
    cMapUrl: `${resources}cmaps/`,
    standardFontDataUrl: `${resources}standard_fonts/`,
    useWorkerFetch: inPage,
    useSystemFonts: false,
    disableFontFace: true,
    isEvalSupported: false,
    useWasm: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    verbosity: VerbosityLevel.ERRORS,
  })
  try {
    const document = await task.promise
    if (document.numPages > mostPages) return fail({ code: 'too-many-pages', pages: document.numPages, limit: mostPages })
    const pages: Page[] = []
    let characters = 0
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number)
      const view = page.getViewport({ scale: 1 }).transform
      const runs: Run[] = []
      for await (const piece of piecesOf(page.streamTextContent())) {
        for (const item of piece.items) {
          if (!('str' in item)) continue
          runs.push(...runOf(item, view))
          characters += item.str.length
        }
        if (characters > mostCharacters) return fail({ code: 'too-much-text', limit: mostCharacters })
      }
      const rulings = mayHaveTable(runs) ? rulingsOf(await page.getOperatorList(), OPS, view) : []
      pages.push({ runs, rulings })
      page.cleanup()
    }
    return ok(pages)
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException') return fail({ code: 'encrypted', format: 'pdf' })
    if (error instanceof Error && faultsOfFile.test(error.name)) return fail({ code: 'damaged', format: 'pdf' })
    throw error
  } finally {
    await task.destroy()
  }
}

/**
 * pdf.js in both its halves: loaded here, the parsing half runs in this thread and pdf.js starts none of its own. It makes a matrix
 * for drawing as it loads, which Node lacks where the native canvas was not installed; nothing is drawn here.
 */
async function library() {
  if (!('DOMMatrix' in globalThis)) Object.assign(globalThis, { DOMMatrix: class {} })
  await import('pdfjs-dist/legacy/build/pdf.worker.mjs')
  return import('pdfjs-dist/legacy/build/pdf.mjs')
}

/** What pdf.js meets in a broken file. It tells its errors apart by these names: their classes get lost between its two halves. */
const faultsOfFile = /^(?:InvalidPDFException|UnknownErrorException)$/

/**
 * Safari has no async iteration of streams yet. A stream that is not read to its end is left as it is: pdf.js waits for its reader,
 * and cancelling makes it write into a closed stream.
 */
async function* piecesOf(stream: ReadableStream<TextContent>): AsyncGenerator<TextContent> {
  const reader = stream.getReader()
  for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
}

/** A text item of pdf.js as it stands on the page when looked at; nothing for white space, and for text that is not upright (stamps, watermarks). */
function runOf(item: { str: string; transform: readonly number[]; width: number }, view: readonly number[]): Run[] {
  if (item.str.trim() === '') return []
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = item.transform
  const [va = 1, vb = 0, vc = 0, vd = 1, ve = 0, vf = 0] = view
  const along = { x: va * a + vc * b, y: vb * a + vd * b }
  const up = { x: va * c + vc * d, y: vb * c + vd * d }
  const size = Math.hypot(up.x, up.y)
  if (size === 0 || along.x <= 0 || Math.abs(along.y) > 0.1 * along.x) return []
  // The view counts from the top.
  return [{ text: item.str, x: va * e + vc * f + ve, y: -(vb * e + vd * f + vf), width: item.width, size }]
}

const mayHaveTable = (runs: readonly Run[]): boolean => linesOf(runs).filter((line) => line.segments.length > 1).length > 1

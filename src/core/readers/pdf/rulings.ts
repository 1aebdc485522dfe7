/** A straight line that is drawn across or down a page, as tables have them; points from the left and from the bottom. */
export interface Ruling {
  readonly direction: 'across' | 'down'
  /** Its height for one across, its distance from the left for one down. */
  readonly at: number
  readonly from: number
  readonly to: number
}

/** What a page draws, as pdf.js lists it. */
interface Operators {
  readonly fnArray: readonly number[]
  readonly argsArray: readonly unknown[]
}

type Codes = Readonly<Record<
  'save' | 'restore' | 'transform' | 'paintFormXObjectBegin' | 'paintFormXObjectEnd' | 'constructPath' | 'fill' | 'eoFill' | 'stroke' | 'closeStroke' | 'fillStroke' | 'eoFillStroke' | 'closeFillStroke' | 'closeEOFillStroke',
  number
>>

type Matrix = readonly number[]
type Point = readonly [x: number, y: number]

/** Thicker shapes are bars and backgrounds. */
const thickest = 3
const shortest = 4
/** A page with more is a drawing or a map. */
const mostRulings = 5_000

/** The rulings of a page: thin filled shapes, and stroked lines, along the edges of the page as it is looked at. */
export function rulingsOf({ fnArray, argsArray }: Operators, codes: Codes, view: Matrix): Ruling[] {
  const fills = new Set([codes.fill, codes.eoFill])
  const strokes = new Set([codes.stroke, codes.closeStroke, codes.fillStroke, codes.eoFillStroke, codes.closeFillStroke, codes.closeEOFillStroke])
  const rulings: Ruling[] = []
  const saved: Matrix[] = []
  let matrix = view
  for (const [index, code] of fnArray.entries()) {
    const args = argsArray[index]
    if (code === codes.save || code === codes.paintFormXObjectBegin) saved.push(matrix)
    if (code === codes.restore || code === codes.paintFormXObjectEnd) matrix = saved.pop() ?? view
    if (code === codes.transform && isNumbers(args)) matrix = times(matrix, args)
    if (code === codes.paintFormXObjectBegin && Array.isArray(args) && isNumbers(args[0])) matrix = times(matrix, args[0])
    if (code !== codes.constructPath || !Array.isArray(args)) continue
    const [paint, [path = null] = []] = args as [number, unknown[]?]
    if (!(path instanceof Float32Array) || rulings.length > mostRulings) continue
    for (const points of outlinesOf(path, matrix)) {
      if (fills.has(paint)) rulings.push(...thinShape(points))
      if (strokes.has(paint)) rulings.push(...points.slice(1).flatMap((point, at) => thinShape([points[at] ?? point, point])))
    }
  }
  return rulings.length > mostRulings ? [] : rulings
}

const isNumbers = (value: unknown): value is readonly number[] => Array.isArray(value) && value.every((each) => typeof each === 'number')

function times(outer: Matrix, inner: Matrix): Matrix {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = outer
  const [ia = 1, ib = 0, ic = 0, id = 1, ie = 0, ig = 0] = inner
  return [a * ia + c * ib, b * ia + d * ib, a * ic + c * id, b * ic + d * id, a * ie + c * ig + e, b * ie + d * ig + f]
}

/**
 * The straight outlines of a path as pdf.js encodes it: 0 x y begins one, 1 x y draws a line, 2 and 3 a curve of two or three points,
 * 4 closes it. An outline with a curve in it is none.
 */
function outlinesOf(path: Float32Array, [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: Matrix): Point[][] {
  const outlines: Point[][] = []
  let open: Point[] = []
  for (let at = 0; at < path.length; ) {
    const step = path[at]
    const [x = 0, y = 0] = path.subarray(at + 1, at + 3)
    // The view counts from the top.
    const point: Point = [a * x + c * y + e, -(b * x + d * y + f)]
    if (step === 0) outlines.push((open = [point]))
    if (step === 1) open.push(point)
    if (step === 4 && open[0]) open.push(open[0])
    if (step === 2 || step === 3) {
      open.length = 0
      open = []
    }
    at += step === 2 ? 7 : step === 3 ? 5 : step === 4 ? 1 : 3
  }
  return outlines
}

function thinShape(points: readonly Point[]): Ruling[] {
  if (points.length < 2) return []
  const xs = points.map(([x]) => x)
  const ys = points.map(([, y]) => y)
  const [left, right, bottom, top] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const [width, height] = [right - left, top - bottom]
  if (height <= thickest && width >= shortest) return [{ direction: 'across', at: (top + bottom) / 2, from: left, to: right }]
  if (width <= thickest && height >= shortest) return [{ direction: 'down', at: (left + right) / 2, from: bottom, to: top }]
  return []
}

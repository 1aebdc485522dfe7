import type { Span } from '../document.ts'
import { fields } from '../schema.ts'
import type { Scores } from '../why.ts'
import { gather, type BlockInput, type BlockRows } from './block.ts'
import { look } from './decode.ts'
import { encode } from './encode.ts'
import type { Window } from './input.ts'
import type { Model } from './load.ts'
import { encodeCharacters, special } from './vocabulary.ts'

/** A paragraph in the report around it, encoded as it stands: what each removal is compared with. */
export interface Scene {
  /** The index of the paragraph, where it starts in the report, and its text. */
  readonly paragraph: number
  readonly start: number
  readonly text: string
  /** Its windows alone; everything else of the block. */
  readonly input: BlockInput
  /** The encoder's rows of its windows. */
  readonly rows: readonly Float32Array[]
  /** The rows of the whole block. */
  readonly gathered: BlockRows
}

/**
 * The scores of a paragraph's labels without stretches of its text, one result a removal; offsets are those of the report.
 *
 * The characters of a stretch give way to the mask that the encoder was trained with, so that nothing else of the paragraph moves and
 * it reads what it knows: a gap. Only the windows that a stretch reaches are encoded anew; the rows of all other paragraphs stay as they
 * are, and so do place, shape and numbering (`features`). The document model then decides the whole block again.
 */
export async function occlude(model: Model, scene: Scene, removals: readonly (readonly Span[])[]): Promise<Scores[]> {
  const offsets = encodeCharacters(scene.text, 0, scene.text.length, model.vocabulary).offsets.map((offset) => scene.start + offset)
  const found: Scores[] = []
  for (const places of removals) {
    const windows = masked(scene.input.windows, offsets, places)
    const changed = windows.filter((window, index) => window !== scene.input.windows[index])
    const encoded = await encode(model, changed)
    let next = 0
    const rows = windows.map((window, index) => (window === changed[next] ? encoded[next++] : scene.rows[index]) ?? new Float32Array())
    found.push(scoresOf(model, scene, await look(model, scene.input, replaced(model, scene, windows, rows))))
  }
  return found
}

/** A paragraph's windows with the tokens of these places masked; windows that they do not reach are the same objects. */
export function masked(windows: readonly Window[], offsets: readonly number[], places: readonly Span[]): Window[] {
  let first = 0
  return windows.map((window) => {
    const from = first
    const length = window.ids.length - window.lead - 1
    first += length
    const isMasked = (position: number): boolean => {
      const offset = position < window.lead || position >= window.lead + length ? undefined : offsets[from + position - window.lead]
      return offset !== undefined && places.some(({ start, end }) => start <= offset && offset < end)
    }
    if (!window.ids.some((_, position) => isMasked(position))) return window
    return {
      ...window,
      ids: window.ids.map((id, position) => (isMasked(position) ? special.mask : id)),
      // That a number or a name stood there is gone too.
      kinds: window.kinds.map((kind, position) => (isMasked(position) ? 1 : kind)),
    }
  })
}

/** The block's rows with those of one paragraph and its segments put in anew. */
function replaced(model: Model, { paragraph, input, gathered }: Scene, windows: readonly Window[], rows: readonly Float32Array[]): BlockRows {
  const { width } = model.config
  const segments = windows.flatMap((window) => window.parts.map((part) => part.segment))
  const own = gather(width, { ...input, block: { ...input.block, seenFrom: paragraph, seenTo: paragraph + 1 }, windows }, rows)
  const together = { paragraphs: gathered.paragraphs.slice(), segments: gathered.segments.slice() }
  together.paragraphs.set(own.paragraphs, (paragraph - input.block.seenFrom) * 2 * width)
  for (const segment of segments) {
    const at = (segment - input.firstSegment) * width
    together.segments.set(own.segments.subarray(at, at + width), at)
  }
  return together
}

function scoresOf(model: Model, { paragraph, input }: Scene, scores: Awaited<ReturnType<typeof look>>): Scores {
  const at = paragraph - input.block.seenFrom
  return Object.fromEntries(fields.map((field) => {
    const labels = model.config.labels[field]
    return [field, Object.fromEntries(labels.map((label, column) => [label, scores[field][at * labels.length + column] ?? 0]))]
  })) as Record<keyof Scores, Record<string, number>>
}

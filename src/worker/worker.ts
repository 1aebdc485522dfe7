import { expose, transfer } from 'comlink'
import type { Doc, Span } from '../core/document.ts'
import { blockInput, blockOf, gather, type BlockInput, type BlockRows } from '../core/nlp/block.ts'
import { decode } from '../core/nlp/decode.ts'
import { encode } from '../core/nlp/encode.ts'
import { firstReading } from '../core/nlp/first-reading.ts'
import { modelInput, type ModelInput, type Window } from '../core/nlp/input.ts'
import { loadBasis, loadModel, shippedModel, type Basis, type Model, type ModelConfig, type Place } from '../core/nlp/load.ts'
import { occlude, type Scene } from '../core/nlp/occlude.ts'
import { tokenize } from '../core/nlp/tokenize.ts'
import type { Prediction } from '../core/prediction.ts'
import { open, openOrAsk, readAs } from '../core/readers/index.ts'
import type { Answer } from '../core/readers/question.ts'
import type { Resources, Source } from '../core/readers/reader.ts'
import { ok, type Result } from '../core/result.ts'
import type { Schema } from '../core/schema.ts'
import type { Scores } from '../core/why.ts'
import type { WordEnds } from '../core/words.ts'

/** Where the model lies and what computes it, and where readers find their data. */
export interface Surroundings extends Omit<Place, 'read'> {
  readonly resources: Resources
}

interface Loading {
  readonly basis: Promise<Result<Basis>>
  readonly model: Promise<Result<Model>>
}

/** Loaded once; a failed attempt is forgotten, so that the next call tries again. */
let loading: Loading | null = null
let place: Surroundings | null = null

const basis = () => whenLoaded((all) => all.basis)
const model = () => whenLoaded((all) => all.model)

async function whenLoaded<T>(choose: (all: Loading) => Promise<Result<T>>): Promise<Result<T>> {
  if (!place) throw new Error('the worker was not told where the model lies')
  loading ??= load(place)
  const chosen = await choose(loading).catch((error: unknown) => {
    loading = null
    throw error
  })
  if (!chosen.ok) loading = null
  return chosen
}

function load(surroundings: Surroundings): Loading {
  const at = { ...surroundings, read: async (path: string) => {
    const response = await fetch(surroundings.models + path)
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : null
  } }
  const basis = loadBasis(shippedModel, at)
  return { basis, model: loadModel(shippedModel, at, basis) }
}

const api = {
  /** Says where everything lies, loads the model and describes it. */
  async start(at: Surroundings): Promise<Result<ModelConfig>> {
    place = at
    const loaded = await model()
    return loaded.ok ? ok(loaded.value.config) : loaded
  },

  open(source: Source, name: string, schema?: Schema) {
    if (!place) throw new Error('the worker was not told where its data lies')
    return open(source, name, place.resources, schema)
  },

  openOrAsk(source: Source, name: string, schema?: Schema) {
    if (!place) throw new Error('the worker was not told where its data lies')
    return openOrAsk(source, name, place.resources, schema)
  },

  readAs(source: Source, name: string, answer: Answer, schema?: Schema) {
    return readAs(source, name, answer, schema)
  },

  /** What the model reads of a report, with a first reading of it where that is wanted; neither waits for the graphs. */
  async prepare(doc: Doc, wantsFirst: boolean): Promise<Result<{ input: ModelInput; first: Prediction | null }>> {
    const loaded = await basis()
    if (!loaded.ok) return loaded
    const input = modelInput(doc, loaded.value.vocabulary)
    return ok({ input, first: wantsFirst ? firstReading(loaded.value, doc, input) : null })
  },

  /** The encoder's rows of each window, and the milliseconds that they took, waiting for the model not counted. */
  async encode(windows: readonly Window[]): Promise<Result<{ rows: Float32Array[]; milliseconds: number }>> {
    const loaded = await model()
    if (!loaded.ok) return loaded
    const began = performance.now()
    const rows = await encode(loaded.value, windows)
    return transfer(ok({ rows, milliseconds: performance.now() - began }), rows.map((row) => row.buffer))
  },

  async decode(doc: Doc, input: ModelInput, rows: readonly Float32Array[]): Promise<Result<Prediction>> {
    const loaded = await model()
    return loaded.ok ? ok(await decode(loaded.value, doc, input, rows)) : loaded
  },

  /** The input of the block that a paragraph is decided in. */
  async prepareAround(doc: Doc, paragraph: number): Promise<Result<BlockInput>> {
    const loaded = await basis()
    if (!loaded.ok) return loaded
    const block = blockOf(doc.paragraphs.length, paragraph)
    if (!block) throw new Error(`the report has no paragraph ${paragraph}`)
    return ok(blockInput(modelInput(doc, loaded.value.vocabulary), block))
  },

  async gather(input: BlockInput, rows: readonly Float32Array[]): Promise<Result<BlockRows>> {
    const loaded = await basis()
    if (!loaded.ok) return loaded
    const gathered = gather(loaded.value.config.width, input, rows)
    return transfer(ok(gathered), [gathered.paragraphs.buffer, gathered.segments.buffer])
  },

  async occlude(scene: Scene, removals: readonly (readonly Span[])[]): Promise<Result<Scores[]>> {
    const loaded = await model()
    return loaded.ok ? ok(await occlude(loaded.value, scene, removals)) : loaded
  },

  tokenize(text: string, ownWords: readonly string[]): Promise<WordEnds> {
    return tokenize(text, ownWords)
  },
}

export type WorkerApi = typeof api

expose(api)

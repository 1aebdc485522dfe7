import { AutoModel, env, LogLevel, ModelFileNotFoundError, type PreTrainedModel } from '@xenova/transformers'
import { fail, ok, type Result } from '../result.ts'
import type { Field } from '../schema.ts'
import { featureCount } from './features.ts'
import { readLinear, type Linear } from './linear.ts'
import { readVocabulary, type Vocabulary } from './vocabulary.ts'

/** Where a model lies and what computes it: everything that differs between page, worker and Node. */
export interface Place {
  /** The folder that holds the models: a URL path in the page, a file path in Node; with a slash at its end. */
  readonly models: string
  readonly device: 'wasm' | 'webgpu' | 'cpu'
  /** The two files of the WebAssembly runtime by their URLs; absent in Node, which has its own runtime. */
  readonly wasm?: { readonly mjs: string; readonly wasm: string }
  /** Reads a file below `models`; null where it is not there. */
  read(path: string): Promise<Uint8Array<ArrayBuffer> | null>
}

/** What `models/<name>/config.json` states beside what Transformers.js needs. */
export interface ModelConfig {
  readonly name: string
  readonly version: string
  readonly labels: Readonly<Record<Field | 'tag', readonly string[]>>
  /** Numbers in one encoder row, of which a paragraph has two and a segment one. */
  readonly width: number
  readonly vector: number
  readonly features: number
  /** Logits are divided by these before the softmax, so that scores mean what they say. */
  readonly temperature: Readonly<Record<Field | 'tag', number>>
  /** Below this score of its section a paragraph is offered for review. */
  readonly unsure: number
}

/** What of a model is there before its graphs are: enough for a first reading. */
export interface Basis {
  readonly config: ModelConfig
  readonly vocabulary: Vocabulary
  readonly linear: Linear
}

export interface Model extends Basis {
  /** Windows in one pass of the encoder: on one thread of a CPU a batch costs more than it saves, a GPU wants many. */
  readonly batch: number
  readonly encoder: PreTrainedModel
  readonly document: PreTrainedModel
}

/** The model that is shipped: a folder of models/. */
export const shippedModel = 'nianbao-1'

/** The interface of graphs and linear part; a model made for another one is not loaded. */
const knownFormat = 4

/** The graphs are optimised already (models/training/optimise.py); only their weights are still to be multiplied out. */
const options = { graphOptimizationLevel: 'basic' } as const

/** Loads what comes before the graphs: configuration, vocabulary and linear part. */
export async function loadBasis(name: string, place: Place): Promise<Result<Basis>> {
  const files = ['config.json', 'tokenizer.json', 'linear.safetensors'].map((file) => `${name}/${file}`)
  const [stated, tokenizer, linear] = await Promise.all(files.map((file) => place.read(file)))
  if (!stated || !tokenizer || !linear) return fail({ code: 'model-missing', file: name })
  const config = readConfig(json(stated))
  return config.ok ? ok({ config: config.value, vocabulary: readVocabulary(json(tokenizer)), linear: readLinear(linear) }) : config
}

/** Puts both graphs to a basis. They are loaded after it, as they keep the thread busy. */
export async function loadModel(name: string, place: Place, basis = loadBasis(name, place)): Promise<Result<Model>> {
  const loaded = await basis
  if (!loaded.ok) return loaded
  configure(place)
  try {
    const graph = (file: string) =>
      AutoModel.from_pretrained(name, { dtype: 'fp32', device: place.device, model_file_name: file, session_options: options })
    // Side by side: what comes first is worked on while the rest is still on its way.
    const [encoder, document] = await Promise.all([graph('encoder'), graph('document')])
    return ok({ ...loaded.value, batch: place.device === 'webgpu' ? 16 : 1, encoder, document })
  } catch (error) {
    if (error instanceof ModelFileNotFoundError) return fail({ code: 'model-missing', file: name })
    throw error
  }
}

const json = (bytes: Uint8Array) => JSON.parse(new TextDecoder().decode(bytes))

function configure(place: Place): void {
  env.logLevel = LogLevel.ERROR
  env.allowRemoteModels = false
  env.allowLocalModels = true
  env.localModelPath = place.models
  // The browser's own HTTP cache holds the files; a second copy in the Cache API would need blob: scripts.
  env.useBrowserCache = false
  env.useWasmCache = false
  const wasm = env.backends.onnx.wasm
  if (place.wasm && wasm) {
    wasm.wasmPaths = { ...place.wasm }
    wasm.numThreads = 1
  }
}

function readConfig(config: object): Result<ModelConfig> {
  const { format, nianbao } = config as { format?: number; nianbao?: ModelConfig }
  if (!nianbao || format === undefined) return fail({ code: 'model-missing', file: 'config.json' })
  if (format !== knownFormat || nianbao.features !== featureCount) return fail({ code: 'newer-version', found: format, known: knownFormat })
  return ok(nianbao)
}

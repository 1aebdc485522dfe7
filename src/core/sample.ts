import type { Field } from './schema.ts'

/** What somebody, or the model, says of a paragraph. */
export type Said = Readonly<Record<Field, string>>

/** What a person said of a sampled paragraph without having seen what the model says. */
export type Answer = Said & { readonly by: string; readonly at: number }

/** A paragraph that chance chose, with what the model said when it was drawn. */
export interface Sampled {
  readonly report: string
  readonly paragraph: number
  readonly model: Said
  readonly answer: Answer | null
}

/** A simple random sample. What is corrected elsewhere before or after never enters it, and so what is reckoned from it stays unbiased. */
export interface Sample {
  readonly id: string
  readonly seed: number
  /** Paragraphs that it was drawn from. */
  readonly population: number
  /** The models, by version, that had decided them. */
  readonly models: readonly string[]
  readonly drawnAt: number
  readonly drawnBy: string
  readonly items: readonly Sampled[]
}

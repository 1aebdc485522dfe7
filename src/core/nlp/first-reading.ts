import type { Doc } from '../document.ts'
import type { Prediction } from '../prediction.ts'
import { fields, type Field } from '../schema.ts'
import { blockInput, gather } from './block.ts'
import { blankPrediction, decideStructured, softmaxRows, untag } from './decode.ts'
import { featureCount, lengthOf } from './features.ts'
import type { ModelInput } from './input.ts'
import { linearColumns, lookUp, type Weights } from './linear.ts'
import type { Basis } from './load.ts'

/** What the linear part alone adds up to is divided by this before the softmax. Of probabilities that are only ranked, none is shown. */
const temperature = 0.4

/**
 * The labels of a report as the linear part alone has them, in some ten milliseconds and before the graphs are there: what is shown until
 * `decode` has its word, and never stored. No tags, no vectors. (models/training/labeller.py: Linear.decide, with nothing to add to.)
 */
export function firstReading(basis: Basis, doc: Doc, input: ModelInput): Prediction {
  const { linear, config: { labels } } = basis
  const whole = blockInput(input, { from: 0, to: input.paragraphs, seenFrom: 0, seenTo: input.paragraphs })
  const columns = linearColumns(linear)
  const { paragraphs } = gather(columns, whole, input.windows.map((window) => lookUp(linear, window)))
  const prediction = blankPrediction(basis, input)

  const [sections, roles, substances] = [labels.section.length, labels.role.length, labels.substance.length]
  const features = (index: number) => input.features.subarray(index * featureCount, (index + 1) * featureCount)
  // Of the two rows of a paragraph the second is the mean of its text. What it says grows with the root of its length.
  const said = (index: number, column: number): number =>
    index < 0 || index >= input.paragraphs ? 0 : (paragraphs[(2 * index + 1) * columns + column] ?? 0) * Math.sqrt(lengthOf(features(index)))
  const above = (index: number, column: number): number => paragraphs[(2 * index + 1) * columns + linear.texts.columns + column] ?? 0
  const sums: Record<Field, (index: number, label: number) => number> = {
    section: (index, label) => said(index, label) + said(index - 1, sections + label) + said(index + 1, 2 * sections + label) + above(index, label),
    role: (index, label) => said(index, 3 * sections + label) + above(index, sections + label),
    substance: (index, label) => said(index, 3 * sections + roles + label) + above(index, sections + roles + label),
  }
  for (const field of fields) {
    const count = { section: sections, role: roles, substance: substances }[field]
    for (let index = 0; index < input.paragraphs; index++)
      for (let label = 0; label < count; label++)
        prediction[field][index * count + label] = linear[field].share * (sums[field](index, label) + weighed(linear[field], features(index), label))
    prediction[field].set(softmaxRows(prediction[field], count, temperature))
  }
  for (const segment of input.owners.keys()) untag(prediction, segment)
  decideStructured(doc, input, prediction)
  return prediction
}

function weighed({ weight, bias }: Weights, features: Float32Array, label: number): number {
  return features.reduce((sum, feature, column) => sum + feature * (weight[label * featureCount + column] ?? 0), bias[label] ?? 0)
}

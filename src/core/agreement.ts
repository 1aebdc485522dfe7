import type { ParagraphLabels } from './labels.ts'
import { ranked, type Prediction } from './prediction.ts'
import { agree, fields, type Field } from './schema.ts'

/**
 * The labels of a paragraph once one of them is changed: those of the other fields that agree with it, changing as few as
 * possible, and among those the ones that the model holds likeliest. (A heading made body text needs a substance; text made
 * page chrome is chrome in both fields.)
 */
export function withLabel(
  labels: ParagraphLabels, prediction: Prediction, paragraph: number, field: Field, value: string,
): Record<Field, string> {
  // A label that only people know stays possible where it stands.
  const choices = (each: Field) => {
    if (each === field) return [{ value, score: 1 }]
    const known = ranked(prediction, each, paragraph)
    return known.some((one) => one.value === labels[each].value) ? known : [{ value: labels[each].value, score: 0 }, ...known]
  }
  let best: Record<Field, string> | null = null
  let least = Infinity
  for (const role of choices('role'))
    for (const section of choices('section'))
      for (const substance of choices('substance')) {
        if (!agree(role.value, section.value, substance.value)) continue
        const combination = { role: role.value, section: section.value, substance: substance.value }
        const changed = fields.filter((each) => combination[each] !== labels[each].value).length
        const cost = changed + (lacksSubstance(combination) ? 1.5 : 0) - 0.3 * role.score * section.score * substance.score
        if (cost < least) [best, least] = [combination, cost]
      }
  if (!best) throw new Error(`no labels agree with ${field} ${value}`)
  return best
}

/** Body text has a substance, save signature and date lines. */
const lacksSubstance = ({ role, section, substance }: Record<Field, string>): boolean =>
  role === 'body' && section !== 'front' && substance === 'na'

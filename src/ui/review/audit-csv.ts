import { fields, type Schema } from '../../core/schema.ts'
import { confusionOf, type Sample } from '../../state/audit.svelte.ts'
import { csvOf } from '../statistics/figures.ts'

/** Every sampled paragraph with what the model said and what the person answered, as they were stored. */
export function sampleCsv(sample: Sample): string {
  const columns = ['report', 'paragraph', ...fields.map((field) => `model_${field}`), ...fields.map((field) => `person_${field}`), 'by', 'at', 'sample', 'seed', 'population', 'drawn_at', 'model']
  const rows = sample.items.map(({ report, paragraph, model, answer }) => [report, paragraph + 1, ...fields.map((field) => model[field]), ...fields.map((field) => answer?.[field] ?? ''), answer?.by ?? '', answer ? new Date(answer.at).toISOString() : '',
    sample.id, sample.seed, sample.population, new Date(sample.drawnAt).toISOString(), sample.models.join(' ')])
  return csvOf({ columns, rows })
}

/** The tables of person and model, a line a cell. */
export function confusionCsv(sample: Sample, schema: Schema): string {
  const rows = fields.flatMap((field) => {
    const { labels, counts } = confusionOf(sample, field, schema)
    return labels.flatMap((person, row) => labels.map((model, column) => [field, person, model, counts[row]?.[column] ?? 0]))
  })
  return csvOf({ columns: ['field', 'person', 'model', 'paragraphs'], rows })
}

import type { Card, SplitCounts } from '../dataset/card.ts'
import type { Which } from '../dataset/choice.ts'
import { likeness } from '../dataset/near-duplicates.ts'
import type { Reliability } from '../dataset/reliability.ts'
import { lossText } from '../loss.ts'
import { fields, type LabelField } from '../schema.ts'
import { columns, isRecords, type Column } from './columns.ts'

/** Where the data of a split lies, under the name that the Hub gives it. */
export interface Place {
  readonly name: string
  readonly path: string
  readonly bytes: number
}

type Places = ReadonlyMap<SplitCounts['name'], Place>

/** README.md of a data set: YAML front matter as the Hugging Face Hub reads it, then what a reader must know, filled from the data. */
export const datasetCard = (card: Card, places: Places): string => `${frontMatter(card, places)}
# ${card.name}

Paragraphs of annual reports of Chinese government agencies on information disclosure (政府信息公开工作年度报告), labelled by section, role
and substance, with stretches tagged as issue or measure. Written by Nianbao (年报标注台).

- **Licence:** ${card.licence || 'to be filled in (\`license\` above), for the texts and for the labels'}.
- **Label set:** \`${card.schema.id}\`, version ${card.schema.version}, as defined in the label guide of the same version.
- **One row:** ${card.unit}. Offsets count Unicode code points, end exclusive; those of \`spans\` into \`text\`, \`start\` and \`end\` into the report.
- **Labels taken:** ${whichText(card.which)}.
- **Model:** ${card.models.length > 0 ? card.models.join(', ') : 'none of the labels is a model’s'}.

## Splits
${table(['split', 'rows'], card.splits.map((split) => [nameOf(places, split), String(split.items)]))}
${splitText(card)}

${leftOutText(card)}

## Labels
${[...fields, 'tag' as const].map((field) => labelTable(card, field, places)).join('\n')}
## Who labelled
${card.authors.person} labels by ${card.annotators} ${card.annotators === 1 ? 'person' : 'people'}, ${card.authors.model} by a model, ${card.authors.structure} by the shape of the text (rows of tables).

${reliabilityText(card)}

## Sources
${card.reports} reports.

${table(['agency', 'reports', 'years'], [...card.agencies].map(([agency, { reports, years }]) => [agency || '(not known)', String(reports), yearsText(years)]))}

## Known limits
${limits(card).map((limit) => `- ${limit}`).join('\n')}
`

const nameOf = (places: Places, split: SplitCounts): string => places.get(split.name)?.name ?? split.name

function frontMatter(card: Card, places: Places): string {
  const rows = card.splits.reduce((sum, { items }) => sum + items, 0)
  const data = [...places.values()].map(({ name, path }) => `  - split: ${name}\n    path: ${path}\n`).join('')
  const counts = card.splits.map((split) => `  - name: ${nameOf(places, split)}\n    num_bytes: ${places.get(split.name)?.bytes ?? 0}\n    num_examples: ${split.items}\n`).join('')
  return `---
language:
- zh
license: ${card.licence ? JSON.stringify(card.licence) : 'unknown'}
pretty_name: ${JSON.stringify(card.name)}
task_categories:
- text-classification
- token-classification
size_categories:
- ${sizeCategory(rows)}
configs:
- config_name: default
  data_files:
${data}dataset_info:
  features:
${columns.map((each) => feature(each, '  ')).join('')}  splits:
${counts}---
`
}

function feature({ name, kind }: Column, indent: string): string {
  if (typeof kind === 'string') return `${indent}- name: ${name}\n${indent}  dtype: ${kind}\n`
  const inside = isRecords(kind) ? `\n${kind.map((each) => feature(each, `${indent}  `)).join('')}` : ` ${kind[0]}\n`
  return `${indent}- name: ${name}\n${indent}  list:${inside}`
}

/** The Hub's classes of size. */
function sizeCategory(rows: number): string {
  const steps = [[1e3, 'n<1K'], [1e4, '1K<n<10K'], [1e5, '10K<n<100K'], [1e6, '100K<n<1M']] as const
  return steps.find(([limit]) => rows < limit)?.[1] ?? '1M<n<10M'
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n')

const cell = (text: string): string => text.replace(/[\r\n]+/g, ' ').replaceAll('|', '\\|')

function labelTable(card: Card, field: LabelField, places: Places): string {
  const rows = card.schema.labels[field].map(({ id, zh, en }) => [id, [zh, en].filter(Boolean).join(' · '), ...card.splits.map(({ labels }) => String(labels[field].get(id) ?? 0))])
  return `### ${field}\n${table([field, 'meaning', ...card.splits.map((split) => nameOf(places, split))], rows)}\n`
}

function whichText(which: Which): string {
  switch (which.kind) {
    case 'all':
      return 'all that stand, a person’s before a model’s'
    case 'human':
      return 'only those that a person decided'
    case 'model':
      return `a person’s, and a model’s with a confidence of ${which.confidence} or more`
    case 'agreed':
      return 'only those that at least two people decided alike'
  }
}

function splitText({ request, moved, leftOut }: Card): string {
  if (!request) return '\nNot split.'
  const whole = { agency: 'An agency', year: 'A year', report: 'A report', section: 'A report (dealt so that every section has its share)' }[request.by]
  const fate = request.duplicates === 'move'
    ? `${moved} rows stand in another split than the rest of theirs, with their near duplicates`
    : `${leftOut.duplicates} rows were left out because a near duplicate stands in another split`
  return `\n${whole} is never in two splits; seed ${request.seed}, ratios ${request.ratios.join('/')}. Near duplicates (${likeness.measure} ≥ ${likeness.threshold}, figures alike) are never in two splits: ${fate}.`
}

const leftOutText = ({ leftOut }: Card): string =>
  `Not in the data: ${leftOut.chrome} paragraphs of page chrome, ${leftOut.unlabelled} without a label of this choice, ${leftOut.unsuited} rows without what the format needs.`

function reliabilityText({ reliability }: Card): string {
  const rows = fields.flatMap((field) => (reliability[field] ? [[field, ...reliabilityCells(reliability[field])]] : []))
  if (rows.length === 0) return 'No report was labelled by several people, so no agreement can be stated.'
  return `${table(['field', 'paragraphs', 'annotators', 'Krippendorff’s α', 'Cohen’s κ'], rows)}\n\nα for nominal labels (Krippendorff 2013, ch. 12), κ for two annotators (Cohen 1960).`
}

const reliabilityCells = ({ units, annotators, alpha, kappa }: Reliability): string[] =>
  [String(units), String(annotators), alpha?.toFixed(3) ?? '–', kappa?.toFixed(3) ?? '–']

function yearsText(years: ReadonlySet<number | null>): string {
  const known = [...years].filter((year) => year !== null).sort((a, b) => a - b)
  return [...known, ...(years.has(null) ? ['not known'] : [])].join(', ')
}

function limits({ authors, losses, agencies }: Card): string[] {
  const all = authors.person + authors.model + authors.structure
  return [
    ...(authors.model > 0 ? [`${Math.round((100 * authors.model) / all)} % of the labels are a model’s and carry its mistakes.`] : []),
    ...(agencies.has('') ? ['Of some reports the agency is not known; they are kept together as if they were one agency’s.'] : []),
    'Agency and year were read from the reports’ titles and names unless they were corrected.',
    ...[...losses].map(([kind, count]) => `${count} × ${lossText(kind, 'en')}.`),
  ]
}

import type { Author } from '../annotation.ts'
import type { Item, ItemTag } from '../dataset/items.ts'
import type { Labelled } from '../labels.ts'
import { fields, type Field, type Schema } from '../schema.ts'
import { encoded, textFile, type Format, type Job } from './format.ts'
import { itemData } from './item-data.ts'

/**
 * Label Studio's JSON (label-studio-sdk, read at 97fcff1). What a model or the structure says is a prediction. An item of which a person
 * decided anything has an annotation as well, with every label that stands, as Label Studio has it when a person submits a task.
 * Offsets are UTF-16 code units into `data.text`, end exclusive.
 */
export const labelStudio: Format = {
  id: 'label-studio',
  label: { zh: 'Label Studio', en: 'Label Studio' },
  files: ['*.json', 'labeling-config.xml'],
  units: ['paragraph', 'segment'],
  offsets: 'utf-16',
  holds: { section: true, role: true, substance: true, tags: true, scores: true, untagged: false, annotators: true, trail: true },
  needs: 'either',
  async *write(job) {
    for (const split of job.splits) yield { path: `${split}.json`, chunks: encoded(tasks(job, split)) }
    yield textFile('labeling-config.xml', config(job.card.schema))
  },
}

async function* tasks(job: Job, split: Job['splits'][number]): AsyncGenerator<string> {
  let before = '[\n'
  for await (const item of job.items(split)) {
    yield before + JSON.stringify(taskOf(item))
    before = ',\n'
  }
  yield before === '[\n' ? '[]\n' : '\n]\n'
}

interface Said {
  readonly by: Author
  readonly result: object
  readonly score: number | null
}

function taskOf(item: Item): object {
  const said = [...classesSaid(item), ...item.tags.map((tag, index): Said => ({ by: tag.by, result: tagResult(tag, item, index), score: tag.score }))]
  const machines = [...new Set(said.flatMap(({ by }) => (by.kind === 'person' ? [] : [versionOf(by)])))]
  return {
    data: { text: item.text, ...itemData(item), id: item.id },
    annotations: said.some(({ by }) => by.kind === 'person') ? [{ result: said.map(({ result }) => result) }] : [],
    predictions: machines.map((version) => {
      const results = said.filter(({ by }) => by.kind !== 'person' && versionOf(by) === version)
      return { model_version: version, score: Math.min(...results.map(({ score }) => score ?? 1)), result: results.map(({ result }) => result) }
    }),
  }
}

const versionOf = (by: Author): string => (by.kind === 'structure' ? 'structure' : by.name)

function classesSaid(item: Item): Said[] {
  return fields.flatMap((field) => {
    const label: Labelled | null = item.labels?.[field] ?? null
    if (!label) return []
    const result = { id: `${item.id}-${field}`, from_name: field, to_name: 'text', type: 'choices', value: { choices: [label.value] }, ...scoreOf(label) }
    return [{ by: label.by, result, score: label.score }]
  })
}

const tagResult = (tag: ItemTag, item: Item, index: number): object => ({
  id: `${item.id}-tag-${index}`,
  from_name: 'tag',
  to_name: 'text',
  type: 'labels',
  value: { start: tag.start, end: tag.end, text: item.text.slice(tag.start, tag.end), labels: [tag.value] },
  ...scoreOf(tag),
})

const scoreOf = ({ score }: Labelled): object => (score === null ? {} : { score })

/** The labeling config with the same names. */
const config = (schema: Schema): string => `<View>
  <Labels name="tag" toName="text">
${schema.labels.tag.map(({ id, zh, key }) => `    <Label value="${id}" hint="${escaped(zh)}"${key && ` hotkey="${key.toLowerCase()}"`}/>\n`).join('')}  </Labels>
  <Text name="text" value="$text" granularity="symbol"/>
${fields.map((field) => choices(schema, field)).join('')}</View>
`

const choices = (schema: Schema, field: Field): string => `  <Choices name="${field}" toName="text" choice="single" showInline="true">
${schema.labels[field].map(({ id, zh }) => `    <Choice value="${id}" hint="${escaped(zh)}"/>\n`).join('')}  </Choices>
`

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

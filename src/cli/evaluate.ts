import { basename } from 'node:path'
import type { Doc } from '../core/document.ts'
import { byPlace } from '../core/imported.ts'
import { byParagraph, predictedLabels } from '../core/labels.ts'
import { analyze } from '../core/nlp/analyze.ts'
import type { Model } from '../core/nlp/load.ts'
import type { Reading } from '../core/readers/reader.ts'
import { evaluate, evaluationText, type ScoredParagraph, type ScoredReport } from '../core/review/evaluation.ts'
import { complain, filesIn, readingsIn } from './files.ts'
import { eachReading, startModel } from './readings.ts'

/**
 * `nianbao evaluate`: what the shipped model says of reports beside the labels JSONL files under `gold`. The model reads the
 * reports as files of the names that the labels state, from `reports` or from beside the labels; where there is none, the text
 * and the paragraphs that the labels themselves hold. Gives the exit code.
 */
export async function evaluateModel(gold: string, reports: string | undefined): Promise<number> {
  const model = await startModel()
  if (model === null) return 1
  const sources = new Map(filesIn(reports ?? gold).map((file) => [basename(file), file]))
  const scored: ScoredReport[] = []
  const failed = await eachReading(filesIn(gold).filter((file) => file.endsWith('.jsonl')), async (reading, onProgress) => {
    const right = statedParagraphs(reading)
    if (right.length === 0) return complain(reading.doc.name, { code: 'no-labels' })
    const doc = await sourceOf(reading.doc, sources)
    if (doc) scored.push({ gold: right, predicted: await predictedParagraphs(model, doc, onProgress) })
  })
  if (scored.length === 0) {
    complain(gold, { code: 'no-labels' })
    return 1
  }
  process.stdout.write(evaluationText(evaluate(scored)))
  return failed > 0 ? 1 : 0
}

/** The report as its file holds it; null, with a word on standard error, if that cannot be read. */
async function sourceOf(labelled: Doc, sources: ReadonlyMap<string, string>): Promise<Doc | null> {
  const file = sources.get(labelled.name)
  if (file === undefined) return labelled
  for await (const { path, readings } of readingsIn(file)) {
    if (readings.ok) return readings.value[0]?.doc ?? null
    complain(path, readings.problem)
  }
  return null
}

/** The paragraphs for which all labels are stated. */
function statedParagraphs({ doc, labels }: Reading): ScoredParagraph[] {
  const grouped = byParagraph(doc, byPlace(labels))
  return doc.paragraphs.flatMap(({ start, end }, index) => {
    const stated = grouped.get(index) ?? []
    const [section, role, substance] = (['section', 'role', 'substance'] as const).map((field) => stated.find((each) => each.field === field)?.value)
    if (section === undefined || role === undefined || substance === undefined) return []
    const spans = stated.filter((each) => each.field === 'tag' && each.value !== 'none').map((each) => ({ start: each.start, end: each.end, tag: each.value }))
    return [{ start, end, section, role, substance, spans }]
  })
}

async function predictedParagraphs(model: Model, doc: Doc, onProgress: (share: number) => void): Promise<ScoredParagraph[]> {
  const prediction = await analyze(model, doc, (paragraphs) => onProgress(paragraphs / doc.paragraphs.length))
  return predictedLabels(doc, prediction).map(({ section, role, substance, spans }, index) => ({
    start: doc.paragraphs[index]?.start ?? 0,
    end: doc.paragraphs[index]?.end ?? 0,
    section: section.value,
    role: role.value,
    substance: substance.value,
    spans: spans.map((span) => ({ start: span.start, end: span.end, tag: span.value })),
  }))
}

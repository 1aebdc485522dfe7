import { overlap, type Span } from '../document.ts'
import { fields, type Field } from '../schema.ts'

/** A paragraph with its labels, as far as scoring needs them. Spans count from the report's start. */
export interface ScoredParagraph extends Span, Readonly<Record<Field, string>> {
  readonly spans: readonly ScoredSpan[]
}

export interface ScoredSpan extends Span {
  readonly tag: string
}

/** One report: labels to score, and the labels that are taken as right, over the same text. */
export interface ScoredReport {
  readonly gold: readonly ScoredParagraph[]
  readonly predicted: readonly ScoredParagraph[]
}

export interface Evaluation {
  readonly reports: number
  readonly role: Classification
  readonly section: Classification
  readonly substance: Classification
  /** Only of paragraphs whose right substance is not `na`. */
  readonly substanceOfBody: Classification
  /** Same start, end and tag. */
  readonly spansExact: SpanScore
  /** Characters under a tag. */
  readonly spansByCharacter: SpanScore
}

export interface Classification {
  /** Cases. */
  readonly n: number
  readonly accuracy: number
  /** Mean F1 of the labels that occur in gold. */
  readonly macroF1: number
  /** Agreement beyond chance (Cohen 1960). */
  readonly kappa: number
  readonly perLabel: ReadonlyMap<string, { readonly f1: number; readonly n: number }>
  /** How often a gold label got a predicted one; '' where nothing was predicted. */
  readonly confusion: ReadonlyMap<string, ReadonlyMap<string, number>>
}

export interface SpanScore {
  readonly f1: number
  readonly perTag: ReadonlyMap<string, Counts & { readonly f1: number }>
}

interface Counts {
  readonly hit: number
  readonly wrong: number
  readonly missed: number
}

/**
 * Scores predicted labels. A gold paragraph takes the predicted label that covers most of its characters, so that reports may
 * be cut differently; a paragraph that nothing covers counts as wrong.
 */
export function evaluate(reports: readonly ScoredReport[]): Evaluation {
  const pairs = (field: Field): Pair[] =>
    reports.flatMap(({ gold, predicted }) => gold.map((paragraph): Pair => [paragraph[field], majority(paragraph, predicted, field)]))
  const substance = pairs('substance')
  return {
    reports: reports.length,
    role: classification(pairs('role')),
    section: classification(pairs('section')),
    substance: classification(substance),
    substanceOfBody: classification(substance.filter(([gold]) => gold !== 'na')),
    spansExact: spanScore(reports, exactCounts),
    spansByCharacter: spanScore(reports, characterCounts),
  }
}

/** A right label and what was predicted in its place. */
type Pair = readonly [gold: string, predicted: string]

function majority(gold: Span, predicted: readonly ScoredParagraph[], field: Field): string {
  const weights = new Map<string, number>()
  for (const paragraph of predicted) {
    const shared = overlap(gold, paragraph)
    if (shared > 0) weights.set(paragraph[field], (weights.get(paragraph[field]) ?? 0) + shared)
  }
  return [...weights].reduce((best, each) => (each[1] > best[1] ? each : best), ['', 0] as const)[0]
}

function classification(pairs: readonly Pair[]): Classification {
  const labels = [...new Set(pairs.map(([gold]) => gold))].sort()
  const confusion = new Map(labels.map((label) => [label, tally(pairs.filter(([gold]) => gold === label).map(([, predicted]) => predicted))]))
  const predictedCounts = tally(pairs.map(([, predicted]) => predicted))
  const perLabel = new Map(labels.map((label) => {
    const row = confusion.get(label) ?? new Map<string, number>()
    const n = sum(row.values())
    const hit = row.get(label) ?? 0
    return [label, { f1: f1({ hit, wrong: (predictedCounts.get(label) ?? 0) - hit, missed: n - hit }), n }]
  }))
  const accuracy = share(pairs.filter(([gold, predicted]) => gold === predicted).length, pairs.length)
  const chance = sum(labels.map((label) => share(perLabel.get(label)?.n ?? 0, pairs.length) * share(predictedCounts.get(label) ?? 0, pairs.length)))
  return {
    n: pairs.length,
    accuracy,
    macroF1: share(sum([...perLabel.values()].map((each) => each.f1)), labels.length),
    kappa: chance === 1 ? 1 : (accuracy - chance) / (1 - chance),
    perLabel,
    confusion,
  }
}

type Count = (gold: readonly ScoredSpan[], predicted: readonly ScoredSpan[]) => Counts

function spanScore(reports: readonly ScoredReport[], count: Count): SpanScore {
  const spans = reports.map(({ gold, predicted }) => [gold.flatMap((each) => each.spans), predicted.flatMap((each) => each.spans)] as const)
  const tags = [...new Set(spans.flat(2).map((span) => span.tag))].sort()
  const counted = tags.map((tag) => {
    const counts = spans.map(([gold, predicted]) => count(gold.filter((span) => span.tag === tag), predicted.filter((span) => span.tag === tag)))
    return [tag, add(counts)] as const
  })
  return {
    f1: f1(add(counted.map(([, counts]) => counts))),
    perTag: new Map(counted.map(([tag, counts]) => [tag, { ...counts, f1: f1(counts) }])),
  }
}

function exactCounts(gold: readonly ScoredSpan[], predicted: readonly ScoredSpan[]): Counts {
  const key = (span: Span): string => `${span.start} ${span.end}`
  return difference(new Set(gold.map(key)), new Set(predicted.map(key)))
}

function characterCounts(gold: readonly ScoredSpan[], predicted: readonly ScoredSpan[]): Counts {
  const covered = (spans: readonly Span[]): Set<number> =>
    new Set(spans.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, at) => start + at)))
  return difference(covered(gold), covered(predicted))
}

function difference<T>(gold: ReadonlySet<T>, predicted: ReadonlySet<T>): Counts {
  const hit = [...gold].filter((each) => predicted.has(each)).length
  return { hit, wrong: predicted.size - hit, missed: gold.size - hit }
}

const add = (all: readonly Counts[]): Counts => ({
  hit: sum(all.map((each) => each.hit)), wrong: sum(all.map((each) => each.wrong)), missed: sum(all.map((each) => each.missed)),
})

function tally(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((a, b) => a + b, 0)

/** Nothing of nothing is all of it. */
const share = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole)

const f1 = ({ hit, wrong, missed }: Counts): number => share(2 * hit, 2 * hit + wrong + missed)

const percent = (value: number): string => (100 * value).toFixed(1)

/** The scores as lines of text, every figure in percent beside its number of cases. */
export function evaluationText(evaluation: Evaluation): string {
  const lines = [`reports            ${evaluation.reports}`]
  for (const field of [...fields, 'substanceOfBody'] as const) {
    const { n, accuracy, macroF1, kappa } = evaluation[field]
    lines.push(`${(field === 'substanceOfBody' ? 'substance of body' : field).padEnd(18)} n ${n}  accuracy ${percent(accuracy)}  macro-F1 ${percent(macroF1)}  kappa ${kappa.toFixed(3)}`)
  }
  for (const [name, score] of [['spans exact', evaluation.spansExact], ['spans by character', evaluation.spansByCharacter]] as const) {
    const tags = [...score.perTag].map(([tag, { f1, hit, missed }]) => `${tag} ${percent(f1)} (${hit + missed})`)
    lines.push(`${name.padEnd(18)} F1 ${percent(score.f1)}  ${tags.join('  ')}`)
  }
  for (const field of fields) {
    lines.push('', `${field}: F1 (n)  taken for`)
    for (const [label, { f1, n }] of evaluation[field].perLabel) {
      const wrong = [...(evaluation[field].confusion.get(label) ?? [])].filter(([predicted]) => predicted !== label).sort((a, b) => b[1] - a[1])
      lines.push(`  ${label.padEnd(18)} ${percent(f1).padStart(5)} (${n})  ${wrong.map(([predicted, count]) => `${predicted || 'nothing'} ${count}`).join(', ')}`.trimEnd())
    }
  }
  return lines.join('\n') + '\n'
}

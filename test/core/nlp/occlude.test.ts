import { describe, expect, it } from 'vitest'
import { nodePlace } from '../../../src/cli/readings.ts'
import { likeliest } from '../../../src/core/prediction.ts'
import type { Doc } from '../../../src/core/document.ts'
import { blockInput, blockOf, gather } from '../../../src/core/nlp/block.ts'
import { decode } from '../../../src/core/nlp/decode.ts'
import { encode } from '../../../src/core/nlp/encode.ts'
import { modelInput } from '../../../src/core/nlp/input.ts'
import { loadModel, shippedModel, type Model } from '../../../src/core/nlp/load.ts'
import { masked, occlude, type Scene } from '../../../src/core/nlp/occlude.ts'
import { tokenize } from '../../../src/core/nlp/tokenize.ts'
import { encodeCharacters, special } from '../../../src/core/nlp/vocabulary.ts'
import { documentOf } from '../../../src/core/readers/document-of.ts'
import { nextRemovals, noticeable, partsOf, untouched, type Parts, type Removal, type Scores, type ScoreWithout } from '../../../src/core/why.ts'

const loaded = await loadModel(shippedModel, nodePlace('models/'))
if (!loaded.ok) throw new Error(loaded.problem.code)
const model = loaded.value

const docOf = (text: string): Doc => {
  const read = documentOf('a.txt', { text, encoding: 'utf-8' })
  if (!read.ok) throw new Error(read.problem.code)
  return read.value
}

async function sceneOf(of: Model, doc: Doc, paragraph: number): Promise<Scene> {
  const input = modelInput(doc, of.vocabulary)
  const block = blockOf(doc.paragraphs.length, paragraph)
  const { start = 0, end = 0 } = doc.paragraphs[paragraph] ?? {}
  if (!block) throw new Error('no such paragraph')
  const part = blockInput(input, block)
  const rows = await encode(of, part.windows)
  const isOwn = (at: number) => part.windows[at]?.paragraph === paragraph
  return {
    paragraph, start, text: doc.text.slice(start, end), gathered: gather(of.config.width, part, rows),
    input: { ...part, windows: part.windows.filter((_, at) => isOwn(at)) }, rows: rows.filter((_, at) => isOwn(at)),
  }
}

/** Explains the section of a paragraph as the page does, all at once. */
async function explain(of: Model, doc: Doc, paragraph: number): Promise<{ label: string; parts: Parts; without: ScoreWithout }> {
  const scene = await sceneOf(of, doc, paragraph)
  const place = doc.paragraphs[paragraph]
  if (!place) throw new Error('no such paragraph')
  const parts = partsOf(doc.text, await tokenize(doc.text), place)
  const scores = new Map<string, Scores>()
  const [plain] = await occlude(of, scene, [[]])
  const label = Object.entries(plain?.section ?? {}).sort((a, b) => b[1] - a[1])[0]?.[0] ?? ''
  const without = ({ places }: Removal) => scores.get(JSON.stringify(places))?.section[label]
  for (let next = nextRemovals(parts, without); next.length > 0; next = nextRemovals(parts, without))
    for (const [at, each] of (await occlude(of, scene, next.map(({ places }) => places))).entries()) scores.set(JSON.stringify(next[at]?.places), each)
  return { label, parts, without }
}

/** What each word of a paragraph does to the score of its section, strongest first. */
async function drops(of: Model, doc: Doc, paragraph: number): Promise<[string, number][]> {
  const { without, parts } = await explain(of, doc, paragraph)
  return parts.words.map((word): [string, number] => [word.text, (without(untouched) ?? 0) - (without(word) ?? 0)]).sort((a, b) => b[1] - a[1])
}

/** Nothing round the second paragraph says what it is about. */
const lone = docOf('2022年，我局落实各项规定。\n公开内容不够全面，存在问题。\n2023年1月20日')

describe('taking words out of a paragraph', () => {
  it('masks their characters and nothing else, in every window that they reach', () => {
    const doc = docOf(`${'一二三四五六七八九。'.repeat(24)}问题很多。`)
    const { windows } = modelInput(doc, model.vocabulary)
    const { offsets } = encodeCharacters(doc.text, 0, doc.text.length, model.vocabulary)
    expect(windows.length).toBeGreaterThan(1)
    const at = doc.text.indexOf('问题')
    const after = masked(windows, offsets, [{ start: 0, end: 1 }, { start: at, end: at + 2 }])
    const changed = after.flatMap((window, index) => window.ids.flatMap((id, position) => (id === windows[index]?.ids[position] ? [] : [id])))
    expect(changed).toEqual([special.mask, special.mask, special.mask])
    expect(masked(windows, offsets, [{ start: at, end: at + 2 }])[0]).toBe(windows[0])
  })

  it('leaves the scores of the report as it is where nothing is taken out', async () => {
    const input = modelInput(lone, model.vocabulary)
    const prediction = await decode(model, lone, input, await encode(model, input.windows))
    const [scores] = await occlude(model, await sceneOf(model, lone, 1), [[]])
    const { section, role, substance } = likeliest(prediction, 1)
    expect(scores?.section[section.value]).toBeCloseTo(section.score, 5)
    expect(scores?.role[role.value]).toBeCloseTo(role.score, 5)
    expect(scores?.substance[substance.value]).toBeCloseTo(substance.score, 5)
  })

  it('finds the word that tells of a problem among the strongest', async () => {
    expect((await explain(model, lone, 1)).label).toBe('issues')
    const [strongest, second] = await drops(model, lone, 1)
    expect(['不够', '存在', '问题']).toContain(strongest?.[0])
    expect(strongest?.[1]).toBeGreaterThan(noticeable)
    expect(['不够', '存在', '问题']).toContain(second?.[0])
  })

  it('gives the same whatever the batch', async () => {
    const [one = [], ...others] = await Promise.all([1, 3, 16].map((batch) => drops({ ...model, batch }, lone, 1)))
    for (const other of others) for (const [word, drop] of one) expect(new Map(other).get(word)).toBeCloseTo(drop, 4)
  })
})

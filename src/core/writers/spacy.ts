import { codePoints } from '../dataset/code-points.ts'
import { labelIds } from '../schema.ts'
import { longestFirst } from './bio.ts'
import { filePerSplit, json, type Format } from './format.ts'

/**
 * spaCy's training tuples as JSONL: `[text, {"entities": [[start, end, label]], "cats": {…}}]`, offsets in code points. Entities of
 * spaCy never overlap, so that of tags that do the longest is kept; `cats` names every section, as a classifier of exclusive ones needs.
 */
export const spacy: Format = {
  id: 'spacy',
  label: { zh: 'spaCy JSONL', en: 'spaCy JSONL' },
  files: ['*.jsonl'],
  units: ['paragraph', 'segment', 'report'],
  offsets: 'code-point',
  holds: { section: true, role: false, substance: false, tags: true, scores: false, untagged: false, annotators: false, trail: false },
  needs: 'either',
  losses: async (item) => [
    ['overlap', item.tags.length - longestFirst(item.tags).length],
    ['section', item.labels ? 0 : item.paragraphs.filter(({ labels }) => labels.section).length],
  ],
  write: (job) => filePerSplit(job, (split) => `${split}.jsonl`, (item) => {
    const points = codePoints(item.text)
    const entities = longestFirst(item.tags).map(({ start, end, value }) => [points.fromUtf16(start), points.fromUtf16(end), value])
    const section = item.labels?.section?.value
    const cats = section ? Object.fromEntries(labelIds(job.card.schema, 'section').map((id) => [id, id === section ? 1 : 0])) : {}
    return json([item.text, { entities, cats }])
  }),
}

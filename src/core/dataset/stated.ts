import { noTag, type Annotation } from '../annotation.ts'
import type { Doc } from '../document.ts'
import { byPlace } from '../imported.ts'
import { byParagraph, type Labelled, type TaggedSpan } from '../labels.ts'
import type { Field } from '../schema.ts'
import type { SourceLabels } from './choice.ts'

/** The labels that a file states, without any model's: one entry a paragraph. Statements that lie in no paragraph are left out. */
export function statedLabels(doc: Doc, statements: readonly Annotation[]): SourceLabels[] {
  const grouped = byParagraph(doc, byPlace(statements))
  return doc.paragraphs.map((_, index) => labelsOf(grouped.get(index) ?? []))
}

function labelsOf(statements: readonly Annotation[]): SourceLabels {
  const field = (name: Field): Labelled | null => {
    const statement = statements.find((each) => each.field === name)
    return statement ? tagged(statement) : null
  }
  const tags = statements.filter((each) => each.field === 'tag').map(tagged).sort((a, b) => a.start - b.start || b.end - a.end)
  const decisions = statements.filter((each) => each.by.kind === 'person').map((each) => each.at)
  return {
    section: field('section'),
    role: field('role'),
    substance: field('substance'),
    spans: tags.filter(({ value }) => value !== noTag),
    untagged: tags.filter(({ value }) => value === noTag),
    decidedAt: decisions.length > 0 ? Math.max(...decisions) : null,
  }
}

const tagged = ({ start, end, value, by, score }: Annotation): TaggedSpan => ({ start, end, value, by, score: score ?? null })

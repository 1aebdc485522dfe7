import type { SchemaStep } from '../../core/schema-step.ts'
import { findLabel, type LabelField, type Schema } from '../../core/schema.ts'
import type { Effect } from '../../state/schema.svelte.ts'
import type { Ui } from '../context.ts'

/** What a step was, in words; labels go by the names that they have in that version. */
export function stepText(ui: Ui, schema: Schema, step: SchemaStep): string {
  const t = ui.texts.schema
  const name = (field: LabelField, id: string): string => {
    const label = findLabel(schema, field, id)
    return label?.[ui.language] || label?.zh || label?.en || id
  }
  switch (step.kind) {
    case 'import': return ui.fill(t.steps.import, { schema: step.schema, version: step.version })
    case 'restore': return ui.fill(t.steps.restore, { version: step.version })
    case 'retire': return step.into === null
      ? ui.fill(t.steps.retire, { label: name(step.field, step.label) })
      : ui.fill(t.steps.merge, { label: name(step.field, step.label), into: name(step.field, step.into) })
    case 'change': return ui.fill(t.steps.change, { label: name(step.field, step.label), what: step.what.map((each) => t.properties[each]).join(ui.language === 'zh' ? '、' : ', ') })
    case 'split': return ui.fill(t.steps.split, { label: name(step.field, step.label), parts: step.parts.map((part) => name(step.field, part)).join(ui.language === 'zh' ? '、' : ', ') })
    case 'add': case 'move': case 'revive': return ui.fill(t.steps[step.kind], { label: name(step.field, step.label) })
  }
}

/** What a step does to what is stored, in sentences. */
export function effectTexts(ui: Ui, { statements, reports, reread }: Effect): string[] {
  const t = ui.texts.schema
  return [
    statements > 0 ? ui.fill(t.effect.statements, { statements: ui.number(statements), reports: ui.number(reports) }) : t.effect.noStatements,
    ...(reread > 0 ? [ui.fill(t.effect.reread, { reports: ui.number(reread) })] : []),
    t.effect.undoable,
  ]
}

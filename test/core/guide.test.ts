import { describe, expect, it } from 'vitest'
import { ruleOf } from '../../src/core/guide.ts'
import { disclosureSchema, type LabelField } from '../../src/core/schema.ts'

describe('the label guide', () => {
  const labels = (Object.keys(disclosureSchema.labels) as LabelField[]).flatMap((field) => disclosureSchema.labels[field].map((label) => [field, label.id] as const))

  it.each(labels)('has a rule for %s %s in both languages', (field, id) => {
    const rule = ruleOf(field, id)
    expect(rule?.zh).toMatch(/。$/)
    expect(rule?.en).toMatch(/\.$/)
  })

  it('has none for a label that it does not know', () => {
    expect(ruleOf('section', 'invented')).toBeUndefined()
  })
})

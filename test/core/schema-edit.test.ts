import { describe, expect, it } from 'vitest'
import { addLabel, changeLabel, draftOf, heirsOf, leadsElsewhere, moveLabel, replaceSchema, retireLabel, reviveLabel, splitLabel, type Draft, type Edited } from '../../src/core/schema-edit.ts'
import { readSchema, writeSchema } from '../../src/core/schema-file.ts'
import type { ProblemCode, Result } from '../../src/core/result.ts'
import { disclosureSchema, findLabel, liveLabels, type Schema } from '../../src/core/schema.ts'

const draft = (part: Partial<Draft>): Draft => ({ zh: '', en: '', mark: { zh: '', en: '' }, key: '', colour: '', group: '', guide: { zh: '', en: '' }, ...part })
const done = (result: Result<Edited>): Edited => {
  if (!result.ok) throw new Error(result.problem.code)
  return result.value
}
const code = (result: Result<unknown>): ProblemCode | null => (result.ok ? null : result.problem.code)
const fees = findLabel(disclosureSchema, 'section', 'fees')
if (!fees) throw new Error('the built-in schema has fees')
const unused = { section: new Set<string>(), role: new Set<string>(), substance: new Set<string>(), tag: new Set<string>() }

describe('adding a label', () => {
  it('makes an id from its English name, a mark from its name, and a new version', () => {
    const { schema, step } = done(addLabel(disclosureSchema, 'section', draft({ zh: '业务培训', en: 'Staff training', colour: '#00b0a8' })))
    expect(schema.version).toBe(2)
    expect(step).toEqual({ kind: 'add', field: 'section', label: 'staff_training' })
    expect(schema.labels.section.at(-1)).toEqual({ id: 'staff_training', zh: '业务培训', en: 'Staff training', mark: { zh: '业务', en: 'STA' }, key: '', colour: '#00b0a8' })
    expect(disclosureSchema.labels.section).toHaveLength(17)
  })

  it('gives every label an id of its own, whatever it is called', () => {
    let schema: Schema = disclosureSchema
    for (const zh of ['一', '二']) schema = done(addLabel(schema, 'tag', draft({ zh }))).schema
    schema = done(addLabel(schema, 'tag', draft({ en: 'None' }))).schema
    expect(schema.labels.tag.map(({ id }) => id)).toEqual(['ISSUE', 'MEASURE', 'TAG_OWN', 'TAG_OWN_2', 'TAG_OWN_3'])
  })

  it('takes an id that a person gives, if it can stand in every export', () => {
    expect(done(addLabel(disclosureSchema, 'tag', draft({ zh: '成效' }), 'RESULT')).schema.labels.tag.at(-1)?.id).toBe('RESULT')
    for (const id of ['ISSUE', 'none', '成效', 'a-b', '1a', 'a'.repeat(41)]) expect(code(addLabel(disclosureSchema, 'tag', draft({ zh: '成效' }), id))).toBe('label-id')
  })

  it('refuses what would confuse', () => {
    const add = (part: Partial<Draft>) => code(addLabel(disclosureSchema, 'section', draft(part)))
    expect(add({ zh: '  ' })).toBe('label-no-name')
    expect(add({ zh: '收费及减免' })).toBe('label-name-taken')
    expect(add({ en: 'FEES' })).toBe('label-name-taken')
    expect(add({ zh: '新', key: 'I' })).toBe('label-key-taken')
    expect(add({ zh: '新', key: '1' })).toBe('label-key')
    expect(add({ zh: '新', colour: 'red' })).toBe('label-colour')
    expect(add({ zh: '新'.repeat(41) })).toBe('label-name-long')
  })

  it('knows how many tags a paragraph can keep', () => {
    let schema: Schema = disclosureSchema
    for (let number = schema.labels.tag.length; number < 32; number++) schema = done(addLabel(schema, 'tag', draft({ zh: `标记${number}` }))).schema
    expect(code(addLabel(schema, 'tag', draft({ zh: '再来' })))).toBe('labels-too-many')
  })
})

describe('changing a label', () => {
  it('keeps its id and says what changed', () => {
    const { schema, step, restated } = done(changeLabel(disclosureSchema, 'section', 'fees', { ...draftOf(fees), zh: '费用', colour: '#123456', guide: { zh: '所有费用', en: '' } }))
    expect(findLabel(schema, 'section', 'fees')).toMatchObject({ zh: '费用', en: 'Fees', colour: '#123456', guide: { zh: '所有费用', en: '' } })
    expect(step).toEqual({ kind: 'change', field: 'section', label: 'fees', what: ['name', 'colour', 'guide'] })
    expect(restated).toEqual([])
    expect(leadsElsewhere(disclosureSchema, schema)).toBe(false)
    expect(code(changeLabel(disclosureSchema, 'section', 'fees', draftOf(fees)))).toBe('nothing-changed')
  })

  it('has nothing read anew where the model does not know the label', () => {
    const own = done(addLabel(disclosureSchema, 'section', draft({ en: 'Training' }))).schema
    expect(leadsElsewhere(disclosureSchema, own)).toBe(false)
    expect(leadsElsewhere(own, done(retireLabel(own, 'section', 'training', 'other')).schema)).toBe(false)
  })

  it('moves it among those that are given', () => {
    const { schema } = done(moveLabel(disclosureSchema, 'tag', 'MEASURE', -1))
    expect(schema.labels.tag.map(({ id }) => id)).toEqual(['MEASURE', 'ISSUE'])
    expect(code(moveLabel(disclosureSchema, 'tag', 'ISSUE', -1))).toBe('nothing-changed')
  })
})

describe('retiring a label', () => {
  it('keeps what has it, or gives it to another', () => {
    const kept = done(retireLabel(disclosureSchema, 'section', 'fees', null))
    expect(kept.restated).toEqual([])
    expect(findLabel(kept.schema, 'section', 'fees')).toMatchObject({ retired: true })
    const merged = done(retireLabel(disclosureSchema, 'section', 'fees', 'on_request'))
    expect(merged.restated).toEqual([{ field: 'section', from: 'fees', to: 'on_request' }])
    expect(findLabel(merged.schema, 'section', 'fees')).toMatchObject({ retired: true, into: 'on_request' })
    expect(leadsElsewhere(disclosureSchema, merged.schema)).toBe(true)
    expect(liveLabels(merged.schema, 'section')).toHaveLength(16)
    const back = done(reviveLabel(merged.schema, 'section', 'fees'))
    expect(findLabel(back.schema, 'section', 'fees')).toEqual(fees)
  })

  it('does not touch what rules need, and leads to nothing that demands other labels beside it', () => {
    for (const [field, id] of [['section', 'chrome'], ['role', 'body'], ['substance', 'na']] as const) expect(code(retireLabel(disclosureSchema, field, id, null))).toBe('label-bound')
    expect(heirsOf(disclosureSchema, 'section', 'fees').map(({ id }) => id)).not.toContain('chrome')
    expect(heirsOf(disclosureSchema, 'role', 'heading').map(({ id }) => id)).toEqual(['title', 'body'])
    expect(code(retireLabel(disclosureSchema, 'section', 'fees', 'chrome'))).toBe('no-such-label')
    expect(code(retireLabel(disclosureSchema, 'section', 'fees', 'fees'))).toBe('no-such-label')
    expect(code(retireLabel(done(retireLabel(disclosureSchema, 'tag', 'ISSUE', null)).schema, 'tag', 'MEASURE', null))).toBe('label-last')
  })

  it('gives its key away, and comes back without it', () => {
    const { schema } = done(retireLabel(disclosureSchema, 'section', 'fees', null))
    const taken = done(addLabel(schema, 'section', draft({ zh: '培训', key: 'C' }))).schema
    expect(findLabel(done(reviveLabel(taken, 'section', 'fees')).schema, 'section', 'fees')?.key).toBe('')
  })
})

describe('splitting a label', () => {
  it('puts the parts behind it and leaves it and all that has it', () => {
    const { schema, step, restated } = done(splitLabel(disclosureSchema, 'section', 'fees', [draft({ en: 'Charged' }), draft({ en: 'Waived' })]))
    expect(schema.labels.section.map(({ id }) => id).slice(9, 12)).toEqual(['fees', 'charged', 'waived'])
    expect(step).toEqual({ kind: 'split', field: 'section', label: 'fees', parts: ['charged', 'waived'] })
    expect(restated).toEqual([])
    expect(schema.version).toBe(2)
    expect(code(splitLabel(disclosureSchema, 'section', 'fees', [draft({ zh: '甲' }), draft({ zh: '甲' })]))).toBe('label-name-taken')
  })
})

describe('a schema from elsewhere', () => {
  it('takes the place of this one; what is in use and lacking there stays, retired', () => {
    const own = done(addLabel(disclosureSchema, 'section', draft({ zh: '培训', en: 'Training' }))).schema
    const step = { kind: 'restore', version: 1 } as const
    expect(replaceSchema(own, disclosureSchema, unused, step).schema).toEqual({ ...disclosureSchema, version: 3 })
    const kept = replaceSchema(own, disclosureSchema, { ...unused, section: new Set(['training']) }, step).schema
    expect(findLabel(kept, 'section', 'training')).toMatchObject({ zh: '培训', retired: true })
  })

  it('goes through a file and comes back the same', () => {
    const merged = done(retireLabel(done(addLabel(disclosureSchema, 'section', draft({ zh: '培训', colour: '#00b0a8', group: '其他', guide: { zh: '培训', en: '' } }))).schema, 'section', 'fees', 'on_request')).schema
    expect(readSchema(writeSchema(merged))).toEqual({ ok: true, value: merged })
  })

  it('is refused in words where the file is none of ours, newer, or wrong', () => {
    const file = (change: (json: Record<string, unknown>) => unknown): string => JSON.stringify(change(JSON.parse(writeSchema(disclosureSchema)) as Record<string, unknown>))
    const labels = (change: Partial<Schema['labels']>) => file((json) => ({ ...json, labels: { ...disclosureSchema.labels, ...change } }))
    const { section, tag } = disclosureSchema.labels
    expect(code(readSchema('{'))).toBe('no-schema-file')
    expect(code(readSchema('[]'))).toBe('no-schema-file')
    expect(code(readSchema(file(({ format: _, ...rest }) => rest)))).toBe('no-schema-file')
    expect(readSchema(file((json) => ({ ...json, schema_version: 2 })))).toEqual({ ok: false, problem: { code: 'newer-version', found: 2, known: 1 } })
    expect(code(readSchema(labels({ section: section.filter(({ id }) => id !== 'chrome') })))).toBe('schema-lacks')
    expect(code(readSchema(labels({ tag: [] })))).toBe('schema-lacks')
    expect(readSchema(labels({ tag: [...tag, { ...fees, id: '<b>' }] }))).toEqual({ ok: false, problem: { code: 'schema-broken-label', field: 'tag', number: 3 } })
    expect(code(readSchema(labels({ tag: [...tag, { ...fees, id: 'ISSUE' }] })))).toBe('schema-broken-label')
    expect(code(readSchema(labels({ tag: [...tag, { ...fees, key: 'I' }] })))).toBe('label-key-taken')
    expect(readSchema(labels({ tag: [...tag, { ...fees, id: 'A', retired: true, into: 'B' }, { ...fees, id: 'B', retired: true, into: 'A' }] }))).toEqual({ ok: false, problem: { code: 'schema-broken-label', field: 'tag', number: 3 } })
  })
})

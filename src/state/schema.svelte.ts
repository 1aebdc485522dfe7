import { apply, invert, type Annotations, type Change } from '../core/change.ts'
import { digestOf, type Digest } from '../core/digest.ts'
import { meanConfidence, predictedLabels, resolve } from '../core/labels.ts'
import { ok, type Problem, type Result } from '../core/result.ts'
import { leadsElsewhere, overfull, replaceSchema, type Edited, type Restated } from '../core/schema-edit.ts'
import { disclosureSchema, type LabelField, type Schema } from '../core/schema.ts'
import { placeOf } from '../core/annotation.ts'
import type { HistoryRow, ReportRow, SchemaRow } from '../storage/db.ts'
import type { Reports } from '../storage/reports.ts'
import type { Revisable, Revision, Schemas } from '../storage/schemas.ts'
import { rowOf } from './report-row.ts'

export type { SchemaRow }

/** Where a label is used. */
export interface Use {
  /** Statements of people, and the reports that they are in. */
  readonly statements: number
  readonly reports: number
  /** Paragraphs in which it stands, whoever says so. */
  readonly standing: number
}

/** What a step would do, told before it is done. */
export interface Effect {
  /** Statements of people that become another label's, and the reports that they are in. */
  readonly statements: number
  readonly reports: number
  /** Reports whose labels of the model are read anew. */
  readonly reread: number
}

export interface ProjectSchemaServices {
  readonly schemas: Schemas
  readonly reports: Reports
  annotator(): string
  /** Whether reports are coming in. */
  busy(): boolean
  /** Settles when everything that was done to reports has been saved. */
  saved(): Promise<void>
  /** Called when rows and labels of reports have changed. */
  changed(): Promise<void>
}

const none: Use = { statements: 0, reports: 0, standing: 0 }
export const fieldsOfSchema = ['section', 'role', 'substance', 'tag'] as const satisfies readonly LabelField[]

/** The labels of this project, their versions, and what changing them does. */
export class ProjectSchema {
  readonly #services: ProjectSchemaServices
  #current = $state.raw<Schema>(disclosureSchema)
  #versions = $state.raw<readonly SchemaRow[]>([])
  #uses = $state.raw<ReadonlyMap<string, Use> | null>(null)
  #problem = $state.raw<Problem | null>(null)
  #working = $state(false)

  constructor(services: ProjectSchemaServices) {
    this.#services = services
  }

  async load(): Promise<void> {
    const loaded = await this.#services.schemas.load()
    if (loaded.ok) this.#current = loaded.value
    else this.#problem = loaded.problem
  }

  get current(): Schema {
    return this.#current
  }

  /** Newest first; without the built-in one, which every project begins with. */
  get versions(): readonly SchemaRow[] {
    return this.#versions
  }

  get problem(): Problem | null {
    return this.#problem
  }

  /** A step is being made: reports are being read anew. */
  get working(): boolean {
    return this.#working
  }

  /** Where a label is used; null until that has been counted. */
  useOf(field: LabelField, id: string): Use | null {
    return this.#uses && (this.#uses.get(`${field} ${id}`) ?? none)
  }

  /** Counts where labels are used, and reads the versions, each time the screen is shown. */
  async look(): Promise<void> {
    await this.#services.saved()
    const [versions, statements, digests] = await Promise.all([
      this.#services.schemas.versions(), this.#services.reports.statementCounts(), this.#services.reports.digests(),
    ])
    if (!versions.ok || !statements.ok || !digests.ok) {
      this.#problem = !versions.ok ? versions.problem : !statements.ok ? statements.problem : !digests.ok ? digests.problem : null
      return
    }
    this.#versions = versions.value
    const standing = standingIn(digests.value)
    this.#uses = new Map([...new Set([...standing.keys(), ...statements.value.keys()])].map((label) =>
      [label, { ...none, ...statements.value.get(label), standing: standing.get(label) ?? 0 }]))
  }

  /** What a step would do. */
  async effectOf({ schema, restated }: Edited): Promise<Effect> {
    const uses = restated.map(({ field, from }) => this.useOf(field, from) ?? none)
    const reread = leadsElsewhere(this.#current, schema) ? await this.#countReports() : 0
    return { statements: uses.reduce((sum, each) => sum + each.statements, 0), reports: uses.reduce((sum, each) => sum + each.reports, 0), reread }
  }

  /** Makes a step: the schema has a version more, and people's statements follow in the same transaction. False where it could not be. */
  make({ schema, step, restated }: Edited): Promise<boolean> {
    const touches = restated.length > 0 || leadsElsewhere(this.#current, schema)
    return this.#save(schema, step, touches ? ({ annotations }) => restate(annotations, restated) : null)
  }

  /** What bringing an earlier version back would do, and the step that does it. `version` is 1 for the built-in schema. */
  async bringingBack(version: number): Promise<Result<{ edited: Edited; effect: Effect; entries: readonly HistoryRow[] }>> {
    const entries = await this.#services.schemas.entriesAfter(version)
    if (!entries.ok) return entries
    const earlier = this.#versions.find((row) => row.version === version)?.schema ?? disclosureSchema
    const edited = replaceSchema(this.#current, earlier, this.#used(), { kind: 'restore', version })
    const reports = new Set(entries.value.map((entry) => entry.report))
    let [statements, touched] = [0, 0]
    for (const report of reports) {
      const stated = await this.#services.schemas.statements(report)
      if (!stated.ok) return stated
      const changes = takingBack(stated.value, entries.value.filter((entry) => entry.report === report))
      statements += changes.length
      if (changes.length > 0) touched++
    }
    const reread = leadsElsewhere(this.#current, edited.schema) ? await this.#countReports() : 0
    return ok({ edited, effect: { statements, reports: touched, reread }, entries: entries.value })
  }

  /** Brings an earlier version back as a new one, and takes back what became of statements since, where they still stand so. */
  async bringBack(version: number): Promise<boolean> {
    const back = await this.bringingBack(version)
    if (!back.ok) {
      this.#problem = back.problem
      return false
    }
    const { edited, effect, entries } = back.value
    const touches = effect.reread > 0 || effect.statements > 0
    return this.#save(edited.schema, edited.step, touches ? ({ row, annotations }) => takingBack(annotations, entries.filter((entry) => entry.report === row.id)) : null)
  }

  /** The step that takes a schema from a file or from another project. */
  taking(schema: Schema): Edited {
    return replaceSchema(this.#current, schema, this.#used(), { kind: 'import', schema: schema.id, version: schema.version })
  }

  async #save(schema: Schema, step: Edited['step'], changesOf: ((report: Revisable) => Change[]) | null): Promise<boolean> {
    this.#problem = overfull(schema) ?? (this.#services.busy() ? { code: 'intake-running' } : null)
    if (this.#problem) return false
    this.#working = true
    await this.#services.saved()
    // The built-in set keeps its name for itself: what is changed is another set.
    const id = this.#current.id === disclosureSchema.id ? `${disclosureSchema.id}-${crypto.randomUUID().slice(0, 4)}` : this.#current.id
    const next: Schema = { ...schema, id, version: this.#current.version + 1 }
    const row = { version: next.version, schema: next, by: this.#services.annotator(), at: Date.now(), what: step }
    const saved = await this.#services.schemas.save(row, changesOf && ((report) => revisionOf(report, changesOf(report), row.at)))
    if (saved.ok) {
      this.#current = next
      if (changesOf) await this.#services.changed()
      await this.look()
    } else this.#problem = saved.problem
    this.#working = false
    return saved.ok
  }

  async #countReports(): Promise<number> {
    const digests = await this.#services.reports.digests()
    return digests.ok ? digests.value.length : 0
  }

  /** Labels that people have stated. */
  #used(): Record<LabelField, Set<string>> {
    const used = { section: new Set<string>(), role: new Set<string>(), substance: new Set<string>(), tag: new Set<string>() }
    for (const field of fieldsOfSchema)
      for (const { id } of this.#current.labels[field]) if ((this.useOf(field, id)?.statements ?? 1) > 0) used[field].add(id)
    return used
  }
}

/** The changes that give statements their new label. Who made them and when stays: they say the same under another name. */
const restate = (annotations: Annotations, restated: readonly Restated[]): Change[] => [...annotations.values()].flatMap((before): Change[] => {
  const found = restated.find(({ field, from }) => field === before.field && from === before.value)
  return found ? [{ before, after: { ...before, value: found.to } }] : []
})

/** The changes that take entries back, newest first, where what they led to still stands. */
export function takingBack(annotations: Annotations, entries: readonly Pick<HistoryRow, 'changes'>[]): Change[] {
  let standing = annotations
  for (const { changes } of entries)
    standing = apply(standing, invert(changes.filter(({ after }) => {
      const now = after && standing.get(placeOf(after))
      return now && now.value === after.value && now.at === after.at
    })))
  return [...standing].flatMap(([place, after]): Change[] => {
    const before = annotations.get(place) ?? null
    return before?.value === after.value ? [] : [{ before, after }]
  })
}

/** A report's row and digest once its labels are read by another schema. */
function revisionOf({ row, content: { doc, prediction }, annotations }: Revisable, changes: readonly Change[], now: number): Revision {
  const predicted = predictedLabels(doc, prediction)
  const labels = resolve(doc, prediction, apply(annotations, changes))
  const revised: ReportRow = {
    ...rowOf(doc, labels, prediction, row.corrections), confidence: meanConfidence(predicted),
    addedAt: row.addedAt, changedAt: changes.length > 0 ? now : row.changedAt, ...(row.archived !== undefined && { archived: row.archived }),
  }
  return { row: revised, digest: digestOf(row.id, labels, predicted, prediction.unsure), changes }
}

/** Paragraphs in which each label stands, under its field and id. */
function standingIn(digests: readonly Digest[]): Map<string, number> {
  const counts = new Map<string, number>()
  const add = (field: LabelField, id: string | undefined) => { if (id !== undefined) counts.set(`${field} ${id}`, (counts.get(`${field} ${id}`) ?? 0) + 1) }
  for (const digest of digests) {
    for (const field of ['section', 'role', 'substance'] as const) for (const each of digest[field]) add(field, digest.labels[field][each])
    for (const bits of digest.tags) for (let bit = 0; bit < 32 && bits >>> bit; bit++) if ((bits >>> bit) & 1) add('tag', digest.labels.tag[bit])
  }
  return counts
}

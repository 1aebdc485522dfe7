import Dexie, { type EntityTable } from 'dexie'
import { ok, type Result } from '../core/result.ts'
import { disclosureSchema, type Schema } from '../core/schema.ts'
import { attempt } from './attempt.ts'
import { Database } from './db.ts'
import { forgetPlaces } from './places.ts'
import { Schemas } from './schemas.ts'
import { ofProject } from './settings.ts'
import { Tabs } from './tabs.ts'

/** A body of reports with labels of its own. Each has a database to itself, so that nothing in it needs to name its project. */
export interface Project {
  readonly id: string
  /** '' for the first until a person names it. */
  readonly name: string
  readonly createdAt: number
  /** When it was opened last. */
  readonly usedAt: number
}

/** What is lost with a project. */
export interface Holding {
  readonly reports: number
  readonly statements: number
}

/** The project that there is before anybody makes one. Its database holds the preferences of all, too, and stays when it is removed. */
export const firstProject = 'first'

export const databaseName = (project: string): string => (project === firstProject ? 'nianbao' : `nianbao-${project}`)

/** The register of projects, in a small database of its own. */
export class Projects {
  readonly #db = new Register()
  readonly tabs = new Tabs('nianbao-projects')

  /** In the order in which they were made. As long as none has been written down there is the first. */
  list(): Promise<Result<Project[]>> {
    return attempt(async () => {
      const stored = await this.#db.projects.orderBy('createdAt').toArray()
      return stored.length > 0 ? stored : [{ id: firstProject, name: '', createdAt: 0, usedAt: 0 }]
    })
  }

  /** Writes down a project that has changed; one that has been removed meanwhile stays removed. */
  save(project: Project): Promise<Result<void>> {
    return this.#change(async (listed) => {
      if (listed.some(({ id }) => id === project.id)) await this.#db.projects.put(project)
    })
  }

  /** Makes a project with the schema of another, or the built-in one. */
  async create(project: Project, schema: Schema | null, by: string): Promise<Result<void>> {
    if (schema && schema.id !== disclosureSchema.id) {
      const database = new Database(databaseName(project.id))
      const what = { kind: 'import', schema: schema.id, version: schema.version } as const
      const copied = await new Schemas(database).save({ version: 2, schema: { ...schema, id: `${disclosureSchema.id}-${project.id.slice(0, 4)}`, version: 2 }, by, at: project.createdAt, what }, null)
      database.close()
      if (!copied.ok) return copied
    }
    return this.#change(async () => {
      await this.#db.projects.put(project)
    })
  }

  /** Removes a project with everything in it. There is no way back. Tabs that have it open hear of it first, and leave. */
  async remove(id: string): Promise<Result<void>> {
    const removed = await this.#change(() => this.#db.projects.delete(id))
    if (!removed.ok) return removed
    forgetPlaces(databaseName(id))
    return attempt(() => (id === firstProject ? emptyFirst() : Dexie.delete(databaseName(id))))
  }

  /** Changes the register, in which the projects that are listed now stand first: who takes one away takes none with it. */
  async #change(work: (listed: readonly Project[]) => Promise<void>): Promise<Result<void>> {
    const listed = await this.list()
    if (!listed.ok) return listed
    const changed = await attempt(() => this.#db.transaction('rw', this.#db.projects, async () => {
      if ((await this.#db.projects.count()) === 0) await this.#db.projects.bulkPut(listed.value)
      await work(await this.#db.projects.toArray())
    }))
    if (changed.ok) this.tabs.tell({ of: 'projects' })
    return changed
  }

  /** The schema of any project. */
  async schemaOf(id: string): Promise<Result<Schema>> {
    const database = new Database(databaseName(id))
    const schema = await new Schemas(database).load()
    database.close()
    return schema
  }

  /** What a project holds. */
  holdingOf(id: string): Promise<Result<Holding>> {
    return attempt(async () => {
      const database = new Database(databaseName(id))
      const [reports, statements] = await Promise.all([database.reports.count(), database.annotations.count()])
      database.close()
      return { reports, statements }
    })
  }

  /**
   * The project to open: the one that the address asks for, or the one used last. `missing` where the address asks for one that is not
   * here: then the one used last is opened, too.
   */
  async choose(asked: string | null): Promise<Result<{ project: Project; all: Project[]; missing: boolean }>> {
    const listed = await this.list()
    if (!listed.ok) return listed
    const all = listed.value
    const [last] = all.toSorted((a, b) => b.usedAt - a.usedAt)
    const found = asked === null ? last : all.find(({ id }) => id === asked)
    const project = found ?? last
    if (!project) throw new Error('there is always a project')
    return ok({ project, all, missing: found === undefined })
  }
}

/** Empties the first project's database but for the preferences, which are those of every project. */
async function emptyFirst(): Promise<void> {
  const database = new Database(databaseName(firstProject))
  const tables = database.tables.filter(({ name }) => name !== database.settings.name)
  await database.transaction('rw', [...tables, database.settings], async () => {
    await Promise.all(tables.map((table) => table.clear()))
    await database.settings.bulkDelete([...ofProject])
  })
  database.close()
}

class Register extends Dexie {
  declare readonly projects: EntityTable<Project, 'id'>

  constructor() {
    super('nianbao-projects')
    this.version(1).stores({ projects: 'id, createdAt' })
  }
}

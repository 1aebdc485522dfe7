import Dexie, { type EntityTable } from 'dexie'
import { ok, type Result } from '../core/result.ts'
import { disclosureSchema, type Schema } from '../core/schema.ts'
import { attempt } from './attempt.ts'
import { Database } from './db.ts'
import { Schemas } from './schemas.ts'

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

/** The project that there is before anybody makes one. Its database holds the preferences of all, too. */
export const firstProject = 'first'

export const databaseName = (project: string): string => (project === firstProject ? 'nianbao' : `nianbao-${project}`)

/** The register of projects, in a small database of its own. */
export class Projects {
  readonly #db = new Register()

  /** In the order in which they were made; the first is always there. */
  list(): Promise<Result<Project[]>> {
    return attempt(async () => {
      const stored = await this.#db.projects.orderBy('createdAt').toArray()
      const first: Project = { id: firstProject, name: '', createdAt: 0, usedAt: 0 }
      return stored.some(({ id }) => id === firstProject) ? stored : [first, ...stored]
    })
  }

  save(project: Project): Promise<Result<void>> {
    return attempt(async () => {
      await this.#db.projects.put(project)
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
    return this.save(project)
  }

  /** Removes a project with everything in it. There is no way back. */
  remove(id: string): Promise<Result<void>> {
    return attempt(async () => {
      await Dexie.delete(databaseName(id))
      await this.#db.projects.delete(id)
    })
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
   * here: then the first is opened.
   */
  async choose(asked: string | null): Promise<Result<{ project: Project; all: Project[]; missing: boolean }>> {
    const listed = await this.list()
    if (!listed.ok) return listed
    const all = listed.value
    const found = asked === null ? all.toSorted((a, b) => b.usedAt - a.usedAt)[0] : all.find(({ id }) => id === asked)
    const project = found ?? all.find(({ id }) => id === firstProject)
    if (!project) throw new Error('the first project is always listed')
    return ok({ project, all, missing: found === undefined })
  }
}

class Register extends Dexie {
  declare readonly projects: EntityTable<Project, 'id'>

  constructor() {
    super('nianbao-projects')
    this.version(1).stores({ projects: 'id, createdAt' })
  }
}

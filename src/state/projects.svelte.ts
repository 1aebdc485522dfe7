import type { Problem } from '../core/result.ts'
import type { Holding, Project, Projects } from '../storage/projects.ts'

export type { Holding, Project }

export interface ProjectListServices {
  readonly projects: Projects
  annotator(): string
  /** Settles when everything done so far has been saved. */
  saved(): Promise<void>
  /** Loads the page anew at an address. */
  go(address: string): void
}

/** The projects of this browser, and the one that is open: a page works with one, and goes to another by its address. */
export class ProjectList {
  readonly #services: ProjectListServices
  readonly current: string
  /** The address asked for a project that is not here. */
  readonly missing: boolean
  #all = $state.raw<readonly Project[]>([])
  #problem = $state.raw<Problem | null>(null)

  constructor(services: ProjectListServices, opened: { readonly project: Project; readonly all: readonly Project[]; readonly missing: boolean }) {
    this.#services = services
    this.current = opened.project.id
    this.missing = opened.missing
    this.#all = opened.all
  }

  get all(): readonly Project[] {
    return this.#all
  }

  /** There is something to choose between. */
  get several(): boolean {
    return this.#all.length > 1
  }

  get problem(): Problem | null {
    return this.#problem
  }

  /** Reads the list anew. */
  async load(): Promise<void> {
    const listed = await this.#services.projects.list()
    if (listed.ok) this.#all = listed.value
    else this.#problem = listed.problem
  }

  /** Remembers the open project as the one used last. */
  async use(): Promise<void> {
    const project = this.#find(this.current)
    if (project) await this.#keep({ ...project, usedAt: Date.now() })
  }

  async open(id: string): Promise<void> {
    await this.#services.saved()
    this.#services.go(addressOfProject(id))
  }

  /** Makes a project with the labels of another (null: the built-in ones) and opens it. False where the name will not do. */
  async create(name: string, labelsOf: string | null): Promise<boolean> {
    const plain = this.#fitting(name, null)
    if (plain === null) return false
    const { projects, annotator } = this.#services
    const schema = labelsOf === null ? null : await projects.schemaOf(labelsOf)
    if (schema && !schema.ok) return this.#fail(schema.problem)
    const now = Date.now()
    const project = { id: crypto.randomUUID().slice(0, 8), name: plain, createdAt: now, usedAt: now }
    const created = await projects.create(project, schema?.value ?? null, annotator())
    if (!created.ok) return this.#fail(created.problem)
    await this.open(project.id)
    return true
  }

  async rename(id: string, name: string): Promise<boolean> {
    const project = this.#find(id)
    const plain = this.#fitting(name, id)
    if (!project || plain === null) return false
    await this.#keep({ ...project, name: plain })
    return true
  }

  async holdingOf(id: string): Promise<Holding | null> {
    const holding = await this.#services.projects.holdingOf(id)
    if (!holding.ok) this.#problem = holding.problem
    return holding.ok ? holding.value : null
  }

  /** Removes a project for good. Not the open one: nobody deletes what he works with, and one is always left. */
  async remove(id: string): Promise<boolean> {
    if (!this.mayRemove(id)) return false
    const removed = await this.#services.projects.remove(id)
    if (!removed.ok) return this.#fail(removed.problem)
    this.#all = this.#all.filter((each) => each.id !== id)
    return true
  }

  mayRemove(id: string): boolean {
    return id !== this.current
  }

  /** A name without the spaces around it; null, with a problem, where it is empty or another project's. */
  #fitting(name: string, of: string | null): string | null {
    const plain = name.trim()
    const taken = plain === '' || plain.length > 60 || this.#all.some((each) => each.id !== of && each.name === plain)
    this.#problem = taken ? { code: 'project-name' } : null
    return taken ? null : plain
  }

  #find(id: string): Project | undefined {
    return this.#all.find((each) => each.id === id)
  }

  async #keep(project: Project): Promise<void> {
    this.#all = this.#all.map((each) => (each.id === project.id ? project : each))
    const saved = await this.#services.projects.save(project)
    if (!saved.ok) this.#problem = saved.problem
  }

  #fail(problem: Problem): false {
    this.#problem = problem
    return false
  }
}

/** The address of a project's library, so that a link leads into the right one. */
export const addressOfProject = (id: string): string => `?project=${id}#/`

/** Puts the project into the address of this page, which stays where it is: with several, a reload would not find back by itself. */
export function nameProject(id: string): void {
  history.replaceState(null, '', `?project=${id}${location.hash}`)
}

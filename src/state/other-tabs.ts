import type { News } from '../storage/tabs.ts'
import type { App } from './app.svelte.ts'
import { nameProject } from './projects.svelte.ts'

/** Keeps what this tab shows in step with what other tabs store: it is read anew. What is under way here is finished first. */
export class OtherTabs {
  readonly #app: App
  /** Reports that others have changed since this tab last looked. */
  readonly #changed = new Set<string>()
  #reading = false

  constructor(app: App) {
    this.#app = app
  }

  async hear(news: News): Promise<void> {
    const { schema, keymap, preferences, filters, audit } = this.#app
    if (news.of === 'reports') await this.#readReports(news.ids)
    else if (news.of === 'settings') await Promise.all([preferences.load(), keymap.load(), filters.load()])
    else if (news.of === 'samples') await audit.load()
    else if (news.of === 'projects') await this.#followProjects()
    else {
      await schema.load()
      // Labels have their keys with them, and which of a person's keys hold depends on those.
      await keymap.load()
      await this.#app.readAllAnew()
      await this.#showScreen()
    }
  }

  /** An action over many reports is told report by report: they are read as many at a time as have come in. */
  async #readReports(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.#changed.add(id)
    if (this.#reading) return
    this.#reading = true
    while (this.#changed.size > 0) {
      const now = [...this.#changed]
      this.#changed.clear()
      await this.#app.readAnew(now)
      await this.#showScreen()
    }
    this.#reading = false
  }

  /** A project that is here no more is left at once: the page that it leads to says why. */
  async #followProjects(): Promise<void> {
    const { projects } = this.#app
    await projects.load()
    if (!projects.all.some(({ id }) => id === projects.current)) return projects.open(projects.current)
    if (projects.several) nameProject(projects.current)
  }

  /** What a screen counted or listed when it was shown, it counts and lists anew. */
  async #showScreen(): Promise<void> {
    const { router, review, statistics, schema, recent } = this.#app
    if (recent.shown) await recent.load()
    if (router.route.screen === 'review') await review.load(router.route.query)
    else if (router.route.screen === 'statistics') await statistics.load()
    else if (router.route.screen === 'schema') await schema.look()
  }
}

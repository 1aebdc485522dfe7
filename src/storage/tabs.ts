/** What has changed in a database. */
export type News =
  /** Reports that have been added, changed or removed, by their id. */
  | { readonly of: 'reports'; readonly ids: readonly string[] }
  | { readonly of: 'schema' | 'settings' | 'samples' | 'projects' }

/**
 * Tells the other tabs of this browser what has been stored in a database, and hears it from them; never from itself. Only a tab that
 * listens tells.
 */
export class Tabs {
  readonly #database: string
  #channel: BroadcastChannel | null = null

  constructor(database: string) {
    this.#database = database
  }

  listen(hear: (news: News) => void): void {
    this.#channel = new BroadcastChannel(this.#database)
    this.#channel.onmessage = ({ data }: MessageEvent<News>) => hear(data)
  }

  tell(news: News): void {
    this.#channel?.postMessage(news)
  }
}

export type Route =
  | { readonly screen: 'library' }
  | { readonly screen: 'settings' }
  | { readonly screen: 'export' }
  | { readonly screen: 'statistics' }
  | { readonly screen: 'schema' }
  /** What is searched for stands in the query, see core/filter.ts. */
  | { readonly screen: 'search'; readonly query: string }
  /** What is to be reviewed stands in the query, see core/review/queue.ts. */
  | { readonly screen: 'review'; readonly query: string }
  /** `at` is the paragraph to open it at; `list` the query of the search whose findings are gone through one by one, `queue` that of the review queue. */
  | { readonly screen: 'report'; readonly id: string; readonly unsure: boolean; readonly at?: number; readonly list?: string; readonly queue?: string }

/** Where the person is, kept in the address behind #, so that back, forward and bookmarks work. */
export class Router {
  #route = $state.raw<Route>({ screen: 'library' })

  constructor() {
    this.#route = parse(location.hash)
    addEventListener('hashchange', () => {
      this.#route = parse(location.hash)
    })
  }

  get route(): Route {
    return this.#route
  }

  go(route: Route): void {
    location.hash = addressOf(route)
  }

  /** Goes there without a step for the way back. */
  replace(route: Route): void {
    history.replaceState(null, '', addressOf(route))
    this.#route = route
  }
}

/** The address of a place, for links. */
export function addressOf(route: Route): string {
  if (route.screen === 'report') {
    const query = new URLSearchParams({ ...(route.at !== undefined && { p: String(route.at + 1) }), ...(route.list !== undefined && { list: route.list }), ...(route.queue !== undefined && { queue: route.queue }) })
    return `#/report/${route.id}${route.unsure ? '/unsure' : ''}${query.size > 0 ? `?${query}` : ''}`
  }
  if (route.screen === 'search' || route.screen === 'review') return `#/${route.screen}${route.query && `?${route.query}`}`
  return route.screen === 'library' ? '#/' : `#/${route.screen}`
}

function parse(hash: string): Route {
  const [path = '', ...rest] = hash.split('?')
  const query = rest.join('?')
  const report = /^#\/report\/([0-9a-f]{64})(\/unsure)?$/.exec(path)
  if (report?.[1]) {
    const about = new URLSearchParams(query)
    const at = /^[1-9]\d{0,6}$/.test(about.get('p') ?? '') ? Number(about.get('p')) - 1 : undefined
    const list = about.get('list') ?? undefined
    const queue = about.get('queue') ?? undefined
    return { screen: 'report', id: report[1], unsure: report[2] !== undefined, ...(at !== undefined && { at }), ...(list !== undefined && { list }), ...(queue !== undefined && { queue }) }
  }
  if (path === '#/search') return { screen: 'search', query }
  if (path === '#/review') return { screen: 'review', query }
  if (path === '#/statistics') return { screen: 'statistics' }
  if (path === '#/schema') return { screen: 'schema' }
  return path === '#/settings' ? { screen: 'settings' } : path === '#/export' ? { screen: 'export' } : { screen: 'library' }
}

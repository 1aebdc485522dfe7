export type Route =
  | { readonly screen: 'library' }
  | { readonly screen: 'settings' }
  | { readonly screen: 'export' }
  | { readonly screen: 'report'; readonly id: string; readonly unsure: boolean }

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
}

/** The address of a place, for links. */
export function addressOf(route: Route): string {
  if (route.screen === 'report') return `#/report/${route.id}${route.unsure ? '/unsure' : ''}`
  return route.screen === 'library' ? '#/' : `#/${route.screen}`
}

function parse(hash: string): Route {
  const report = /^#\/report\/([0-9a-f]{64})(\/unsure)?$/.exec(hash)
  if (report?.[1]) return { screen: 'report', id: report[1], unsure: report[2] !== undefined }
  return hash === '#/settings' ? { screen: 'settings' } : hash === '#/export' ? { screen: 'export' } : { screen: 'library' }
}

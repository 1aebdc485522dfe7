/** Settles when the page has nothing else to do; Safari cannot say when that is. */
export const idle = (): Promise<void> => new Promise((resolve) => {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve())
  else setTimeout(resolve, 50)
})

/** Whether the browser promises not to clear what is stored here when space runs short. */
export type Persistence = 'granted' | 'refused' | 'unsupported'

/** Asks the browser for that promise; some browsers ask the person, some decide for themselves. */
export async function askToPersist(): Promise<Persistence> {
  if (!navigator.storage?.persist) return 'unsupported'
  return (await navigator.storage.persist()) ? 'granted' : 'refused'
}

/** What it has answered so far, without asking; null while it has not been asked or has refused. */
export async function isPersisted(): Promise<boolean | null> {
  return navigator.storage?.persisted ? navigator.storage.persisted() : null
}

/** Bytes stored by this origin and bytes that the browser grants it; null where it does not say. */
export async function usage(): Promise<{ used: number; quota: number } | null> {
  if (!navigator.storage?.estimate) return null
  const { usage: used = 0, quota = 0 } = await navigator.storage.estimate()
  return { used, quota }
}

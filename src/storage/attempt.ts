import Dexie from 'dexie'
import { fail, ok, type Result } from '../core/result.ts'

/** Runs something that touches the database; what the browser refuses becomes a problem with its own words. */
export async function attempt<T>(work: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await work())
  } catch (error) {
    if (!(error instanceof Dexie.DexieError)) throw error
    const causes = [error.name, (error as { inner?: { name?: string } }).inner?.name]
    return fail(causes.includes('QuotaExceededError') ? { code: 'storage-full' } : { code: 'storage-failed', reason: error.message })
  }
}

import { expose } from 'comlink'
import type { Digest } from '../../core/digest.ts'
import type { Filter, Wanted } from '../../core/filter.ts'
import type { ReportFacts } from '../../core/search/dimensions.ts'
import type { SearchReport } from '../../core/search/search-index.ts'
import { SearchJob, type Place, type Tell } from './job.ts'

const job = new SearchJob()

const api = {
  listen: (tell: Tell) => job.listen(tell),
  put: (reports: readonly SearchReport[]) => job.put(reports),
  relabel: (changed: readonly { facts: ReportFacts; digest: Digest }[]) => job.relabel(changed),
  remove: (ids: readonly string[]) => job.remove(ids),
  begin: (number: number, filter: Filter, words: readonly string[]) => job.begin(number, filter, words),
  count: (filter: Filter, words: readonly string[]) => job.count(filter, words),
  lines: (places: readonly Place[]) => job.lines(places),
  find: (id: string, wanted: Wanted, words: readonly string[]) => job.find(id, wanted, words),
  /** Answers when it is free to. */
  ping: () => {},
}

export type SearchWorkerApi = typeof api

expose(api)

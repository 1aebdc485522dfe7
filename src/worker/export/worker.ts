import { expose, transfer } from 'comlink'
import type { Result } from '../../core/result.ts'
import type { ExportRequest } from '../../core/writers/index.ts'
import { ExportJob, type Fetch, type Piece } from './job.ts'

const job = new ExportJob()

const api = {
  plan: (count: number, fetch: Fetch, request: ExportRequest) => job.plan(count, fetch, request),
  begin: () => job.begin(),
  async next(): Promise<Result<Piece | null>> {
    const piece = await job.next()
    return piece.ok && piece.value ? transfer(piece, [piece.value.bytes.buffer]) : piece
  },
}

export type ExportWorkerApi = typeof api

expose(api)

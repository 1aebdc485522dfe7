import { transfer } from 'comlink'
import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { fail, ok, type Result } from '../../src/core/result.ts'
import { ExportJob, type HandedReport } from '../../src/worker/export/job.ts'
import { Exporter } from '../../src/worker/exporter.ts'
import { docOf, request } from '../fixtures/exports.ts'
import { LoopbackWorker } from '../fixtures/loopback-worker.ts'
import { predictionOf } from '../fixtures/predictions.ts'

const reports: HandedReport[] = ['柳溪区', '松岭县', '白河市'].map((agency, index) => {
  const doc = docOf(`一、概述\n${agency}全年公开政府信息${'一二三'[index]}千条，${agency}群众满意。\n二、问题\n公开不够及时𠮷。`, `${agency}.txt`)
  return { doc, prediction: predictionOf(doc, [{ role: 'heading' }, {}, { section: 'issues', role: 'heading' }, { section: 'issues', tags: ['ISSUE'] }]), annotations: new Map(), words: new Uint32Array(), agency, year: 2013, notes: index }
})
const fetchReport = async (index: number): Promise<Result<HandedReport>> => {
  const report = reports[index]
  return report ? ok(report) : fail({ code: 'storage-failed', reason: 'no such report' })
}
const split = { by: 'agency', ratios: [1, 1, 1], seed: 1, duplicates: 'drop' } as const

/** The client with real jobs, over real message channels. */
function makeExporter() {
  const workers: LoopbackWorker[] = []
  const exporter = new Exporter(() => {
    const job = new ExportJob()
    const worker = new LoopbackWorker({
      plan: job.plan.bind(job),
      begin: job.begin.bind(job),
      next: async () => {
        const piece = await job.next()
        return piece.ok && piece.value ? transfer(piece, [piece.value.bytes.buffer]) : piece
      },
    })
    workers.push(worker)
    return worker as EventTarget as Worker
  })
  return { exporter, workers }
}

async function written(exporter: Exporter): Promise<{ bytes: Uint8Array; done: number; of: number }> {
  await exporter.begin()
  const all: number[] = []
  let [done, of] = [0, 0]
  for (let piece = await exporter.next(); piece.ok && piece.value; piece = await exporter.next()) {
    all.push(...piece.value.bytes)
    done = piece.value.done
    of = piece.value.of
  }
  return { bytes: Uint8Array.from(all), done, of }
}

describe('exports in a worker', () => {
  it('are planned with the first rows of their files, and written as a ZIP where they are several', async () => {
    const { exporter } = makeExporter()
    const planned = await exporter.plan(3, fetchReport, request('hugging-face-parquet', { split, licence: 'cc-by-4.0' }))
    if (!planned.ok) throw new Error(planned.problem.code)
    expect(planned.value.card.splits.map(({ name }) => name)).toEqual(['train', 'validation', 'test'])
    expect(planned.value.files.map(({ path }) => path)).toEqual(['data/train.parquet', 'data/validation.parquet', 'data/test.parquet', 'README.md'])
    expect(planned.value.files.map(({ shownAs }) => shownAs)).toEqual(['hugging-face-jsonl', 'hugging-face-jsonl', 'hugging-face-jsonl', null])
    expect(JSON.parse(planned.value.files[0]?.text.split('\n')[0] ?? '')).toMatchObject({ text: '一、概述', section: 'overview' })
    expect(planned.value.card.losses.get('notes')).toBe(0 + 1 + 2)
    expect(planned.value.files.at(-1)?.text).toContain('license: "cc-by-4.0"\n')
    const { bytes, done, of } = await written(exporter)
    expect(Object.keys(unzipSync(bytes))).toEqual(planned.value.files.map(({ path }) => path))
    expect({ done, of }).toEqual({ done: 6, of: 6 })
    exporter.stop()
  })

  it('are one file as it is, as often as it is asked for', async () => {
    const { exporter } = makeExporter()
    const planned = await exporter.plan(3, fetchReport, request('doccano-sequence'))
    expect(planned.ok && planned.value.files.map(({ path }) => path)).toEqual(['data.jsonl', 'label-types.json'])
    await exporter.plan(3, fetchReport, request('csv'))
    const [first, second] = [await written(exporter), await written(exporter)]
    expect(new TextDecoder().decode(first.bytes).split('\r\n')).toHaveLength(14)
    expect(second.bytes).toEqual(first.bytes)
    exporter.stop()
  })

  it('give the problem of whoever hands over the reports', async () => {
    const { exporter } = makeExporter()
    expect(await exporter.plan(4, fetchReport, request('csv'))).toEqual(fail({ code: 'storage-failed', reason: 'no such report' }))
    exporter.stop()
  })

  it('settle as cancelled when stopped, as dead when the worker dies, and start anew', async () => {
    const { exporter, workers } = makeExporter()
    const never = (): Promise<Result<HandedReport>> => new Promise(() => {})
    const stopped = exporter.plan(3, never, request('csv'))
    exporter.stop()
    expect(await stopped).toEqual(fail({ code: 'cancelled' }))
    const replaced = exporter.plan(3, never, request('csv'))
    const dead = exporter.plan(3, never, request('csv'))
    expect(await replaced).toEqual(fail({ code: 'cancelled' }))
    workers.at(-1)?.die()
    expect(await dead).toEqual(fail({ code: 'export-died' }))
    expect((await exporter.plan(3, fetchReport, request('csv'))).ok).toBe(true)
    expect(workers.filter(({ alive }) => alive)).toHaveLength(1)
    exporter.stop()
  })
})

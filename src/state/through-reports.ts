import type { Problem } from '../core/result.ts'
import type { ReportRow } from '../storage/db.ts'
import type { Reports } from '../storage/reports.ts'
import { OpenReport } from './open-report.svelte.ts'

export interface ThroughServices {
  readonly reports: Reports
  annotator(): string
  corrected(): void
  changed(row: ReportRow): void
  /** The report on the screen, which is the truth of itself. */
  onScreen?(): OpenReport | null
}

/** Opens reports one after the other, does something with each and waits until it is saved; gives the last problem. */
export async function throughReports<T extends { readonly report: string }>(
  services: ThroughServices, list: readonly T[], act: (report: OpenReport, entry: T) => void, progress: (done: number) => void,
): Promise<Problem | null> {
  let problem: Problem | null = null
  for (const [done, entry] of list.entries()) {
    progress(done)
    const shown = services.onScreen?.()
    const report = shown?.id === entry.report ? shown : await opened(services, entry.report)
    if (!(report instanceof OpenReport)) {
      problem = report ?? problem
      continue
    }
    act(report, entry)
    await report.saved()
    // Only now: whoever hears of a changed row reads what is stored.
    services.changed(report.row)
    if (typeof report.saving === 'object') problem = report.saving
  }
  return problem
}

/** Null where the report has been deleted. */
async function opened(services: ThroughServices, id: string): Promise<OpenReport | Problem | null> {
  const stored = await services.reports.load(id)
  if (!stored.ok) return stored.problem
  return stored.value && new OpenReport(stored.value, { ...services, changed: () => {} })
}

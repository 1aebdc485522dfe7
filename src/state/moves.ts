import type { OpenReport } from './open-report.svelte.ts'

/** Goes to the next or previous heading, and stays where there is none. */
export function moveToHeading(report: OpenReport, step: 1 | -1): void {
  const { labels, focus } = report
  for (let index = focus + step; index >= 0 && index < labels.length; index += step)
    if (labels[index]?.role.value === 'heading') return report.focusOn(index)
}

/** Goes to the next or previous paragraph, going round, whose labels neither a person nor the structure has decided. Stays where there is none. */
export function moveToUnreviewed(report: OpenReport, step: 1 | -1): void {
  const count = report.labels.length
  for (let distance = 1; distance <= count; distance++) {
    const index = (report.focus + step * distance + count * distance) % count
    if (!report.isDecided(index) && report.labels[index]?.section.by.kind !== 'structure') return report.focusOn(index)
  }
}

import { placeOf, type Annotation } from '../core/annotation.ts'
import type { Annotations } from '../core/change.ts'
import type { AnnotationRow, Database, HistoryRow } from './db.ts'

/** The statements of a report's rows, by their places. */
export const annotationsOf = (rows: readonly AnnotationRow[]): Annotations => new Map(rows.map((each) => [each.place, annotationOf(each)]))

export const annotationRow = (report: string, annotation: Annotation): AnnotationRow => ({ ...annotation, report, place: placeOf(annotation) })

/** Makes changes to a report's statements and adds them to its history, inside a transaction; gives their number there. */
export async function keepChanges(db: Database, report: string, set: Omit<HistoryRow, 'seq' | 'report'>): Promise<number> {
  const withdrawn = set.changes.flatMap(({ before }) => (before ? [[report, placeOf(before)] as [string, string]] : []))
  await db.annotations.bulkDelete(withdrawn)
  await db.annotations.bulkPut(set.changes.flatMap(({ after }) => (after ? [annotationRow(report, after)] : [])))
  return db.history.add({ ...set, report })
}

function annotationOf({ report: _report, place: _place, ...annotation }: AnnotationRow): Annotation {
  return annotation
}

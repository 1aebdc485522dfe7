/** The columns of the Hugging Face data sets, for the card and for Parquet. All may be null. */
export type Kind = 'string' | 'int32' | 'float32'

export interface Column {
  readonly name: string
  /** A value, a list of values, or a list of records. */
  readonly kind: Kind | readonly [Kind] | readonly Column[]
}

const column = <Name extends string>(name: Name, kind: Column['kind']) => ({ name, kind })

export const columns = [
  column('id', 'string'),
  column('doc', 'string'),
  column('doc_sha256', 'string'),
  column('agency', 'string'),
  column('year', 'int32'),
  column('start', 'int32'),
  column('end', 'int32'),
  column('heading_trail', ['string']),
  column('text', 'string'),
  column('role', 'string'),
  column('section', 'string'),
  column('substance', 'string'),
  column('section_score', 'float32'),
  column('role_score', 'float32'),
  column('substance_score', 'float32'),
  column('spans', [column('start', 'int32'), column('end', 'int32'), column('tag', 'string'), column('text', 'string'), column('score', 'float32')]),
  column('labelled_by', 'string'),
] as const satisfies readonly Column[]

export const isRecords = (kind: readonly [Kind] | readonly Column[]): kind is readonly Column[] => typeof kind[0] === 'object'

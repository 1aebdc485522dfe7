/**
 * The labels that a project works with, as data. The built-in set is that of the label guide (docs/label-guide.md), which is also
 * the model's; a project may change its own (schema-edit.ts). Whatever needs labels is given the schema.
 */

export type Field = 'section' | 'role' | 'substance'
export type LabelField = Field | 'tag'

export interface Label {
  readonly id: string
  readonly zh: string
  readonly en: string
  /** What stands beside a paragraph: two Chinese characters, three Latin letters. */
  readonly mark: { readonly zh: string; readonly en: string }
  /** The key that chooses it in the label picker, as `KeyboardEvent.code` without `Key`; '' for none. */
  readonly key: string
  /** #rrggbb, from which the shades of both themes are made (colour.ts); without it the one that the style sheet has for the id. */
  readonly colour?: string
  /** Labels of one group stand together in lists, under this name. */
  readonly group?: string
  /** What it covers and how doubtful cases are decided, where that is not as the built-in guide says (guide.ts). */
  readonly guide?: { readonly zh: string; readonly en: string }
  /** No longer given. What has it keeps it, and it keeps its name and colour there. */
  readonly retired?: true
  /** Of a retired label: the one that has taken its place, also where the model gives it. */
  readonly into?: string
}

export interface Schema {
  readonly id: string
  readonly version: number
  readonly labels: Readonly<Record<LabelField, readonly Label[]>>
}

const label = (id: string, zh: string, en: string, markZh: string, markEn: string, key: string): Label =>
  ({ id, zh, en, mark: { zh: markZh, en: markEn }, key })

export const disclosureSchema: Schema = {
  id: 'disclosure-report',
  version: 1,
  labels: {
    section: [
      label('front', '标题与编制说明', 'Title and preliminaries', '首尾', 'FRT', 'F'),
      label('overview', '概述', 'Overview', '概述', 'OVW', 'V'),
      label('organization', '组织领导与制度建设', 'Organization and rules', '组织', 'ORG', 'O'),
      label('proactive', '主动公开', 'Proactive disclosure', '主动', 'PRO', 'P'),
      label('key_areas', '重点领域公开', 'Priority fields', '重点', 'KEY', 'K'),
      label('interpretation', '政策解读与回应关切', 'Interpretation and response', '解读', 'INT', 'E'),
      label('services', '办事公开与政务服务', 'Public services', '办事', 'SVC', 'S'),
      label('platform', '平台与渠道建设', 'Platforms and channels', '平台', 'PLT', 'L'),
      label('on_request', '依申请公开', 'Disclosure on request', '申请', 'REQ', 'R'),
      label('fees', '收费及减免', 'Fees', '收费', 'FEE', 'C'),
      label('review_litigation', '复议、诉讼与举报', 'Reviews and lawsuits', '复议', 'REV', 'A'),
      label('proposals', '建议提案办理', 'Proposals', '提案', 'PPS', 'T'),
      label('issues', '存在的问题', 'Problems', '问题', 'ISS', 'I'),
      label('measures', '改进措施与下一步工作', 'Measures and plans', '改进', 'MEA', 'M'),
      label('other', '其他需要报告的事项', 'Other matters', '其他', 'OTH', 'X'),
      label('table', '附表与统计表', 'Statistical tables', '附表', 'TAB', 'B'),
      label('chrome', '网页附加内容', 'Page chrome', '网页', 'WEB', 'W'),
    ],
    role: [
      label('title', '标题', 'Title', '标题', 'TTL', 'T'),
      label('heading', '小标题', 'Heading', '小题', 'HDG', 'H'),
      label('body', '正文', 'Body', '正文', 'BDY', 'B'),
      label('table', '表格', 'Table', '表格', 'TAB', 'R'),
      label('chrome', '网页', 'Chrome', '网页', 'WEB', 'W'),
    ],
    substance: [
      label('substantive', '有实质', 'Substantive', '实质', 'SUB', 'S'),
      label('boilerplate', '套话', 'Boilerplate', '套话', 'BOI', 'B'),
      label('na', '不适用', 'Not applicable', '不论', 'N/A', 'N'),
    ],
    tag: [
      label('ISSUE', '问题', 'Issue', '问题', 'ISS', 'I'),
      label('MEASURE', '改进', 'Measure', '改进', 'MEA', 'M'),
    ],
  },
}

/** Version of labels JSONL, the native format (docs/formats.md): what `schema_version` says there. */
export const labelsVersion = 1

export const fields: readonly Field[] = ['section', 'role', 'substance']

/** Every label that something may have, retired ones included. */
export const labelIds = (schema: Schema, field: LabelField): string[] => schema.labels[field].map((each) => each.id)

/** The labels that can be given, those of a group together. */
export const liveLabels = (schema: Schema, field: LabelField): Label[] => {
  const live = schema.labels[field].filter((each) => !each.retired)
  const groups = [...new Set(live.map((each) => each.group ?? ''))]
  return groups.flatMap((group) => live.filter((each) => (each.group ?? '') === group))
}

export const findLabel = (schema: Schema, field: LabelField, id: string): Label | undefined =>
  schema.labels[field].find((each) => each.id === id)

/** The label that a label stands for: itself, or what has taken its place; null where it is unknown or nothing has. */
export function successorOf(schema: Schema, field: LabelField, id: string): string | null {
  const label = findLabel(schema, field, id)
  if (!label?.retired) return label ? id : null
  return label.into === undefined ? null : successorOf(schema, field, label.into)
}

/** The label whose id, or whose name in either language, is this one. */
export function labelNamed(schema: Schema, field: LabelField, name: string): Label | undefined {
  const wanted = name.trim().toLowerCase()
  return schema.labels[field].find(({ id }) => id === name)
    ?? schema.labels[field].find(({ id, zh, en }) => [id, zh, en].some((each) => each.toLowerCase() === wanted))
}

/**
 * What the guide says must hold between the labels of one paragraph: chrome is chrome in both, a row of a table is in the
 * table section, and only body text has substance.
 */
export function agree(role: string, section: string, substance: string): boolean {
  if ((role === 'chrome') !== (section === 'chrome')) return false
  if (role === 'table' && section !== 'table') return false
  return role === 'body' || substance === 'na'
}

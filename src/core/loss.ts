import type { Language } from './problem-text.ts'

/** What an export may leave behind or alter. */
export type LossKind =
  /** Labels of a field, or tags, that the format has no place for. */
  | 'section' | 'role' | 'substance' | 'tags'
  /** Tags that overlap one that was kept; cut at the ends of an item; widened to whole words; without their white space; empty. */
  | 'overlap' | 'clipped' | 'widened' | 'trimmed' | 'empty'
  /** Confidences, «no tag» statements, annotators' names, headings above; notes, which no format has a place for. */
  | 'scores' | 'untagged' | 'annotators' | 'trail' | 'notes'
  /** Characters of white space; cells with an apostrophe put before them; cells cut to what a cell can hold. */
  | 'white-space' | 'guarded' | 'cut'
  /** Items whose tags nobody has settled: that they have none says nothing. */
  | 'tags-unknown'

export type Losses = ReadonlyMap<LossKind, number>

type Words = Readonly<Record<LossKind, string>>

const zh: Words = {
  section: '栏目标签：此格式没有地方放',
  role: '角色标签：此格式没有地方放',
  substance: '实质标签：此格式没有地方放',
  tags: '问题与改进标记：此格式没有地方放',
  overlap: '与更长的标记重叠，未写出的标记',
  clipped: '在片段边界处截断的标记',
  widened: '扩到整词的标记',
  trimmed: '因两端空白而缩短的标记',
  empty: '空标记（没有文字），未写出',
  scores: '模型置信度：此格式没有地方放',
  untagged: '“此处无标记”的说明：此格式没有地方放',
  annotators: '标注人：此格式没有地方放（段）',
  trail: '上级标题：此格式没有地方放（段）',
  notes: '批注与讨论：不在导出之中，只留在这个浏览器里（条）',
  'white-space': '未写出的空白字符',
  guarded: '前面加了撇号、以免被当作公式的单元格',
  cut: '超过 32767 字而截短的单元格',
  'tags-unknown': '标记未经确认的条目：没有标记不等于没有问题',
}

const en: Words = {
  section: 'section labels: no place for them in this format',
  role: 'role labels: no place for them in this format',
  substance: 'substance labels: no place for them in this format',
  tags: 'issue and measure tags: no place for them in this format',
  overlap: 'tags left out because they overlap a longer one',
  clipped: 'tags cut at the ends of a segment',
  widened: 'tags widened to whole words',
  trimmed: 'tags shortened by white space at their ends',
  empty: 'empty tags, left out',
  scores: 'confidences of a model: no place for them in this format',
  untagged: 'statements that there is no tag: no place for them in this format',
  annotators: 'paragraphs’ annotators: no place for them in this format',
  trail: 'paragraphs’ headings above: no place for them in this format',
  notes: 'notes and discussions: not in an export, they stay in this browser alone',
  'white-space': 'characters of white space left out',
  guarded: 'cells with an apostrophe put before them, so that no spreadsheet runs them as formulas',
  cut: 'cells cut to 32,767 characters',
  'tags-unknown': 'items whose tags nobody has settled: to have none says nothing there',
}

const words: Record<Language, Words> = { zh, en }

/** What was lost, without the count. */
export const lossText = (kind: LossKind, language: Language): string => words[language][kind]

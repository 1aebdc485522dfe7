/** The standard tables of the annual report as data: their rows by the words of their labels, and their columns in order. */

export type TableId = 'documents' | 'licences' | 'penalties' | 'fees' | 'procurement' | 'requests' | 'reviews' | 'statistics'

/** What a column counts: of documents, of licences and penalties, of money, of applicants, of outcomes; `value` in the older statistics. */
export type ColumnId =
  | 'made' | 'published' | 'issued' | 'repealed' | 'valid' | 'previous' | 'change' | 'decisions' | 'projects' | 'amount'
  | 'person' | 'business' | 'research' | 'welfare' | 'legal' | 'upheld' | 'corrected' | 'pending' | 'other' | 'total' | 'value'

/** Reports for 2019 and 2020, and those for 2021 on, in the form of 国办公开办函〔2021〕30号. */
export type Form = '2019' | '2021'

export interface RowSpec {
  readonly table: TableId
  readonly id: string
  /** Fits a label without white space, numbering and notes in brackets. */
  readonly label: RegExp
  readonly columns: Readonly<Record<Form, readonly ColumnId[]>>
}

const applicants: readonly ColumnId[] = ['person', 'business', 'research', 'welfare', 'legal', 'other', 'total']
const outcomes: readonly ColumnId[] = ['upheld', 'corrected', 'other', 'pending', 'total']
const projects: readonly ColumnId[] = ['previous', 'change', 'decisions']

const inBoth = (columns: readonly ColumnId[]): RowSpec['columns'] => ({ 2019: columns, 2021: columns })
const row = (table: TableId, columns: RowSpec['columns']) => (id: string, label: RegExp): RowSpec => ({ table, id, label, columns })

const documents = row('documents', { 2019: ['made', 'published', 'total'], 2021: ['issued', 'repealed', 'valid'] })
const licences = row('licences', { 2019: projects, 2021: ['decisions'] })
const penalties = row('penalties', { 2019: projects, 2021: ['decisions'] })
const requests = row('requests', inBoth(applicants))
const reviews = row('reviews', inBoth(outcomes))

export const rowSpecs: readonly RowSpec[] = [
  documents('rules', /^[规規]章$/),
  documents('normative', /^(?:行政)?[规規]范性文件$/),
  licences('licences', /^行政[许許]可$/),
  licences('services', /^其他[对對]外管理服[务務]事[项項]$/),
  penalties('penalties', /^行政[处處][罚罰]$/),
  penalties('enforcement', /^行政[强強]制$/),
  row('fees', { 2019: ['previous', 'change'], 2021: ['amount'] })('fees', /^行政事[业業]性收[费費]$/),
  row('procurement', inBoth(['projects', 'amount']))('procurement', /^政府集中[采採][购購]$/),
  requests('new', /本年新收(?:政府信息公[开開]申[请請])?(?:[数數]量)?$/),
  requests('carried_in', /上年(?:度)?[结結][转轉](?:政府信息公[开開]申[请請])?(?:[数數]量)?$/),
  requests('granted', /予以公[开開]$/),
  requests('partly', /部分公[开開]$/),
  requests('refused_1', /[属屬]于[国國]家秘密$/),
  requests('refused_2', /法律(?:、)?行政法[规規]禁止公[开開]$/),
  requests('refused_3', /危及[“"]?(?:三安全一[稳穩]定|[国國]家安全.*社[会會][稳穩]定)[”"]?$/),
  requests('refused_4', /保[护護]第三方合法[权權]益$/),
  requests('refused_5', /[属屬]于三[类類][内內]部事[务務]信息$/),
  requests('refused_6', /[属屬]于四[类類][过過]程性信息$/),
  requests('refused_7', /[属屬]于行政[执執]法案卷$/),
  requests('refused_8', /[属屬]于行政查[询詢]事[项項]$/),
  requests('refused', /不予公[开開]$/),
  requests('unavailable_1', /不掌握相[关關]政府信息$/),
  requests('unavailable_2', /[没沒]有[现現]成信息(?:需要另行制作)?$/),
  requests('unavailable_3', /[补補]正[后後]申[请請][内內]容仍不明[确確]$/),
  requests('unavailable', /[无無]法提供$/),
  requests('unprocessed_1', /信[访訪][举舉][报報]投[诉訴][类類]申[请請]$/),
  requests('unprocessed_2', /重[复複]申[请請]$/),
  requests('unprocessed_3', /要求提供公[开開]出版物$/),
  requests('unprocessed_4', /大量反[复複]申[请請]$/),
  requests('unprocessed_5', /[确確][认認]或重新出具已[获獲]取信息$/),
  requests('unprocessed', /不予[处處]理$/),
  requests('other_1', /逾期不[补補]正.*$/),
  requests('other_2', /逾期未按收[费費]通知.*$/),
  requests('other_3', /^其他$/),
  requests('other', /其他[处處]理$/),
  requests('total', /^[总總][计計]$/),
  requests('carried_out', /[结結][转轉]下年度[继繼][续續][办辦]理$/),
  reviews('reconsideration', /^行政[复複][议議]$/),
  reviews('direct_suit', /^未[经經][复複][议議]直接起[诉訴]$/),
  reviews('suit_after_reconsideration', /^[复複][议議][后後]起[诉訴]$/),
]

/** The three groups of table four, which stand beside each other in one row without a label. */
export const reviewGroups: readonly RowSpec[] = rowSpecs.filter((spec) => spec.table === 'reviews')
export const reviewHeader = /^(?:[结結]果[维維]持|[结結]果[纠糾]正|其他[结結]果|尚未[审審][结結]|[总總][计計])$/

/** Words that only the tables of 2019 and 2020 have. */
export const form2019 = /新制作[数數]量|上一年[项項]目[数數]量|[采採][购購][项項]目[数數]量/

/** Units of the statistical table of 2014 to 2018, in its second column. */
export const statisticsUnit = /^(?:[条條件次人个個元篇期份宗场場家]|人次|[万萬]元)$/

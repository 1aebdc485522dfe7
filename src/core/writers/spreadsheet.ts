import type { Item } from '../dataset/items.ts'
import type { LossKind } from '../loss.ts'
import { csvRow, guarded, guardLosses, longestCell } from './cells.ts'
import { encoded, textFile, type Format, type Job } from './format.ts'
import { classesOf, provenanceOf, trailOf } from './item-data.ts'
import { zipped } from './zip.ts'

const columns = ['doc', 'agency', 'year', 'start', 'end', 'heading_trail', 'role', 'section', 'substance', 'text', 'issues', 'measures', 'spans',
  'section_score', 'labelled_by', 'labelled_at'] as const

/** The row of an item: text, save where the column holds numbers. Tags come as quotations to read, and as offsets (UTF-16) to compute with. */
function rowOf(item: Item): (string | number)[] {
  const { doc, agency, year } = item.report.source
  const labels = item.labels
  const { role = '', section = '', substance = '' } = labels ? classesOf(labels) : {}
  const provenance = labels ? provenanceOf(labels) : {}
  const quotes = (tag: string): string => item.tags.filter(({ value }) => value === tag).map(({ start, end }) => item.text.slice(start, end)).join('\n')
  const spans = JSON.stringify(item.tags.map(({ start, end, value }) => [start, end, value]))
  return [doc.name, agency, year ?? '', item.start, item.end, trailOf(item).join(' › '), role, section, substance, item.text, quotes('ISSUE'), quotes('MEASURE'),
    spans, labels?.section?.score ?? '', provenance.labelled_by ?? '', 'labelled_at' in provenance ? (provenance.labelled_at ?? '') : '']
}

const common = {
  units: ['paragraph', 'segment'],
  offsets: 'utf-16',
  holds: { section: true, role: true, substance: true, tags: true, scores: true, untagged: false, annotators: true, trail: true },
  needs: 'either',
} as const

/** CSV for spreadsheets: UTF-8 with a byte order mark, without which Excel takes it for the system's encoding. */
export const spreadsheetCsv: Format = {
  ...common,
  id: 'csv',
  label: { zh: '电子表格 CSV', en: 'Spreadsheet, CSV' },
  files: ['*.csv'],
  losses: async (item) => guardLosses(rowOf(item).map(String)),
  async *write(job) {
    for (const split of job.splits) yield { path: `${split}.csv`, chunks: encoded(csv(job, split)) }
  },
}

async function* csv(job: Job, split: Job['splits'][number]): AsyncGenerator<string> {
  yield `\ufeff${csvRow(columns)}`
  for await (const item of job.items(split)) yield csvRow(rowOf(item).map(String))
}

/** XLSX (ECMA-376) with one sheet, row by row. Every text is a text cell, which no spreadsheet runs. */
export const spreadsheetXlsx: Format = {
  ...common,
  id: 'xlsx',
  label: { zh: '电子表格 XLSX', en: 'Spreadsheet, XLSX' },
  files: ['*.xlsx'],
  losses: async (item): Promise<[LossKind, number][]> => {
    const cells = rowOf(item).map(String)
    return [...guardLosses(cells), ['cut', cells.filter((cell) => guarded(cell).length > longestCell).length]]
  },
  async *write(job) {
    for (const split of job.splits) yield { path: `${split}.xlsx`, chunks: workbook(job, split) }
  },
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const parts = {
  '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
  '_rels/.rels': '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
  'xl/workbook.xml': '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="labels" sheetId="1" r:id="rId1"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels': '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}

function workbook(job: Job, split: Job['splits'][number]): AsyncIterable<Uint8Array> {
  const fixed = Object.entries(parts).map(([path, xml]) => textFile(path, declaration + xml))
  return zipped([...fixed, { path: 'xl/worksheets/sheet1.xml', chunks: encoded(sheetXml(job, split)) }])
}

async function* sheetXml(job: Job, split: Job['splits'][number]): AsyncGenerator<string> {
  yield `${declaration}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`
  yield rowXml(columns)
  for await (const item of job.items(split)) yield rowXml(rowOf(item))
  yield '</sheetData></worksheet>'
}

const rowXml = (cells: readonly (string | number)[]): string => `<row>${cells.map(cellXml).join('')}</row>`

function cellXml(cell: string | number): string {
  if (typeof cell === 'number') return `<c><v>${cell}</v></c>`
  return `<c t="inlineStr"><is><t xml:space="preserve">${escaped(cutToCell(guarded(cell)))}</t></is></c>`
}

const cutToCell = (text: string): string => text.slice(0, longestCell).replace(/[\ud800-\udbff]$/, '')

/** Text for XML 1.0: characters that it cannot hold at all become U+FFFD. */
const escaped = (text: string): string => text
  .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
  .replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

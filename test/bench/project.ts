/**
 * What test/bench/ui.mjs puts into the page's database: reports of invented text, through the page's own storage code. No model
 * runs on them: their predictions are made up, in the shapes and sizes of the model's, and their words are cut every two characters.
 */
import { documentOf } from '../../src/core/readers/document-of.ts'
import { generator } from '../../src/core/dataset/random.ts'
import type { Annotation } from '../../src/core/annotation.ts'
import { apply, type Annotations, type ChangeSet } from '../../src/core/change.ts'
import type { Doc } from '../../src/core/document.ts'
import { resolve } from '../../src/core/labels.ts'
import type { Prediction } from '../../src/core/prediction.ts'
import { disclosureSchema, labelIds } from '../../src/core/schema.ts'
import { segments } from '../../src/core/segment.ts'
import { dictionaryOf } from '../../src/state/dictionary.ts'
import { newRowOf } from '../../src/state/report-row.ts'
import { Database } from '../../src/storage/db.ts'
import { Reports } from '../../src/storage/reports.ts'
import { predictionOf } from '../fixtures/predictions.ts'

export interface Wanted {
  readonly name: string
  readonly seed: number
  readonly characters: number
  /** Tagged stretches, half of them the model's and half a person's. */
  readonly spans: number
}

/** Adds reports and gives the number of their paragraphs. */
export async function add(wanted: readonly Wanted[]): Promise<number> {
  const database = new Database()
  const reports = new Reports(database)
  let paragraphs = 0
  for (const each of wanted) {
    const doc = documentOf(each.name, { text: textOf(each), encoding: 'utf-8' })
    if (!doc.ok) throw new Error(doc.problem.code)
    paragraphs += doc.value.paragraphs.length
    await addReport(reports, doc.value, each)
  }
  database.close()
  return paragraphs
}

async function addReport(reports: Reports, doc: Doc, { spans, seed }: Wanted): Promise<void> {
  const prediction = predictionFor(doc, Math.floor(spans / 2), seed)
  const at = Date.UTC(2026, 0, 1) + seed * 60_000
  const imported: ChangeSet = { origin: 'import', by: '', at, changes: tags(doc, Math.ceil(spans / 2), at).map((after) => ({ before: null, after })) }
  const stated: Annotations = apply(new Map(), imported.changes)
  const row = newRowOf(doc, resolve(doc, prediction, stated), prediction, at)
  const ends = Uint32Array.from({ length: Math.ceil(doc.text.length / 2) }, (_, index) => Math.min(doc.text.length, 2 * index + 2))
  const added = await reports.add(row, { id: row.id, doc, prediction, words: { ends, dictionary: dictionaryOf([]) } }, spans > 0 ? imported : null)
  if (!added.ok) throw new Error(added.problem.code)
}

/** A person's tags, one on the last segment of every paragraph that has two. */
function tags(doc: Doc, count: number, at: number): Annotation[] {
  const found = doc.paragraphs.flatMap((paragraph) => {
    const cut = segments(doc.text, paragraph)
    return cut.length > 1 ? cut.slice(-1) : []
  })
  return found.slice(0, count).map(({ start, end }, index) =>
    ({ start, end, field: 'tag', value: index % 2 ? 'ISSUE' : 'MEASURE', by: { kind: 'person', name: 'bench' }, at }))
}

function predictionFor(doc: Doc, spans: number, seed: number): Prediction {
  const random = generator(seed)
  const sections = labelIds(disclosureSchema, 'section').filter((id) => id !== 'table' && id !== 'chrome')
  let left = spans
  const said = doc.paragraphs.map((paragraph) => {
    const heading = paragraph.level > 0 && paragraph.headingEnd === paragraph.end
    const tagged = !heading && left > 0 && segments(doc.text, paragraph).length > 1
    if (tagged) left--
    return {
      section: sections[Math.floor(random() * sections.length)] ?? 'overview',
      role: heading ? 'heading' : 'body',
      substance: heading ? 'na' : random() < 0.3 ? 'boilerplate' : 'substantive',
      score: 0.5 + random() / 2,
      tags: tagged ? ['ISSUE'] : [],
    }
  })
  return { ...predictionOf(doc, said), vectors: Float32Array.from({ length: 128 * said.length }, () => random() - 0.5) }
}

const places = ['柳溪', '青泠', '云棠', '白洛', '南浔口', '石桥', '梅岭', '双河', '东陵渡', '禾川']
const things = ['财政预决算', '征地补偿', '环境保护', '食品药品', '安全生产', '教育招生', '医疗卫生', '保障性住房', '行政许可', '政府采购']
const ways = ['门户网站', '政务微博', '新闻发布会', '公开查阅点', '便民服务窗口', '政府公报', '移动客户端', '村务公开栏']
const deeds = ['主动公开信息', '受理公开申请', '答复群众咨询', '解读政策文件', '更新办事指南', '培训工作人员', '清理规范性文件', '办理建议提案']
const lacks = ['公开内容还不够全面', '更新还不够及时', '解读形式比较单一', '工作人员业务水平有待提高', '平台功能尚不完善', '考核机制仍需健全']

/** A report of invented content, headings and paragraphs of some hundred characters, at least as long as is wanted. */
function textOf({ characters, seed }: Wanted): string {
  const random = generator(seed)
  const one = (of: readonly string[]): string => of[Math.floor(random() * of.length)] ?? ''
  const count = () => Math.floor(random() * 9000) + 10
  const place = `${one(places)}${seed}区`
  const year = 2008 + (seed % 17)
  const lines = [`${place}${year}年政府信息公开工作年度报告`]
  let length = 0
  for (let line = 1; length < characters; line++) {
    lines.push(line % 9 === 1 ? `（${'一二三四五六七八九十'.charAt(Math.floor(line / 9) % 10)}）${one(things)}信息公开情况`
      : `${place}通过${one(ways)}${one(deeds)}${count()}条，其中${one(things)}类${count()}条，比上年增长${(random() * 40).toFixed(1)}%，${one(places)}街道${one(deeds)}${count()}件；`
        + `但${one(things)}方面${one(lacks)}，${one(things)}方面${one(lacks)}。下一步，将继续加强${one(things)}公开，依托${one(ways)}拓宽渠道。`)
    length += (lines.at(-1)?.length ?? 0) + 1
  }
  return lines.join('\n')
}

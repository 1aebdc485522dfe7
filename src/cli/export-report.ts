import type { Card } from '../core/dataset/card.ts'
import { likeness } from '../core/dataset/near-duplicates.ts'
import { lossText } from '../core/loss.ts'
import type { Language } from '../core/problem-text.ts'
import { fields, labelIds, type LabelField } from '../core/schema.ts'

const words = {
  zh: {
    items: '条目',
    moved: (count: number) => `${count} 条移到了与其近似重复内容所在的一份`,
    dropped: (count: number) => `${count} 条未写出：另一份里有近似重复的内容`,
    near: `近似重复：字符五元组 Jaccard ≥ ${likeness.threshold}`,
    left: ({ chrome, unlabelled, unsuited }: Card['leftOut']) => `未写出：网页附加内容 ${chrome} 段，所选范围内没有标签 ${unlabelled} 段，缺少此格式所需标签 ${unsuited} 条`,
    lossless: '此格式没有丢失任何内容',
    losses: '此格式不能保留或有所改动的：',
  },
  en: {
    items: 'items',
    moved: (count: number) => `${count} moved to the split of their near duplicates`,
    dropped: (count: number) => `${count} left out: a near duplicate stands in another split`,
    near: `near duplicates: ${likeness.measure} ≥ ${likeness.threshold}`,
    left: ({ chrome, unlabelled, unsuited }: Card['leftOut']) => `not written: ${chrome} paragraphs of page chrome, ${unlabelled} without a label of this choice, ${unsuited} items without the labels that the format needs`,
    lossless: 'this format loses nothing',
    losses: 'what this format cannot hold, or alters:',
  },
}

/** The split table and the loss report of an export, for people to read in a terminal. */
export function reportText(card: Card, language: Language): string {
  const text = words[language]
  const rows = [
    ['', ...card.splits.map(({ name }) => name)],
    [text.items, ...card.splits.map(({ items }) => String(items))],
    ...[...fields, 'tag' as const].flatMap((field) => labelRows(card, field)),
  ]
  const width = Math.max(...rows.map(([name = '']) => columnsOf(name)))
  const lines = rows.map(([name = '', ...cells]) => name + ' '.repeat(width - columnsOf(name)) + cells.map((cell) => cell.padStart(12)).join(''))
  const { request, moved, leftOut, losses } = card
  const duplicates = request ? [`${request.duplicates === 'move' ? text.moved(moved) : text.dropped(leftOut.duplicates)} (${text.near})`] : []
  const lost = losses.size === 0 ? [text.lossless] : [text.losses, ...[...losses].map(([kind, count]) => `  ${count} × ${lossText(kind, language)}`)]
  return `${[...lines, ...duplicates, text.left(leftOut), ...lost].join('\n')}\n`
}

function labelRows({ splits, schema }: Card, field: LabelField): string[][] {
  const found = labelIds(schema, field).filter((id) => splits.some(({ labels }) => labels[field].has(id)))
  return found.map((id) => [`${field} ${id}`, ...splits.map(({ labels }) => String(labels[field].get(id) ?? 0))])
}

/** Columns that a word takes in a terminal: Chinese characters take two. */
const columnsOf = (word: string): number => [...word].reduce((sum, character) => sum + (/\p{Script=Han}/u.test(character) ? 2 : 1), 0)

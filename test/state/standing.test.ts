import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { annotatorOf, digestLabel, digestOf, predictedSection, type Digest } from '../../src/core/digest.ts'
import { predictedLabels, resolve } from '../../src/core/labels.ts'
import { disclosureSchema, labelIds } from '../../src/core/schema.ts'
import { tallyOf } from '../../src/core/tally.ts'
import { rowOf } from '../../src/state/report-row.ts'
import type { OpenReport } from '../../src/state/open-report.svelte.ts'
import { openReport } from '../fixtures/open-report.ts'

const text = '甲县2020年政府信息公开工作年度报告\n一、问题\n一是公开少；二是更新慢；三是人员少。\n二、措施\n加强学习，做好公开；完善制度，落实责任。\n网站地图'
const said = [
  { section: 'front', role: 'title' }, { section: 'issues', role: 'heading' }, { section: 'issues', score: 0.5, tags: ['ISSUE', '', 'MEASURE'] },
  { section: 'measures', role: 'heading' }, { section: 'measures', substance: 'boilerplate', tags: ['', 'MEASURE'] }, { section: 'chrome', role: 'chrome' },
]

/** A digest in words: numbers of labels may differ between two that say the same. */
const inWords = (digest: Digest) => [...digest.section.keys()].map((at) =>
  [digestLabel(digest, 'section', at), digestLabel(digest, 'role', at), digestLabel(digest, 'substance', at), predictedSection(digest, at), digest.score[at], annotatorOf(digest, at), digest.flags[at]])

type Action = (report: OpenReport) => void
const value = (field: 'section' | 'role' | 'substance') => fc.constantFrom(...labelIds(disclosureSchema, field))
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.nat(5).map((index) => (report: OpenReport) => report.focusOn(index)),
  fc.nat(3).map((step) => (report: OpenReport) => report.moveSegment(step % 2 ? 1 : -1)),
  value('section').map((to) => (report: OpenReport) => report.setLabel('section', to)),
  value('role').map((to) => (report: OpenReport) => report.setLabel('role', to)),
  value('substance').filter((to) => to !== 'na').map((to) => (report: OpenReport) => report.setLabel('substance', to)),
  fc.constantFrom(...labelIds(disclosureSchema, 'tag')).map((tag) => (report: OpenReport) => report.tag(tag)),
  fc.constantFrom<Action>((report) => report.accept(), (report) => report.untag(), (report) => report.undo(), (report) => report.redo(),
    (report) => report.acceptAll([0, 2, 4]), (report) => report.toggleSubstance(), (report) => report.restore(0, true)),
)

describe('labels, row and digest kept up to date change by change', () => {
  it('are those worked out from the statements alone, whatever was done, undone and done again', async () => {
    await fc.assert(fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 30 }), async (actions) => {
      const { report, load, reports } = await openReport(text, said)
      const { doc, prediction } = report
      for (const act of actions) act(report)
      await report.saved()
      const stored = await load()
      const labels = resolve(doc, prediction, stored.annotations)
      expect(report.labels).toEqual(labels)
      expect(labels.map((_, index) => report.labelsOf(index))).toEqual(labels)
      expect(report.tally).toEqual(tallyOf(labels, prediction.unsure))
      expect(report.row).toEqual({ ...report.row, ...rowOf(doc, labels, prediction) })
      expect(stored.row).toEqual(report.row)
      const kept = await reports.digestsOf([report.id])
      const whole = digestOf(report.id, labels, predictedLabels(doc, prediction), prediction.unsure)
      const digest = kept.ok ? kept.value[0] : undefined
      if (!digest) throw new Error('the digest is kept')
      expect(inWords(digest)).toEqual(inWords(whole))
      expect([...digest.people].sort()).toEqual([...whole.people].sort())
      expect(labels.map((_, index) => report.isFocused(index)).indexOf(true)).toBe(report.focus)
    }), { numRuns: 40 })
  })
})

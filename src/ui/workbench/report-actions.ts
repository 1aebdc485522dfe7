import { liveLabels, type Field, type Schema } from '../../core/schema.ts'
import { moveToHeading, moveToUnreviewed } from '../../state/moves.ts'
import type { OpenReport } from '../../state/open-report.svelte.ts'
import type { Handlers } from '../keys/actions.ts'

/** What can be done with the open report; `pick` opens the picker of a field, for typing at once if wanted. */
export function reportActions(report: OpenReport, schema: Schema, pick: (field: Field, typing: boolean) => void): Handlers {
  const hasText = report.segments.length > 0
  const hasTags = (report.labels[report.focus]?.spans.length ?? 0) > 0
  return {
    accept: report.takenUp && report.selection ? () => letGo(report, () => report.resizeTag()) : () => report.accept(),
    ...candidates(report),
    ...labels(report, schema),
    pickSection: () => pick('section', false),
    typeSection: () => pick('section', true),
    pickRole: () => pick('role', false),
    substance: () => report.toggleSubstance(),
    undo: report.canUndo ? () => report.undo() : undefined,
    redo: report.canRedo ? () => report.redo() : undefined,

    next: () => report.move(1),
    previous: () => report.move(-1),
    nextHeading: () => moveToHeading(report, 1),
    previousHeading: () => moveToHeading(report, -1),
    nextUnsure: () => report.moveToUnsure(1),
    previousUnsure: () => report.moveToUnsure(-1),
    nextUnreviewed: () => moveToUnreviewed(report, 1),
    previousUnreviewed: () => moveToUnreviewed(report, -1),
    first: () => report.focusOn(0),
    last: () => report.focusOn(report.doc.paragraphs.length - 1),

    right: () => (report.isCaret ? report.moveCaret('word', 1) : moveSegment(report, 1)),
    left: () => (report.isCaret ? report.moveCaret('word', -1) : moveSegment(report, -1)),
    untag: hasTags ? () => letGo(report, () => report.untag()) : undefined,

    ...(hasText && {
      wordRight: () => report.extend('word', 1),
      wordLeft: () => report.extend('word', -1),
      characterRight: () => report.extend('character', 1),
      characterLeft: () => report.extend('character', -1),
      segmentRight: () => report.extend('segment', 1),
      segmentLeft: () => report.extend('segment', -1),
      otherEdge: () => report.turn(),
      chooseTag: hasTags ? () => report.takeUpTag() : undefined,
      caret: () => report.putCaret(),
      caretRight: () => report.moveCaret('character', 1),
      caretLeft: () => report.moveCaret('character', -1),
    }),
    escape: report.caret !== null ? () => letGo(report, () => {}) : undefined,
  }
}

function candidates(report: OpenReport): Handlers {
  const [first, second, third, fourth] = report.candidates('section', report.focus)
  const choose = (candidate: typeof first) => candidate && (() => report.setLabel('section', candidate.value))
  return { candidate1: choose(first), candidate2: choose(second), candidate3: choose(third), candidate4: choose(fourth) }
}

function labels(report: OpenReport, schema: Schema): Handlers {
  const choices = (['section', 'role', 'substance'] as const).flatMap((field) =>
    liveLabels(schema, field).map((label) => [`${field}.${label.id}`, () => report.setLabel(field, label.id)] as const))
  const tags = liveLabels(schema, 'tag').map((tag) => [`tag.${tag.id}`, () => letGo(report, () => report.tag(tag.id))] as const)
  return Object.fromEntries([...choices, ...tags])
}

/** Goes to another sentence; what was selected in the browser goes with the selection. */
function moveSegment(report: OpenReport, step: 1 | -1): void {
  letGo(report, () => report.moveSegment(step))
}

/** Does something with what is selected, and lets the selection go. */
export function letGo(report: OpenReport, action: () => void): void {
  action()
  report.clearSelection()
  getSelection()?.removeAllRanges()
}

import type { Chord } from './commands.ts'

/** What a key press is made of; a `KeyboardEvent` has it all. */
export interface Press {
  readonly code: string
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly isComposing: boolean
  readonly keyCode: number
}

/** The chord of a press; null while an input method is at work, with Alt, and for a modifier by itself. */
export function chordOf(press: Press): Chord | null {
  // 229 is what a press that an input method takes has where isComposing is not yet set.
  if (press.isComposing || press.keyCode === 229 || press.altKey || /^(?:Shift|Control|Meta|Alt|CapsLock)/.test(press.code)) return null
  return `${press.ctrlKey || press.metaKey ? 'Mod+' : ''}${press.shiftKey ? 'Shift+' : ''}${sameKey[press.code] ?? press.code}`
}

const sameKey: Record<string, string> = { NumpadEnter: 'Enter' }

/** Keys that a command may be given: none that browsers, tabbing or windows need. */
const free = /^(?:Shift\+)?(?:Key[A-Z]|Digit\d|Arrow(?:Up|Down|Left|Right)|Home|End|Enter|Space|Delete|Minus|Equal|BracketLeft|BracketRight|Backslash|Semicolon|Quote|Comma|Period|Slash|Backquote)$/

export const mayBeGiven = (chord: Chord): boolean => free.test(chord)

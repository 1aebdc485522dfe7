import type { Chord } from '../../state/commands.ts'

const names: Record<string, string> = {
  ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→', Enter: '↵', Space: '␣', Escape: 'Esc', Delete: 'Del', Minus: '-', Equal: '=',
  BracketLeft: '[', BracketRight: ']', Backslash: '\\', Semicolon: ';', Quote: "'", Comma: ',', Period: '.', Slash: '/', Backquote: '`',
}
const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent)

/** A chord as hints and keycaps show it: `?`, `⇧→`, `⌘K`. */
export function keyName(chord: Chord): string {
  if (chord === 'Shift+Slash') return '?'
  const key = chord.slice(chord.lastIndexOf('+') + 1)
  const name = names[key] ?? key.replace(/^(?:Key|Digit)/, '')
  return `${chord.includes('Mod+') ? (isMac ? '⌘' : 'Ctrl ') : ''}${chord.includes('Shift+') ? '⇧' : ''}${name}`
}

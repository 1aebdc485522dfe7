import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { chordOf, mayBeGiven, type Press } from '../../src/state/chord.ts'
import { disclosureSchema } from '../../src/core/schema.ts'
import { commandsOf, meet } from '../../src/state/commands.ts'
import { Keymap } from '../../src/state/keymap.svelte.ts'
import { Database } from '../../src/storage/db.ts'
import { Settings } from '../../src/storage/settings.ts'

const settings = (): Settings => new Settings(new Database(`keys-${Math.random()}`))
const press = (code: string, more: Partial<Press> = {}): Press =>
  ({ code, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, isComposing: false, keyCode: 0, ...more })

const commands = commandsOf(disclosureSchema)

describe('the table of commands', () => {
  it('has each command once, and no key twice where both could be meant', () => {
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length)
    const double = commands.flatMap((one, index) => commands.slice(index + 1).filter((other) =>
      meet(one.place, other.place) && one.keys.some((key) => other.keys.includes(key))).map((other) => `${one.id} ${other.id}`))
    expect(double).toEqual([])
  })

  it('takes no key from the browser: beside plain keys and Shift only the palette, undo and writing the export', () => {
    const withModifier = [...new Set(commands.flatMap(({ keys }) => keys).filter((key) => key.startsWith('Mod+')))].sort()
    expect(withModifier).toEqual(['Mod+Enter', 'Mod+KeyK', 'Mod+KeyZ', 'Mod+Shift+KeyZ'])
    const others = commands.filter(({ fixed }) => !fixed).flatMap(({ keys }) => keys).filter((key) => !key.startsWith('Mod+'))
    expect(others.filter((key) => !mayBeGiven(key))).toEqual([])
  })
})

describe('a chord', () => {
  it('is the place of the key, with Shift and with ⌘ or Ctrl', () => {
    expect(chordOf(press('KeyJ'))).toBe('KeyJ')
    expect(chordOf(press('KeyZ', { metaKey: true, shiftKey: true }))).toBe('Mod+Shift+KeyZ')
    expect(chordOf(press('KeyK', { ctrlKey: true }))).toBe('Mod+KeyK')
    expect(chordOf(press('NumpadEnter'))).toBe('Enter')
  })

  it('is none while an input method is at work, with Alt, and for a modifier alone', () => {
    for (const more of [{ isComposing: true }, { keyCode: 229 }, { altKey: true }]) expect(chordOf(press('KeyI', more))).toBeNull()
    expect(chordOf(press('ShiftLeft', { shiftKey: true }))).toBeNull()
  })
})

describe('the keys of a person', () => {
  it('stand over those of the table, and come back', async () => {
    const store = settings()
    const keymap = new Keymap(store)
    expect(keymap.bind('next', 'KeyB', 'KeyJ')).toBeNull()
    expect(keymap.bind('section.issues', 'KeyQ', 'KeyI')).toBeNull()
    expect(keymap.bind('exportLabels', 'KeyO', null)).toBeNull()
    const again = new Keymap(store)
    await again.load()
    expect(again.keysOf('next')).toEqual(['KeyB', 'ArrowDown'])
    expect(again.commandAt('KeyB', 'report')).toBe('next')
    expect(again.commandAt('KeyJ', 'report')).toBeUndefined()
    expect(again.commandAt('KeyQ', 'pick-section')).toBe('section.issues')
    expect(again.commandAt('KeyO', 'report')).toBe('exportLabels')
    expect(again.commandAt('KeyO', 'library')).toBe('chooseFiles')
  })

  it('are refused where another command has the key, or something else needs it', () => {
    const keymap = new Keymap(settings())
    expect(keymap.bind('next', 'KeyI', 'KeyJ')).toEqual({ code: 'taken', by: 'tag.ISSUE' })
    expect(keymap.bind('next', 'Shift+Slash', 'KeyJ')).toEqual({ code: 'taken', by: 'help' })
    expect(keymap.bind('help', 'KeyF', 'Shift+Slash')).toEqual({ code: 'taken', by: 'discuss' })
    for (const chord of ['F5', 'Tab', 'Escape', 'Mod+KeyT', 'PageDown', 'Mod+KeyJ']) expect(keymap.bind('next', chord, 'KeyJ'), chord).toEqual({ code: 'not-free' })
    expect(keymap.bind('palette', 'KeyB', 'Mod+KeyK')).toEqual({ code: 'not-free' })
    expect(keymap.keysOf('next')).toEqual(['KeyJ', 'ArrowDown'])
    expect(keymap.anyChanged).toBe(false)
  })

  it('can be taken away and reset, unless another command has taken the place', () => {
    const keymap = new Keymap(settings())
    keymap.unbind('accept', 'Enter')
    expect(keymap.keysOf('accept')).toEqual([])
    expect(keymap.bind('next', 'Enter', null)).toBeNull()
    expect(keymap.reset('accept')).toEqual({ code: 'taken', by: 'next' })
    expect(keymap.reset('next')).toBeNull()
    expect(keymap.reset('accept')).toBeNull()
    expect(keymap.keysOf('accept')).toEqual(['Enter'])
    keymap.unbind('next', 'KeyJ')
    keymap.resetAll()
    expect(keymap.keysOf('next')).toEqual(['KeyJ', 'ArrowDown'])
  })

  it('count as not changed where what comes back makes no sense', async () => {
    const store = settings()
    await store.save('keys', {
      next: ['KeyI'], previous: 'KeyB', nobody: ['KeyB'], palette: ['KeyB'], substance: ['F5'], 'tag.MEASURE': [7],
      undo: ['KeyB', 'Mod+KeyZ'], facts: ['KeyD'], details: ['KeyA'],
    })
    const keymap = new Keymap(store)
    await keymap.load()
    for (const id of ['next', 'previous', 'palette', 'substance', 'tag.MEASURE'] as const) expect(keymap.isChanged(id), id).toBe(false)
    expect(keymap.keysOf('undo')).toEqual(['KeyB', 'Mod+KeyZ'])
    expect([keymap.keysOf('facts'), keymap.keysOf('details')]).toEqual([['KeyD'], ['KeyA']])
    await store.save('keys', ['KeyB'])
    await keymap.load()
    expect(keymap.anyChanged).toBe(false)
  })
})

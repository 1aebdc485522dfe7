import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { en } from '../../../src/ui/texts/en.ts'
import { zh } from '../../../src/ui/texts/zh.ts'

/** Every text with the path of its key. */
function texts(table: object, path = ''): [string, string][] {
  return Object.entries(table).flatMap(([key, value]: [string, unknown]): [string, string][] =>
    (typeof value === 'string' ? [[`${path}${key}`, value]] : texts(Object(value), `${path}${key}.`)))
}

const gaps = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort()
const source = join('src', 'ui')
const components = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.svelte')).map((name) => [name, readFileSync(join(source, name), 'utf8')] as const)

describe('the texts of the interface', () => {
  it('are complete in both languages, with the same gaps', () => {
    const [chinese, english] = [texts(zh), new Map(texts(en))]
    expect([...english.keys()]).toEqual(chinese.map(([key]) => key))
    for (const [key, text] of chinese) {
      expect(text, key).not.toBe('')
      expect(gaps(english.get(key) ?? ''), key).toEqual(gaps(text))
    }
  })

  it('count in the singular too: in English no number stands before a plural that cannot be one', () => {
    for (const [key, text] of texts(en)) {
      for (const [, name = ''] of text.matchAll(/\{(\w+)\|/g)) expect(gaps(text), key).toContain(`{${name}}`)
      expect(text.match(/\{\w+\} (?:more )?(?:reports|paragraphs|paras|rows|files|labels|places|annotations|tags|columns|times)\b/g), key).toBeNull()
    }
  })

  it('are each in their own language', () => {
    for (const [key, text] of texts(en)) if (key !== 'app.switchLanguage') expect(text, key).not.toMatch(/[\u4e00-\u9fff]/)
    const latin = texts(zh).filter(([, text]) => !/[\u4e00-\u9fff]/.test(text)).map(([key]) => key)
    expect(latin).toEqual(['app.switchLanguage', 'settings.devices.wasm', 'settings.devices.webgpu', 'settings.webgpu'])
  })

  it('stand in their tables alone: no component has Chinese of its own, save the name of the language', () => {
    const without = (code: string) => code.replace(/\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->|^\s*\/\/.*$/gm, '').replace('中文（简体）', '')
    expect(components.filter(([, code]) => /[\u4e00-\u9fff]/.test(without(code))).map(([name]) => name)).toEqual([])
  })

  it('are all used', () => {
    const modules = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && !name.startsWith('texts'))
    const code = [...components.map(([, text]) => text), ...modules.map((name) => readFileSync(join(source, name), 'utf8'))].join('\n')
    // A group is used whole where it is looked up by a value, t.group[value], or listed, Object.entries(t.group).
    const unused = texts(zh).map(([key]) => key).filter((key) => {
      const [name = '', group = ''] = key.split('.').reverse()
      return !code.includes(`.${name}`) && !code.includes(`.${group}[`) && !code.includes(`.${group})`)
    })
    expect(unused).toEqual([])
  })
})

import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

/** Who may import whom (docs/architecture.md). Rooms from the longest name to the shortest: the first that fits is a file's room. */
const source = resolve('src')

interface Rule {
  /** Rooms whose values a file of this room may import, beside its own. */
  readonly values: readonly string[]
  /** Rooms of which only types may be imported. */
  readonly types?: readonly string[]
  /** Packages that may be imported. */
  readonly packages: readonly string[]
}

const rules: Record<string, Rule> = {
  'core/readers': { values: ['core'], packages: ['chardet', '@noble/hashes', 'fflate', 'markdown-it', 'papaparse', 'parse5', 'pdfjs-dist', 'read-excel-file', 'sax'] },
  'core/nlp': { values: ['core'], packages: ['@xenova/transformers', 'jieba-wasm', 'opencc-js'] },
  'core/pinyin': { values: [], packages: ['pinyin-pro'] },
  'core/review': { values: ['core'], packages: [] },
  'core/dataset': { values: ['core'], packages: [] },
  'core/writers': { values: ['core', 'core/dataset'], packages: ['fflate', 'hyparquet-writer'] },
  'core/search': { values: ['core'], packages: ['opencc-js'] },
  core: { values: [], packages: [] },
  'worker/worker.ts': { values: ['core', 'core/readers', 'core/nlp', 'core/writers', 'worker'], packages: ['comlink'] },
  'worker/export': { values: ['core', 'core/dataset', 'core/writers'], packages: ['comlink'] },
  'worker/search': { values: ['core', 'core/search'], packages: ['comlink'] },
  worker: { values: ['core'], types: ['core/search', 'worker/search', 'core/readers', 'core/nlp', 'core/dataset', 'core/writers', 'worker/worker.ts', 'worker/export'], packages: ['comlink'] },
  storage: { values: ['core'], packages: ['dexie'] },
  state: { values: ['core', 'core/dataset', 'core/review', 'core/writers', 'storage'], types: ['core/readers', 'core/nlp', 'worker'], packages: ['svelte'] },
  ui: { values: ['core', 'core/pinyin', 'state'], packages: ['svelte'] },
  'cli.ts': { values: ['cli'], packages: ['node:*'] },
  cli: { values: ['core', 'core/readers', 'core/nlp', 'core/dataset', 'core/review', 'core/writers'], packages: ['node:*'] },
  'main.ts': { values: ['state', 'storage', 'ui', 'worker'], packages: ['svelte'] },
}

const rooms = Object.keys(rules).sort((a, b) => b.length - a.length)
const roomOf = (file: string): string => rooms.find((room) => file === room || file.startsWith(`${room}/`)) ?? '?'

interface Import {
  readonly from: string
  readonly what: string
  readonly typeOnly: boolean
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8')
  const statements = [...text.matchAll(/^\s*(?:import|export)\s+(type\s+)?(?:[\s\S]*?\sfrom\s+)?'([^']+)'/gm)]
  const dynamic = [...text.matchAll(/import\('([^']+)'\)/g)].map((match) => ({ type: undefined, what: match[1] ?? '' }))
  const all = [...statements.map((match) => ({ type: match[1], what: match[2] ?? '' })), ...dynamic]
  return all.map(({ type, what }) => ({
    from: relative(source, file),
    what: what.startsWith('.') ? relative(source, resolve(dirname(file), what)) : what,
    typeOnly: type !== undefined,
  }))
}

const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(ts|svelte)$/.test(name))
const imports = files.flatMap((name) => importsOf(join(source, name)))
const isOurs = (what: string): boolean => roomOf(what) !== '?' || what.endsWith('.css')

function isAllowed({ from, what, typeOnly }: Import): boolean {
  const rule = rules[roomOf(from)]
  if (!rule) return false
  if (what.endsWith('.css')) return ['ui', 'main.ts'].includes(roomOf(from))
  if (!isOurs(what)) return rule.packages.some((name) => what === name || what.startsWith(`${name.replace('*', '')}${name.endsWith('*') ? '' : '/'}`))
  const room = roomOf(what)
  return room === roomOf(from) || rule.values.includes(room) || (typeOnly && (rule.types ?? []).includes(room))
}

describe('layers', () => {
  it('every source file lies in a room', () => {
    expect(files.filter((name) => roomOf(name) === '?')).toEqual([])
    expect(imports.length).toBeGreaterThan(150)
  })

  it('nobody imports what its room may not', () => {
    expect(imports.filter((each) => !isAllowed(each)).map((each) => `${each.from} → ${each.what}`)).toEqual([])
  })

  it('no file imports itself round a circle', () => {
    const edges = new Map<string, string[]>()
    for (const { from, what, typeOnly } of imports) if (!typeOnly && isOurs(what)) edges.set(from, [...(edges.get(from) ?? []), what])
    const done = new Set<string>()
    const circles: string[] = []
    const visit = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' → '))
      if (done.has(file) || path.includes(file)) return
      for (const next of edges.get(file) ?? []) visit(next, [...path, file])
      done.add(file)
    }
    for (const file of files) visit(file, [])
    expect(circles).toEqual([])
  })

  it('the type checker is never talked round', () => {
    const tricks = /\bas unknown as\b|: any\b|<any>|\bas any\b|@ts-(?:ignore|nocheck|expect-error)|catch\s*(?:\([^)]*\))?\s*\{\s*\}|[\w)\]]!(?:[.;,)[]|$)/m
    expect(files.filter((name) => tricks.test(readFileSync(join(source, name), 'utf8')))).toEqual([])
  })
})

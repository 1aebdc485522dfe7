import { shadesOf } from '../core/colour.ts'
import { disclosureSchema, findLabel, type Label, type Schema } from '../core/schema.ts'

/** What a label has that neither has a colour of its own nor one in tokens.css. */
const plain = '#67635c'

/** How a tag is drawn: the line under its text, in the colour of the custom property `--${name}`; its wash is `--${name}-wash`. */
export interface TagLook {
  readonly name: string
  readonly line: 'wavy' | 'solid' | 'dashed' | 'dotted' | 'double'
}

/** Issues and measures have their look in highlights.css and tokens.css; other tags take turns with the lines that are left. */
export function tagLook(schema: Schema, id: string): TagLook {
  if (id === 'ISSUE') return { name: 'issue', line: 'wavy' }
  if (id === 'MEASURE') return { name: 'measure', line: 'solid' }
  const others = schema.labels.tag.filter((each) => each.id !== 'ISSUE' && each.id !== 'MEASURE')
  const lines = ['dashed', 'dotted', 'double'] as const
  return { name: `tag-${id}`, line: lines[Math.max(0, others.findIndex((each) => each.id === id)) % lines.length] ?? 'dashed' }
}

/** The custom properties of a section's colour, for `style`. */
export const sectionColour = (id: string): string => `var(--label-${id})`

/** The style sheet of what a schema adds to tokens.css and highlights.css. */
export const labelStyles = (schema: Schema): string => [
  `:root { ${properties(schema).map(([name, colour]) => `${name}: ${colour};`).join(' ')} }`,
  // Of colours that the system forces none of these survives.
  `@media (forced-colors: active) { :root { ${properties(schema).map(([name]) => `${name}: ${name.endsWith('-wash') ? 'transparent' : 'CanvasText'};`).join(' ')} } }`,
  ...schema.labels.tag.filter((tag) => tag.id !== 'ISSUE' && tag.id !== 'MEASURE').flatMap((tag) => highlights(tagLook(schema, tag.id))),
].join('\n')

type Property = readonly [name: string, colour: string]

const properties = (schema: Schema): Property[] => [...schema.labels.section.flatMap(sectionProperties), ...schema.labels.tag.flatMap((tag) => tagProperties(schema, tag))]

function sectionProperties({ id, colour }: Label): Property[] {
  if (colour === undefined && findLabel(disclosureSchema, 'section', id)) return []
  const { light, dark } = shadesOf(colour ?? plain)
  return [
    [`--label-${id}`, `light-dark(${light.swatch}, ${dark.swatch})`], [`--label-${id}-tint`, `light-dark(${light.tint}, ${dark.tint})`],
    [`--label-${id}-ink`, `light-dark(${light.ink}, ${dark.ink})`],
  ]
}

/** A line is drawn in the shade of letters, so that it is seen on every surface. */
function tagProperties(schema: Schema, { id, colour }: Label): Property[] {
  if (colour === undefined && findLabel(disclosureSchema, 'tag', id)) return []
  const { light, dark } = shadesOf(colour ?? plain)
  const { name } = tagLook(schema, id)
  return [[`--${name}`, `light-dark(${light.ink}, ${dark.ink})`], [`--${name}-wash`, `light-dark(${light.tint}, ${dark.tint})`]]
}

/** As highlights.css has them for issues and measures. */
function highlights({ name, line }: TagLook): string[] {
  return (['model', 'person'] as const).flatMap((who) => (['', '-inner'] as const).flatMap((inner) => {
    const rule = `{ text-decoration: underline ${line} ${who === 'person' ? 2 : 1}px var(--${name}); text-underline-offset: ${inner ? 0.42 : 0.2}em; text-decoration-skip-ink: none;${
      who === 'person' ? ` background-color: var(--${name}-wash);` : ''} }`
    return [`.strokes::highlight(${name}-${who}${inner}) ${rule}`, `.paint-${name}-${who}${inner} ${rule}`]
  }))
}

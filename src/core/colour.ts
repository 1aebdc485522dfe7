/** The shades of a label in one theme: what bars and the map have, the ground of a person's mark, and the letters on it. */
export interface Shades {
  readonly swatch: string
  readonly tint: string
  readonly ink: string
}

/** Lightness and greatest chroma of tint and ink, and the bounds of a swatch, in OKLCH: those of the built-in labels. */
const themes = {
  light: { swatch: [0.35, 0.82], tint: [0.945, 0.035], ink: [0.4, 0.12] },
  dark: { swatch: [0.5, 0.9], tint: [0.3, 0.045], ink: [0.86, 0.09] },
} as const

export const isColour = (text: string): boolean => /^#[0-9a-f]{6}$/.test(text)

/**
 * The shades of a colour `#rrggbb`. A person chooses its hue and depth; lightness is kept where letters have a contrast of 6 : 1 and
 * more on their tint and on every surface, so that any colour can be chosen.
 */
export function shadesOf(colour: string): Readonly<Record<keyof typeof themes, Shades>> {
  const { lightness, chroma, hue } = toOklch(colour)
  const shades = ({ swatch: [darkest, lightest], tint, ink }: (typeof themes)[keyof typeof themes]): Shades => ({
    swatch: fromOklch(Math.min(lightest, Math.max(darkest, lightness)), chroma, hue),
    tint: fromOklch(tint[0], Math.min(chroma, tint[1]), hue),
    ink: fromOklch(ink[0], Math.min(chroma, ink[1]), hue),
  })
  return { light: shades(themes.light), dark: shades(themes.dark) }
}

/** Contrast of two colours (WCAG 2.2, «contrast ratio»), 1 to 21. */
export function contrast(one: string, other: string): number {
  const luminance = (colour: string): number => {
    const [r = 0, g = 0, b = 0] = channels(colour).map(linear)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const [a, b] = [luminance(one), luminance(other)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

/** The colour of a list that is farthest, in OKLab, from all of those taken. */
export function farthest(choices: readonly string[], taken: readonly string[]): string {
  const distance = (choice: string): number => Math.min(Infinity, ...taken.map((each) => apart(choice, each)))
  return choices.reduce((best, choice) => (distance(choice) > distance(best) ? choice : best), choices[0] ?? '#67635c')
}

function apart(one: string, other: string): number {
  const [a, b] = [toOklab(one), toOklab(other)]
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])
}

const channels = (colour: string): number[] => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
const linear = (value: number): number => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
const gamma = (value: number): number => (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055)

/** Björn Ottosson, «A perceptual color space for image processing» (2020). */
function toOklab(colour: string): [number, number, number] {
  const [r = 0, g = 0, b = 0] = channels(colour).map(linear)
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

function toOklch(colour: string): { lightness: number; chroma: number; hue: number } {
  const [lightness, a, b] = toOklab(colour)
  return { lightness, chroma: Math.hypot(a, b), hue: Math.atan2(b, a) }
}

/** Where sRGB does not reach, chroma is lowered until it does: lightness, and with it contrast, stays. */
function fromOklch(lightness: number, chroma: number, hue: number): string {
  for (let depth = chroma; ; depth *= 0.95) {
    const rgb = linearRgb(lightness, depth * Math.cos(hue), depth * Math.sin(hue))
    if (depth > 0.001 && rgb.some((value) => value < 0 || value > 1)) continue
    return `#${rgb.map((value) => Math.round(255 * gamma(Math.min(1, Math.max(0, value)))).toString(16).padStart(2, '0')).join('')}`
  }
}

function linearRgb(lightness: number, a: number, b: number): number[] {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
}

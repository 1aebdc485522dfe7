import { describe, expect, it } from 'vitest'
import { contrast, farthest, shadesOf } from '../../src/core/colour.ts'

describe('the shades of a label', () => {
  it('can be read in both themes, whatever colour a person chooses', () => {
    const channel = ['00', '40', '80', 'c0', 'ff']
    for (const r of channel) for (const g of channel) for (const b of channel) {
      const { light, dark } = shadesOf(`#${r}${g}${b}`)
      expect(contrast(light.ink, light.tint)).toBeGreaterThan(6)
      expect(contrast(dark.ink, dark.tint)).toBeGreaterThan(6)
      for (const surface of ['#fcfcfa', '#f5f5f2', '#eff4fb']) expect(contrast(light.ink, surface)).toBeGreaterThan(6)
      for (const surface of ['#1a1b1c', '#141516', '#202732']) expect(contrast(dark.ink, surface)).toBeGreaterThan(6)
    }
  })

  it('keep the hue', () => {
    expect(shadesOf('#c4412f').light.swatch).toBe('#c4412f')
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
  })

  it('are proposed far from those there are', () => {
    expect(farthest(['#c4412f', '#046094'], ['#c4412e'])).toBe('#046094')
  })
})

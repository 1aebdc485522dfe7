import { describe, expect, it } from 'vitest'
import { fit } from '../../../src/core/pinyin/fit.ts'

const best = (typed: string, texts: readonly string[]): string | undefined =>
  texts.flatMap((text) => ({ text, score: fit(text, typed, true) })).filter(({ score }) => score !== null).toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0))[0]?.text

describe('what a person typed, beside a text', () => {
  it('fits Han characters, their pinyin in full or begun, and its first letters, mixed at will', () => {
    for (const typed of ['问题', 'wt', 'wenti', 'cz', 'cunzai', 'cunz', 'czdwt', '存zaidwt', 'CZ']) expect(fit('存在的问题', typed, false), typed).not.toBeNull()
    for (const typed of ['wtc', 'ly', 'x']) expect(fit('存在的问题', typed, true), typed).toBeNull()
  })

  it('knows the readings of a character that has several', () => {
    for (const typed of ['cqs', 'chongqingshi']) expect(fit('重庆市', typed, false), typed).not.toBeNull()
    expect(fit('重点领域公开', 'zdly', false)).not.toBeNull()
  })

  it('passes characters over only where that is wanted', () => {
    expect(fit('存在的问题', 'cwt', true)).not.toBeNull()
    expect(fit('存在的问题', 'cwt', false)).toBeNull()
  })

  it('fits Latin words by a part of them or by their first letters', () => {
    for (const typed of ['unsure', 'Next u', 'nu']) expect(fit('Next unsure', typed, false), typed).not.toBeNull()
    expect(fit('Next unsure', 'xyz', true)).toBeNull()
  })

  it('prefers characters to pinyin, a text that begins so, and the shorter of two', () => {
    expect(best('问题', ['段落标签：存在的问题', '问题', '标为问题'])).toBe('问题')
    expect(best('wt', ['段落标签：存在的问题', '问题'])).toBe('问题')
    expect(best('zd', ['政府信息主动公开', '主动公开'])).toBe('主动公开')
  })
})

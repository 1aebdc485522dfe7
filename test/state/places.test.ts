import { beforeEach, describe, expect, it } from 'vitest'
import { forgetPlaces, Places } from '../../src/storage/places.ts'

describe('the places at which reports were left', () => {
  beforeEach(() => localStorage.clear())

  it('are kept by project, for the reports opened last', () => {
    const places = new Places('one')
    for (let report = 0; report < 501; report++) places.keep(`report ${report}`, report)
    places.keep('report 500', 7)
    expect(['report 0', 'report 1', 'report 500'].map((report) => new Places('one').of(report))).toEqual([undefined, 1, 7])
    expect(new Places('two').of('report 1')).toBeUndefined()
    forgetPlaces('one')
    expect(places.of('report 1')).toBeUndefined()
  })

  it('are none where what is stored is damaged', () => {
    localStorage.setItem('places one', '[["a", -1], ["b", 2], 3')
    expect(new Places('one').of('b')).toBeUndefined()
    localStorage.setItem('places one', '[["a", -1], ["b", 2], 3]')
    expect(['a', 'b'].map((report) => new Places('one').of(report))).toEqual([undefined, 2])
  })
})

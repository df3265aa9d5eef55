import { ACTS } from '@loadout/core/content'
import { describe, expect, it } from 'vitest'
import { RELEASES, releaseAt } from './releases.ts'

const DAY_MS = 86_400_000

describe('releases', () => {
  it('are in time order', () => {
    const times = RELEASES.map((release) => release.from)
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(new Set(times).size).toBe(times.length)
  })

  it('are named as real game versions, and rise', () => {
    for (const { gameVersion, major } of RELEASES) {
      expect(gameVersion).toMatch(/^release-\d\d\.\d\d-shipping-\d+-\d+$/)
      expect(gameVersion).toContain(`release-${major}.`)
    }
    const patches = RELEASES.map(({ gameVersion }) => gameVersion.slice(8, 13))
    expect(patches).toEqual([...patches].sort())
    expect(new Set(patches).size).toBe(RELEASES.length)
  })

  it('belong to acts of the game, in the order of the acts', () => {
    const order = RELEASES.map(({ actId }) => ACTS.findIndex((act) => act.id === actId))
    expect(order.every((index) => index >= 0)).toBe(true)
    expect(order).toEqual([...order].sort((a, b) => a - b))
  })

  it('number their acts from zero without a gap', () => {
    const indexes = RELEASES.map((release) => release.actIndex)
    expect([...new Set(indexes)]).toEqual([0, 1, 2, 3, 4])
    for (const { actId, actIndex } of RELEASES) {
      const same = RELEASES.filter((release) => release.actIndex === actIndex)
      expect(same.every((release) => release.actId === actId)).toBe(true)
    }
  })

  it('span documents with and without the winners’ role', () => {
    expect(RELEASES.some((release) => release.major < 12)).toBe(true)
    expect(RELEASES.some((release) => release.major >= 12)).toBe(true)
  })
})

describe('releaseAt', () => {
  it('finds what was live: from its first millisecond to the next release', () => {
    for (const [index, release] of RELEASES.entries()) {
      expect(releaseAt(release.from)).toBe(release)
      expect(releaseAt(release.from + DAY_MS)).toBe(release)
      expect(releaseAt(release.from - 1)).toBe(RELEASES[Math.max(0, index - 1)])
    }
  })

  it('takes the first one for earlier and the last one for later times', () => {
    expect(releaseAt(0)).toBe(RELEASES[0])
    expect(releaseAt(Date.parse('2030-01-01'))).toBe(RELEASES.at(-1))
  })
})

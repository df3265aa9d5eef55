import { describe, expect, it } from 'vitest'
import { createContentLookup } from '../content/index.ts'
import { weaponMeasures } from './weapon-measures.ts'
import { weaponRef } from './weapon-ref.ts'

const VANDAL = {
  ...{ kills: 60, headshots: 30, bodyshots: 60, legshots: 10 },
  ...{ damage: 9_000, rounds: 80, games: 20 },
}

describe('weaponMeasures', () => {
  it('takes kills over all kills, hits over hits, the rest over rounds carried', () => {
    expect(weaponMeasures(VANDAL, { kills: 240, minSample: 30 })).toMatchObject({
      kills: 60,
      killShare: { n: 240, value: 0.25 },
      headshotRate: { n: 100, value: 0.3 },
      damagePerRound: 112.5,
      killsPerRound: 0.75,
      games: 20,
      lowSample: true,
    })
  })

  it('says nothing per round of what is never in hand when a round begins', () => {
    const ability = { ...VANDAL, headshots: 0, bodyshots: 0, legshots: 0, damage: 0, rounds: 0 }
    expect(weaponMeasures(ability, { kills: 240, minSample: 1 })).toMatchObject({
      kills: 60,
      damagePerRound: null,
      killsPerRound: null,
      headshotRate: { n: 0, value: 0 },
      lowSample: false,
    })
  })
})

describe('weaponRef', () => {
  const content = createContentLookup()

  it('names weapons, and ability slots as abilities', () => {
    const vandal = '9c82e19d-4575-0200-1a81-3eacf00cf872'
    expect(weaponRef(content, vandal)).toEqual({ id: vandal, name: 'Vandal', kind: 'rifle' })
    for (const [id, name] of [
      ['grenadeability', 'Grenade ability'],
      ['ability1', 'Ability 1'],
      ['ability2', 'Ability 2'],
      ['ultimate', 'Ultimate'],
    ] as const) {
      expect(weaponRef(content, id)).toEqual({ id, name, kind: 'ability' })
    }
  })

  it('keeps an id that nobody knows yet', () => {
    expect(weaponRef(content, 'new')).toEqual({ id: 'new', name: 'new', kind: null })
  })
})

import { describe, expect, it } from 'vitest'
import { GAME_SUMS, type GameSums } from '../../db/player-sums.ts'
import { rate } from '../rate.ts'
import { coreMeasuresSchema, gameMeasuresSchema } from './contract.ts'
import {
  CORE_SUMS,
  coreMeasures,
  gameMeasures,
  totalCoreSums,
  totalGameSums,
} from './game-measures.ts'

/** Two games of twenty rounds, made by hand; what is not named is 0. */
const SUMS: GameSums = {
  ...totalGameSums([]),
  wins: 1,
  losses: 1,
  rounds: 40,
  rounds_won: 22,
  attack_rounds: 20,
  attack_wins: 12,
  defence_rounds: 20,
  defence_wins: 10,
  score: 9_000,
  kills: 32,
  deaths: 30,
  assists: 10,
  damage: 6_000,
  damage_received: 5_600,
  headshots: 25,
  bodyshots: 70,
  legshots: 5,
  first_bloods: 6,
  first_deaths: 4,
  kast_rounds: 28,
  trade_kills: 8,
  traded_deaths: 6,
  plants: 5,
  defuses: 1,
  k2: 8,
  k3: 3,
  k4: 1,
  clutch1: 4,
  clutch1_won: 3,
  clutch2: 3,
  clutch2_won: 1,
  clutch3: 2,
  spent: 100_000,
  priced_damage: 6_000,
  cast_rounds: 20,
  grenade_casts: 10,
  ultimate_casts: 4,
}

describe('gameMeasures', () => {
  const measures = gameMeasures(SUMS)

  it('divides sums by the rounds, games, hits, kills or deaths they are of', () => {
    expect(measures).toMatchObject({
      games: 2,
      winRate: rate(1, 2),
      roundWinRate: rate(22, 40),
      attackRoundWinRate: rate(12, 20),
      defenceRoundWinRate: rate(10, 20),
      kd: 32 / 30,
      kda: 42 / 30,
      acs: 225,
      adr: 150,
      damageDelta: 10,
      headshotRate: rate(25, 100),
      kast: rate(28, 40),
      firstBloodRate: rate(6, 40),
      firstDeathRate: rate(4, 40),
      tradeKillRate: rate(8, 32),
      tradedDeathRate: rate(6, 30),
      multikills: { k2: 20, k3: 7.5, k4: 2.5, k5: 0 },
      plantsPerGame: 2.5,
      defusesPerGame: 0.5,
      econRating: 60,
      castsPerRound: { grenade: 0.5, ability1: 0, ability2: 0, ultimate: 0.2 },
    })
  })

  it('counts clutches from two enemies on, and lists those against one beside them', () => {
    expect(measures.clutches.rate).toEqual(rate(1, 5))
    expect(measures.clutches.against[0]).toEqual(rate(3, 4))
    expect(measures.clutches.against[4]).toEqual(rate(0, 0))
  })

  it('keeps the promise of its contract, of games and of none', () => {
    expect(gameMeasuresSchema.parse(measures)).toEqual(measures)
    const none = gameMeasures(totalGameSums([]))
    expect(gameMeasuresSchema.parse(none)).toEqual(none)
  })

  it('makes up nothing where no game says what was spent or cast', () => {
    const unknown = gameMeasures({ ...SUMS, spent: 0, priced_damage: 0, cast_rounds: 0 })
    expect(unknown.econRating).toBeNull()
    expect(unknown.castsPerRound).toBeNull()
  })

  it('takes damage per credit from the games alone whose spending is known', () => {
    expect(gameMeasures({ ...SUMS, spent: 50_000, priced_damage: 3_000 }).econRating).toBe(60)
  })

  it('gives somebody who never died their kills', () => {
    expect(coreMeasures({ ...SUMS, deaths: 0 }).kd).toBe(32)
  })

  it('holds the short list of measures as it is on its own', () => {
    const core = coreMeasures(SUMS)
    expect(measures).toMatchObject(core)
    expect(coreMeasuresSchema.parse(core)).toEqual(core)
  })

  it('counts draws as games that nobody won or lost', () => {
    const { games, winRate, losses } = coreMeasures({ ...SUMS, draws: 2 })
    expect({ games, losses }).toEqual({ games: 4, losses: 1 })
    expect(winRate).toEqual(rate(1, 4))
  })
})

describe('totals', () => {
  it('add up every column, so that no ratio is ever averaged', () => {
    const total = totalGameSums([SUMS, SUMS, SUMS])
    for (const column of GAME_SUMS) expect(total[column], column).toBe(3 * SUMS[column])
    expect(gameMeasures(total).acs).toBe(gameMeasures(SUMS).acs)
  })

  it('of the short list leave the rest out', () => {
    expect(Object.keys(totalCoreSums([SUMS])).sort()).toEqual([...CORE_SUMS].sort())
    expect(totalCoreSums([SUMS, SUMS]).score).toBe(18_000)
  })
})

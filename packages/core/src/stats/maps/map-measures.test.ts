import { describe, expect, it } from 'vitest'
import { mapMeasuresSchema } from './contract.ts'
import { type MapSums, mapMeasures } from './map-measures.ts'

const NOTHING: MapSums = {
  ...{ matches: 0, rounds: 0, sided_rounds: 0, attack_wins: 0, draws: 0, surrenders: 0 },
  ...{ eliminations: 0, detonations: 0, defusals: 0, timeouts: 0, plants: 0 },
}

const SUMS: MapSums = {
  ...{ matches: 10, rounds: 210, sided_rounds: 200, attack_wins: 90, draws: 1, surrenders: 2 },
  ...{ eliminations: 120, detonations: 40, defusals: 30, timeouts: 10, plants: 100 },
}

describe('mapMeasures', () => {
  it('shares rounds between attackers and defenders, surrendered ones left out', () => {
    const { attackRoundWinRate, defenceRoundWinRate, roundsPerMatch } = mapMeasures(SUMS, 30)
    expect(attackRoundWinRate).toMatchObject({ n: 200, value: 0.45 })
    expect(defenceRoundWinRate).toMatchObject({ n: 200, value: 0.55 })
    expect(roundsPerMatch).toBe(21)
  })

  it('shares rounds between the four ways to end', () => {
    const { roundEnds, plantRate } = mapMeasures(SUMS, 30)
    expect(Object.values(roundEnds).reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(1, 12)
    expect(roundEnds).toMatchObject({
      elimination: { n: 200, value: 0.6 },
      detonation: { value: 0.2 },
      defusal: { value: 0.15 },
      time: { value: 0.05 },
    })
    expect(plantRate).toMatchObject({ n: 200, value: 0.5 })
  })

  it('takes draws and surrenders over matches', () => {
    expect(mapMeasures(SUMS, 30)).toMatchObject({
      draws: 1,
      drawRate: { n: 10, value: 0.1 },
      surrenders: 2,
      surrenderRate: { n: 10, value: 0.2 },
    })
  })

  it('marks few matches, not few rounds', () => {
    expect([10, 11].map((minSample) => mapMeasures(SUMS, minSample).lowSample)).toEqual([
      false,
      true,
    ])
  })

  it('keeps the promise of the contract without a single match', () => {
    const measures = mapMeasures(NOTHING, 30)
    expect(mapMeasuresSchema.parse(measures)).toEqual(measures)
  })
})

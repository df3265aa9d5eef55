import { type FightResult, fight } from '../fight.ts'
import { mapPool } from '../meta.ts'
import { createPopulation, matchmake } from '../population.ts'
import { createPrng, type Prng } from '../prng.ts'
import { createRoster, type Seat } from '../roster.ts'
import { planRound, type RoundPlan } from '../round-plan.ts'

/** A round with the people in it. Red attacks; the winner changes from round to round. */
export interface FoughtRound {
  readonly seats: readonly Seat[]
  readonly plan: RoundPlan
  readonly result: FightResult
}

/** Ten players from a small population, seated on the first map of the first act. */
export function createRosters(prng: Prng): () => Seat[] {
  const [map] = mapPool(0)
  if (map === undefined) throw new RangeError('no map')
  const population = createPopulation(prng, 200)
  return () => {
    const players = matchmake(prng, population.get('eu') ?? [], 10)
    return createRoster(prng, { players, map, actIndex: 0 })
  }
}

export function foughtRounds(seed: string, count: number): readonly FoughtRound[] {
  const prng = createPrng(seed)
  const roster = createRosters(prng)
  return Array.from({ length: count }, (_, index) => {
    const seats = roster()
    const plan = planRound(prng, {
      winner: index % 2 === 0 ? 'attack' : 'defence',
      canRevive: new Set(['attack', 'defence'] as const),
    })
    const attackers = seats.filter((seat) => seat.team === 'Red')
    const defenders = seats.filter((seat) => seat.team === 'Blue')
    return { seats, plan, result: fight(prng, { plan, attackers, defenders }) }
  })
}

import { rate, rating } from 'openskill'

/** A player's skill: a normal distribution, see Weng & Lin 2011, "A Bayesian approximation method for online ranking". */
export interface Skill {
  readonly mu: number
  readonly sigma: number
}

/** Of somebody who has not played: mu 25, sigma 25/3. */
export const NEW_PLAYER: Skill = rating()

/** 0 draw, 1 red, 2 blue, as in `match.winner`. Places of red and blue; equal ones are a draw. */
const PLACES: Readonly<Record<number, readonly [number, number]>> = {
  0: [1, 1],
  1: [1, 2],
  2: [2, 1],
}

export interface Teams<Player> {
  readonly red: readonly Player[]
  readonly blue: readonly Player[]
}

/**
 * The skills of both teams after a match, by Plackett-Luce with OpenSkill's defaults. Floating point sums
 * depend on their order: equal results need equal orders of teams and players.
 */
export function rateMatch({ red, blue }: Teams<Skill>, winner: number): Teams<Skill> {
  const places = PLACES[winner]
  if (places === undefined) throw new RangeError(`${winner} is not the winner of a match`)
  const [ratedRed = [], ratedBlue = []] = rate([red, blue], { rank: [...places] })
  return { red: ratedRed, blue: ratedBlue }
}

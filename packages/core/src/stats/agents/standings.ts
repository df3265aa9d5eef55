import { rate } from '../rate.ts'
import type { AgentEntry } from './agent-entries.ts'
import type { LETTERS } from './contract.ts'

export type Letter = (typeof LETTERS)[number]

export interface Standing {
  /** By default the standard score within the role; 0 is the role's mean. */
  readonly score: number
  readonly letter: Letter
}

/** Lower bounds of S, A, B and C in standard deviations; below is D. */
const CUTS: readonly (readonly [Letter, number])[] = [
  ['S', 1],
  ['A', 1 / 3],
  ['B', -1 / 3],
  ['C', -1],
]

/**
 * The default tier list: how many standard deviations an agent's lower win-rate bound (Wilson 95 %)
 * lies above the mean of its role. Roles are compared within themselves because they win and lose
 * together: each team has about one of each. A role whose agents do not differ scores 0 throughout.
 */
export function standings(entries: readonly AgentEntry[]): ReadonlyMap<string, Standing> {
  const byRole = Map.groupBy(entries, ({ agent }) => agent.role)
  return new Map([...byRole.values()].flatMap(roleStandings))
}

function roleStandings(entries: readonly AgentEntry[]): readonly (readonly [string, Standing])[] {
  const bounds = entries.map(({ sums, games }) => rate(sums.wins, games).lo)
  // A sum of floats depends on its order, and that of the rows is up to the database.
  const ordered = bounds.toSorted((a, b) => a - b)
  const mean = ordered.reduce((sum, bound) => sum + bound, 0) / bounds.length
  const deviation = Math.sqrt(
    ordered.reduce((sum, bound) => sum + (bound - mean) ** 2, 0) / bounds.length,
  )
  return entries.map(({ agent }, index) => {
    const score = deviation === 0 ? 0 : ((bounds[index] ?? mean) - mean) / deviation
    return [agent.id, { score, letter: letterOf(score, CUTS) }]
  })
}

/** The letter of the first cut that the score reaches. */
export function letterOf(score: number, cuts: readonly (readonly [Letter, number])[]): Letter {
  return cuts.find(([, cut]) => score >= cut)?.[0] ?? 'D'
}

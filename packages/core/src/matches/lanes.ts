/**
 * Counters that fit into a few bits share an integer column: ten players a match, and each byte counts.
 * The layouts below are what the views `match_game` and `player_game` take apart again (migration 0006);
 * nothing else reads the packed columns.
 */
export type Lanes<Name extends string = string> = readonly (readonly [name: Name, bits: number])[]

/** Counters per match, of rounds: 9 x 7 bits. */
export const MATCH_LANES = [
  ['sided_rounds', 7],
  ['red_attack_rounds', 7],
  ['red_attack_wins', 7],
  ['blue_attack_wins', 7],
  ['eliminations', 7],
  ['detonations', 7],
  ['defusals', 7],
  ['timeouts', 7],
  ['plants', 7],
] as const satisfies Lanes

/** Place of a player in the match: index among its players, team, and facts about the agent. */
export const SEAT_LANES = [
  ['slot', 4],
  ['blue', 1],
  ['presence', 1],
  ['mirror', 1],
  ['tier', 5],
] as const satisfies Lanes

/** Counters per player, of rounds: 9 x 7 bits. */
export const ROUND_LANES = [
  ['first_bloods', 7],
  ['first_deaths', 7],
  ['kast_rounds', 7],
  ['plants', 7],
  ['defuses', 7],
  ['k2', 7],
  ['k3', 7],
  ['k4', 7],
  ['k5', 7],
] as const satisfies Lanes

export const CLUTCH_LANES = [
  ['clutch1', 6],
  ['clutch2', 6],
  ['clutch3', 6],
  ['clutch4', 6],
  ['clutch5', 6],
  ['clutch1_won', 6],
  ['clutch2_won', 6],
  ['clutch3_won', 6],
  ['clutch4_won', 6],
  ['clutch5_won', 6],
] as const satisfies Lanes

export const CAST_LANES = [
  ['grenade_casts', 8],
  ['ability1_casts', 8],
  ['ability2_casts', 8],
  ['ultimate_casts', 7],
] as const satisfies Lanes

/** A counter of a document that no real match reaches, and that its column cannot hold. */
export class CounterOverflow extends RangeError {
  override readonly name = 'CounterOverflow'
  constructor(counter: string, value: number, max: number) {
    super(`${counter} is ${value}; at most ${max} is plausible`)
  }
}

/** Bits that a double holds exactly: lanes below are added up as numbers, those above as a second one. */
const EXACT_BITS = 53

/** Puts the values into one integer, the first lane lowest, as a decimal. Throws CounterOverflow. */
export function packLanes<Name extends string>(
  lanes: Lanes<Name>,
  values: Readonly<Record<Name, number>>,
): string {
  let low = 0
  let high = 0
  let shift = 0
  let split = 0
  for (const [name, bits] of lanes) {
    const value = inRange(name, values[name], 2 ** bits - 1)
    if (split === 0 && shift + bits > EXACT_BITS) split = shift
    if (split === 0) low += value * 2 ** shift
    else high += value * 2 ** (shift - split)
    shift += bits
  }
  return split === 0 ? String(low) : ((BigInt(high) << BigInt(split)) + BigInt(low)).toString()
}

/** Kills in one round: five a team, and whoever came back to life. */
const MAX_ROUND_KILLS = 100

/** Refuses a round that no ten players can have fought. Throws CounterOverflow. */
export function checkRoundKills(kills: number): void {
  inRange('kills of a round', kills, MAX_ROUND_KILLS)
}

const MAX_SMALLINT = 32_767

/** The value if a smallint column holds it. Throws CounterOverflow. */
export function narrow(counter: string, value: number): number {
  return inRange(counter, value, MAX_SMALLINT)
}

function inRange(counter: string, value: number, max: number): number {
  if (!Number.isInteger(value) || value < 0 || value > max)
    throw new CounterOverflow(counter, value, max)
  return value
}

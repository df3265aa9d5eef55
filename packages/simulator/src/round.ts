import { buyGun } from './arsenal.ts'
import { buy, handOut, loadoutValue, prepareRound } from './economy.ts'
import { type FightResult, fight } from './fight.ts'
import type { MatchContext } from './match-context.ts'
import { attackAdvantage } from './meta.ts'
import { attackingTeam, type RoundTeam } from './modes.ts'
import type { RiotRound } from './riot-document.ts'
import type { Seat } from './roster.ts'
import { writeRound } from './round-document.ts'
import { planRound, type RoundPlan, type Side } from './round-plan.ts'
import { ceremonyOf, isCountedDeath, isSelfKill, roundScores } from './score.ts'

/** A finished round: its document and what the next rounds need to know. */
export interface PlayedRound {
  readonly document: RiotRound
  readonly winner: RoundTeam
  readonly plan: RoundPlan
  readonly result: FightResult
}

export interface RoundInput {
  readonly number: number
  /** Start of the round, milliseconds since the start of the game. */
  readonly startMs: number
  /** Set when the course of the match asks for this winner. */
  readonly forcedWinner: RoundTeam | null
}

/** Plays one round: buys, fights, and adds to the players' totals. */
export function playRound(
  context: MatchContext,
  { number, startMs, forcedWinner }: RoundInput,
): PlayedRound {
  const attackers = attackingTeam(context.mode, number)
  const sides = splitSides(context.seats, attackers)
  equip(context, number)
  const economy = context.seats.map((seat) => ({
    loadoutValue: loadoutValue(seat.purse),
    weapon: seat.purse.gun.item,
    armor: seat.purse.armor.item,
    remaining: seat.purse.credits,
    spent: seat.purse.spent,
  }))
  const winner = forcedWinner ?? drawWinner(context, { attackers, sides })
  const plan = planRound(context.prng, {
    winner: winner === attackers ? 'attack' : 'defence',
    canRevive: sidesThatRevive(sides),
  })
  const result = fight(context.prng, { plan, attackers: sides.attack, defenders: sides.defence })
  const scores = roundScores(context.seats, result)
  addToTallies(context.seats, result, scores)
  const ceremony = ceremonyOf({
    seats: context.seats,
    result,
    winner,
    loadoutRatio: loadoutRatio(sides, plan.winner),
  })
  const document = writeRound(context, {
    number,
    startMs,
    attackers,
    winner,
    plan,
    result,
    scores,
    economy,
    ceremony,
  })
  return { document, winner, plan, result }
}

type Sides = Readonly<Record<Side, readonly Seat[]>>

function splitSides(seats: readonly Seat[], attackers: RoundTeam): Sides {
  return {
    attack: seats.filter((seat) => seat.team === attackers),
    defence: seats.filter((seat) => seat.team !== attackers),
  }
}

function sidesThatRevive(sides: Sides): ReadonlySet<Side> {
  const all: readonly Side[] = ['attack', 'defence']
  return new Set(all.filter((side) => sides[side].some((seat) => seat.canRevive)))
}

function equip({ prng, mode, seats }: MatchContext, number: number): void {
  const shared = mode.economy === 'spikerush' ? buyGun(prng, 4_700) : null
  for (const seat of seats) prepareRound(seat.purse, mode, number)
  const credits = { Red: meanCredits(seats, 'Red'), Blue: meanCredits(seats, 'Blue') }
  for (const seat of seats) {
    if (shared === null) buy(prng, seat.purse, credits[seat.team])
    else handOut(seat.purse, shared)
  }
}

/** Log-odds of the attackers: the map, the difference in power and the difference in equipment. */
function drawWinner(
  { prng, map }: MatchContext,
  { attackers, sides }: { attackers: RoundTeam; sides: Sides },
): RoundTeam {
  const power = mean(sides.attack, (seat) => seat.power) - mean(sides.defence, (seat) => seat.power)
  const equipment = totalLoadout(sides.attack) - totalLoadout(sides.defence)
  const odds = attackAdvantage(map) + power + equipment / 16_000
  const attackWins = prng.chance(1 / (1 + Math.exp(-odds)))
  const defenders: RoundTeam = attackers === 'Red' ? 'Blue' : 'Red'
  return attackWins ? attackers : defenders
}

/** As documents count: a self kill is never a kill, a death only with an item, and its assists always. */
function addToTallies(
  seats: readonly Seat[],
  { kills }: FightResult,
  scores: readonly number[],
): void {
  for (const { index, tally } of seats) {
    tally.score += scores[index] ?? 0
    tally.kills += kills.filter((kill) => kill.killer === index && !isSelfKill(kill)).length
    tally.deaths += kills.filter((kill) => kill.victim === index && isCountedDeath(kill)).length
    tally.assists += kills.filter((kill) => kill.assistants.includes(index)).length
  }
}

function loadoutRatio(sides: Sides, winner: Side): number {
  const loser: Side = winner === 'attack' ? 'defence' : 'attack'
  return totalLoadout(sides[winner]) / Math.max(1, totalLoadout(sides[loser]))
}

function totalLoadout(seats: readonly Seat[]): number {
  return seats.reduce((sum, seat) => sum + loadoutValue(seat.purse), 0)
}

function meanCredits(seats: readonly Seat[], team: RoundTeam): number {
  return mean(
    seats.filter((seat) => seat.team === team),
    (seat) => seat.purse.credits,
  )
}

function mean(seats: readonly Seat[], value: (seat: Seat) => number): number {
  return seats.reduce((sum, seat) => sum + value(seat), 0) / Math.max(1, seats.length)
}

import { settle } from './economy.ts'
import type { MatchContext } from './match-context.ts'
import { opponentOf, type RoundMode, type RoundTeam } from './modes.ts'
import type { RiotRound } from './riot-document.ts'
import { type PlayedRound, playRound } from './round.ts'
import { writeFillerRound } from './round-document.ts'
import { isSelfKill } from './score.ts'

/** `draw`: both teams vote to stop at 13:13. `surrender`: the team behind gives up. */
export type Ending = 'regular' | 'surrender' | 'draw'

export interface MatchCourse {
  readonly rounds: readonly RiotRound[]
  /** Rounds won by play. */
  readonly points: Readonly<Record<RoundTeam, number>>
  readonly winner: RoundTeam | null
  /** What `stats.roundsPlayed` says: a surrender is called during the round after the last finished one. */
  readonly roundsPlayed: number
  readonly lengthMs: number
}

const LOADING_MS = 55_000
const BUY_PHASE_MS = 30_000
const AFTERMATH_MS = 7_000
const EARLIEST_SURRENDER = 8

/** Plays rounds until the mode, a surrender or a draw ends the match. */
export function playMatch(context: MatchContext, ending: Ending): MatchCourse {
  const rounds: RiotRound[] = []
  const points = { Red: 0, Blue: 0 }
  const streaks = { Red: 0, Blue: 0 }
  let clock = LOADING_MS
  while (!isOver(context, points, ending)) {
    clock += BUY_PHASE_MS
    const round = playRound(context, {
      number: rounds.length,
      startMs: clock,
      forcedWinner: ending === 'draw' ? winnerTowardsDraw(context.mode, points) : null,
    })
    clock += round.plan.endMs + AFTERMATH_MS
    rounds.push(round.document)
    points[round.winner] += 1
    pay(context, round, streaks)
    const loser = opponentOf(round.winner)
    streaks[round.winner] = 0
    streaks[loser] += 1
  }
  const roundsPlayed = rounds.length + (ending === 'surrender' ? 1 : 0)
  const winner = leaderOf(points)
  if (ending === 'surrender' && winner !== null) rounds.push(...fillers(context, points, winner))
  return { rounds, points, winner, roundsPlayed, lengthMs: clock }
}

type Points = Readonly<Record<RoundTeam, number>>

function isOver(context: MatchContext, points: Points, ending: Ending): boolean {
  const { mode, prng } = context
  if (ending === 'draw') return points.Red === mode.winAt && points.Blue === mode.winAt
  if (ending === 'surrender')
    return givesUp(mode, points) && (isMatchPoint(mode, points) || prng.chance(0.4))
  return isWon(mode, points)
}

function isWon(mode: RoundMode, { Red, Blue }: Points): boolean {
  const lead = Math.abs(Red - Blue)
  return Math.max(Red, Blue) >= mode.winAt && (!mode.winByTwo || lead >= 2)
}

/** Nobody gives up early or with hope left, but the last chance is the round before the match ends. */
function givesUp(mode: RoundMode, points: Points): boolean {
  if (isMatchPoint(mode, points)) return points.Red !== points.Blue
  return points.Red + points.Blue >= EARLIEST_SURRENDER && Math.abs(points.Red - points.Blue) >= 4
}

function isMatchPoint(mode: RoundMode, { Red, Blue }: Points): boolean {
  return Math.max(Red, Blue) === mode.winAt - 1
}

/** Lets the team behind catch up once the other one has match point, up to 12:12 and then 13:13. */
function winnerTowardsDraw(mode: RoundMode, { Red, Blue }: Points): RoundTeam | null {
  if (Math.max(Red, Blue) < mode.winAt - 1 || Red === Blue) return null
  return Red < Blue ? 'Red' : 'Blue'
}

function leaderOf({ Red, Blue }: Points): RoundTeam | null {
  if (Red === Blue) return null
  return Red > Blue ? 'Red' : 'Blue'
}

/** Rounds that lift the winner of a surrender to the full score. */
function fillers(context: MatchContext, points: Points, winner: RoundTeam): RiotRound[] {
  const first = points.Red + points.Blue
  const count = context.mode.winAt - points[winner]
  return Array.from({ length: count }, (_, index) =>
    writeFillerRound(context, first + index, winner),
  )
}

function pay(context: MatchContext, round: PlayedRound, streaks: Points): void {
  for (const seat of context.seats) {
    settle(seat.purse, {
      won: seat.team === round.winner,
      lossStreak: streaks[seat.team],
      kills: round.result.kills.filter((kill) => kill.killer === seat.index && !isSelfKill(kill))
        .length,
      planted: round.result.planter?.seat === seat.index,
      survived: round.result.survivors.has(seat.index),
    })
  }
}

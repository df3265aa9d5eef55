import { describe, expect, it } from 'vitest'
import type {
  DocumentRound,
  MatchDocument,
  Team,
} from '../../../packages/core/src/matches/match-document.ts'
import { playerTotals } from '../../../packages/core/src/matches/measures/player-totals.ts'
import { roundAttacker } from '../../../packages/core/src/matches/measures/round-attacker.ts'
import { content, realStored } from '../../../packages/core/src/matches/pages/testing/stored.ts'
import { timelineRounds } from '../../../packages/core/src/matches/pages/timeline-rounds.ts'
import type { Side, TimelineRound } from '../../../packages/core/src/matches/pages-contract.ts'
import { realMatchesMissing } from '../../../packages/core/src/matches/sources/testing/real-matches.ts'

/** Who wins a round by its result alone; an elimination may be anybody's. */
const WINNING_SIDE: Partial<Record<DocumentRound['result'], Side>> = {
  detonate: 'attack',
  defuse: 'defence',
  time: 'defence',
}

const otherTeam = (team: Team): Team => (team === 'red' ? 'blue' : 'red')
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length

/**
 * When each player of a team left the round for good, in order: Infinity for those who lived. The rule
 * of revivals, told from the player's side: dead since the last death, unless a gun was fired after it.
 */
function departures(match: MatchDocument, round: DocumentRound, team: Team) {
  return match.players
    .flatMap((player, index) => (player.team === team ? [index] : []))
    .map((player) => {
      const deaths = [
        ...round.kills.filter(({ victim }) => victim === player),
        ...round.selfKills.filter((kill) => kill.player === player),
      ].map(({ atMs }) => atMs)
      const shots = round.kills
        .filter(({ killer, weapon }) => killer === player && weapon?.includes('-'))
        .map(({ atMs }) => atMs)
      const left = Math.max(...deaths)
      return { player, at: deaths.length === 0 || Math.max(...shots) > left ? Infinity : left }
    })
    .sort((a, b) => a.at - b.at)
}

/** Spike 45 s after the plant, clock at 100 s, or the defuse: nobody clutches after that. */
function lastMoment({ result, plant, defuse }: DocumentRound): number {
  if (result === 'defuse') return defuse?.atMs ?? Infinity
  if (result === 'detonate') return (plant?.atMs ?? Infinity) + 45_000
  return result === 'time' ? 100_000 : Infinity
}

/** Clutches found from the times at which players left, without walking through the round. */
function recountedClutches(match: MatchDocument, round: DocumentRound) {
  if (round.result === 'surrendered') return []
  return (['red', 'blue'] as const).flatMap((team) => {
    const [last, beforeLast] = departures(match, round, team).reverse()
    if (!last || !beforeLast || beforeLast.at > lastMoment(round)) return []
    if (last.at <= beforeLast.at) return []
    const opponents = departures(match, round, otherTeam(team)).filter(
      ({ at }) => at > beforeLast.at,
    ).length
    const won = round.winner === team
    return opponents === 0 ? [] : [{ player: last.player, opponents, won }]
  })
}

/** Score of a player in a round: 0 for one who stood idle or had left the game. */
function scoreIn(round: DocumentRound, player: number): number {
  return round.players.find((row) => row.player === player)?.score ?? 0
}

/** Rounds of the timeline with the round of the document, surrendered ones left out. */
function playedRounds(match: (typeof realStored)[number]['match']) {
  const pages = timelineRounds(match, content)
  return match.rounds.flatMap((round, index) => {
    const page = pages[index]
    return page && round.result !== 'surrendered' ? [{ round, page }] : []
  })
}

const livingAt = (page: TimelineRound, team: Team) => page.events.map(({ alive }) => alive[team])

describe.skipIf(realMatchesMissing)(`measures of real matches ${realMatchesMissing ?? ''}`, () => {
  describe.each(realStored)('$name', ({ match }) => {
    const totals = playerTotals(match)

    it('has its spikes planted by attackers, and defused by defenders', () => {
      for (const { round } of playedRounds(match)) {
        const attacker = roundAttacker(match, round)
        if (round.plant) expect(match.players[round.plant.player]?.team).toBe(attacker)
        if (round.defuse) expect(match.players[round.defuse.player]?.team).not.toBe(attacker)
      }
    })

    it('has explosions won by attackers, defuses and run-out time by defenders', () => {
      for (const { round } of playedRounds(match)) {
        const side = roundAttacker(match, round) === round.winner ? 'attack' : 'defence'
        expect([undefined, side], round.result).toContain(WINNING_SIDE[round.result])
      }
    })

    it('shows as many kills and as much score as the players’ statistics', () => {
      const kills = playedRounds(match).flatMap(({ page }) =>
        page.events.flatMap((event) =>
          event.type === 'kill' && !event.teamKill ? [event.killer] : [],
        ),
      )
      match.players.forEach(({ stats }, player) => {
        expect(kills.filter((killer) => killer === player)).toHaveLength(stats.kills)
        const score = match.rounds.reduce((sum, round) => sum + scoreIn(round, player), 0)
        expect(score).toBe(stats.score)
      })
    })

    it('has every round on one side or the other, the surrendered one on neither', () => {
      const surrendered = match.rounds.filter(({ result }) => result === 'surrendered').length
      for (const { attackRounds, defenceRounds, rounds } of totals) {
        expect(attackRounds + defenceRounds).toBe(rounds - surrendered)
      }
    })

    it('has a mean KAST between 55 and 90 %', () => {
      const kast = mean(totals.map(({ kastRounds, rounds }) => kastRounds / rounds))
      expect(kast).toBeGreaterThan(0.55)
      expect(kast).toBeLessThan(0.9)
    })

    it('has the clutches that the times of departure tell', () => {
      const found = match.rounds.flatMap((round) => recountedClutches(match, round))
      totals.forEach(({ clutchAttempts, clutchWins }, player) => {
        const mine = found.filter((clutch) => clutch.player === player)
        const slots = [1, 2, 3, 4, 5].map((n) => mine.filter(({ opponents }) => opponents === n))
        expect(clutchAttempts).toEqual(slots.map((clutches) => clutches.length))
        expect(clutchWins).toEqual(
          slots.map((clutches) => clutches.filter(({ won }) => won).length),
        )
      })
    })

    it('ends an elimination with nobody left but who stood idle', () => {
      for (const { round, page } of playedRounds(match)) {
        if (round.result !== 'elimination') continue
        const survivors = departures(match, round, otherTeam(round.winner)).filter(
          ({ at }) => at === Infinity,
        )
        expect(livingAt(page, otherTeam(round.winner)).at(-1)).toBe(survivors.length)
        for (const { player } of survivors) {
          expect(scoreIn(round, player), `round ${round.number}`).toBe(0)
        }
      }
    })

    it('has a winner of the round alive when the last opponent falls', () => {
      for (const { page } of playedRounds(match)) {
        const end = livingAt(page, otherTeam(page.winner)).indexOf(0)
        if (end >= 0) expect(livingAt(page, page.winner)[end], `${page.number}`).toBeGreaterThan(0)
      }
    })

    it('has somebody alive to defuse', () => {
      for (const { page } of playedRounds(match)) {
        const defuse = page.events.find(({ type }) => type === 'defuse')
        expect(defuse?.alive[page.winner]).not.toBe(0)
      }
    })

    it('has players of both teams alive when the time runs out', () => {
      for (const { page } of playedRounds(match).filter(({ page }) => page.result === 'time')) {
        expect(livingAt(page, 'red')).not.toContain(0)
        expect(livingAt(page, 'blue')).not.toContain(0)
      }
    })

    it('never counts more than five alive, nor anybody back to life', () => {
      for (const { page } of playedRounds(match)) {
        for (const team of ['red', 'blue'] as const) {
          const living = livingAt(page, team)
          expect(living).toEqual([...living].sort((a, b) => b - a))
          for (const count of living) expect(count).toBeLessThanOrEqual(5)
        }
      }
    })
  })

  it('are over all ten documents that count', () => {
    expect(realStored).toHaveLength(10)
  })

  it('have clutches that the game did not celebrate, and attempts that failed', () => {
    const rounds = realStored.flatMap(({ match }) => playedRounds(match).map(({ page }) => page))
    const hard = rounds.flatMap(({ clutches }) => clutches).filter(({ opponents }) => opponents > 1)
    const celebrated = realStored
      .flatMap(({ match }) => match.rounds)
      .filter(({ ceremony }) => ceremony === 'CeremonyClutch')
    expect(hard.filter(({ won }) => won).length).toBeGreaterThanOrEqual(celebrated.length)
    expect(hard.length).toBeGreaterThan(celebrated.length)
  })
})

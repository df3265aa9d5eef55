import { createSimulator, MATCH_KINDS, type MatchKind } from '@loadout/simulator'
import { describe, expect, it } from 'vitest'
import { attackingTeam } from '../measures/attacking-team.ts'
import { parseText } from './parse-document.ts'
import { eventTotals } from './testing/event-totals.ts'
import { content, parseMatch, verdict } from './testing/parse-fixture.ts'

const SAMPLES = 8

const EXPECTED: Partial<Record<MatchKind, string>> = {
  deathmatch: 'excluded no-rounds',
  custom: 'excluded custom',
  aborted: 'excluded aborted',
}
const COUNTED = MATCH_KINDS.filter((kind) => EXPECTED[kind] === undefined)

function samples(kind: MatchKind): unknown[] {
  const simulator = createSimulator({ seed: 'sources', mix: { [kind]: 1 }, compact: true })
  return Array.from({ length: SAMPLES }, (_, index) => simulator.at(index))
}

describe('simulated matches', () => {
  it.each(MATCH_KINDS)('%s: counted, or excluded with the reason', (kind) => {
    for (const document of samples(kind)) {
      const outcome = parseText('riot', JSON.stringify(document), content)
      expect(verdict(outcome)).toBe(EXPECTED[kind] ?? 'match')
    }
  })

  it.each(COUNTED)('%s: events equal the statistics', (kind) => {
    for (const match of samples(kind).map(parseMatch)) {
      match.players.forEach((player, index) => {
        expect(eventTotals(match, index)).toEqual(player.stats)
      })
    }
  })

  it.each(COUNTED)('%s: only attackers plant', (kind) => {
    for (const match of samples(kind).map(parseMatch)) {
      const planters = match.rounds.flatMap((round) =>
        round.plant
          ? [[match.players[round.plant.player]?.team, attackingTeam(match.queue, round)]]
          : [],
      )
      for (const [planter, attacker] of planters) expect(planter).toBe(attacker)
    }
  })

  it('surrender: the filler rounds are gone', () => {
    for (const match of samples('surrender').map(parseMatch)) {
      expect(match.surrendered).toBe(true)
      expect(match.rounds).toHaveLength(match.roundsPlayed)
      expect(match.winner).not.toBe('draw')
    }
  })

  it('draw: nobody has won', () => {
    for (const match of samples('draw').map(parseMatch)) {
      expect(match.winner).toBe('draw')
      expect(match.score.red).toBe(match.score.blue)
    }
  })
})

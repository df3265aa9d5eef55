import { describe, expect, it } from 'vitest'
import { matchOf, parseMatch } from '../sources/testing/parse-fixture.ts'
import { realMatches, realMatchesMissing } from '../sources/testing/real-matches.ts'
import { type DocumentSpec, type RoundSpec, riotDocument } from '../sources/testing/riot-fixture.ts'
import { type PlayerTotals, playerTotals } from './player-totals.ts'

/** One measure of all ten players. */
function column<Key extends keyof PlayerTotals>(
  key: Key,
  rounds: RoundSpec[],
  spec: DocumentSpec = {},
): PlayerTotals[Key][] {
  return playerTotals(matchOf(rounds, spec)).map((totals) => totals[key])
}

const NONE = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]

/** A column in which only these players have something. */
function only(counts: Record<number, number>): number[] {
  return NONE.map((_, player) => counts[player] ?? 0)
}

describe('sums', () => {
  it('takes rounds, score, kills, deaths and assists from the document', () => {
    const [, , third] = playerTotals(matchOf([{}, {}]))
    expect(third).toMatchObject({ rounds: 2, score: 200, kills: 2, deaths: 2, assists: 2 })
  })

  it('adds up damage, hits and damage received of enemies over rounds', () => {
    const rounds: RoundSpec[] = [
      { damage: [[0, 5, 100, 1, 2, 3]] },
      {
        damage: [
          [0, 6, 50, 1, 0, 0],
          [5, 0, 30, 0, 1, 0],
          [0, 1, 99, 1, 1, 1],
        ],
      },
    ]
    const [first, second, , , , sixth] = playerTotals(matchOf(rounds))
    expect(first).toMatchObject({ damage: 150, headshots: 2, bodyshots: 2, legshots: 3 })
    expect(first?.damageReceived).toBe(30)
    expect(second?.damageReceived).toBe(0)
    expect(sixth).toMatchObject({ damage: 30, bodyshots: 1, damageReceived: 100 })
  })

  it('adds up credits spent, and says so when they are unknown', () => {
    expect(column('spent', [{}, {}])[0]).toBe(5_800)
    const document = riotDocument()
    for (const entry of document.roundResults[0]?.playerStats ?? []) entry.economy = null
    expect(playerTotals(parseMatch(document))[0]?.spent).toBeNull()
  })

  it('counts plants and defuses', () => {
    const rounds: RoundSpec[] = [
      { plant: { player: 1, at: 10 }, defuse: { player: 6, at: 20 }, code: 'Defuse' },
      { plant: { player: 1, at: 10 } },
    ]
    expect(column('plants', rounds)).toEqual(only({ 1: 2 }))
    expect(column('defuses', rounds)).toEqual(only({ 6: 1 }))
  })
})

describe('opening duels', () => {
  it('are the first kill of an enemy', () => {
    const kills = [
      { at: 500, killer: 0, victim: 5 },
      { at: 300, killer: 6, victim: 1 },
      { at: 100, killer: 2, victim: 2, item: '', type: 'Fall' },
      { at: 200, killer: 3, victim: 4, item: 'Ultimate' },
    ]
    expect(column('firstBloods', [{ kills }])).toEqual(only({ 6: 1 }))
    expect(column('firstDeaths', [{ kills }])).toEqual(only({ 1: 1 }))
  })

  it('are nobody’s in a round without kills', () => {
    expect(column('firstBloods', [{}])).toEqual(NONE)
  })
})

describe('multikills', () => {
  it('are rounds with exactly 2, 3, 4, and with 5 or more kills', () => {
    const round = (count: number): RoundSpec => ({
      kills: Array.from({ length: count }, (_, index) => ({
        at: index,
        killer: 0,
        victim: 5 + (index % 5),
      })),
    })
    const rounds = [1, 2, 2, 3, 4, 5, 6].map(round)
    expect(column('multikills', rounds)[0]).toEqual([2, 1, 1, 2])
  })

  it('do not count team kills', () => {
    const kills = [
      { at: 1, killer: 0, victim: 5 },
      { at: 2, killer: 0, victim: 1 },
    ]
    expect(column('multikills', [{ kills }])[0]).toEqual([0, 0, 0, 0])
  })
})

describe('KAST', () => {
  /** Everybody of Red but player 0 survives; Blue's player 5 gets the kill. */
  const death = { at: 1_000, killer: 5, victim: 0 }
  const kast = (round: RoundSpec) => column('kastRounds', [round])[0]

  it('needs a reason', () => {
    expect(kast({ kills: [death] })).toBe(0)
  })

  it('counts a kill', () => {
    expect(kast({ kills: [death, { at: 900, killer: 0, victim: 6 }] })).toBe(1)
  })

  it('counts an assist', () => {
    const assisted = { at: 9_000, killer: 1, victim: 6, assistants: [0] }
    expect(kast({ kills: [death, assisted] })).toBe(1)
  })

  it('counts an assist to a death by the spike, as the document does', () => {
    const spike = { at: 9_000, killer: 6, victim: 6, item: '', type: 'Bomb', assistants: [0] }
    expect(kast({ kills: [death, spike] })).toBe(1)
  })

  it('counts survival', () => {
    expect(kast({})).toBe(1)
  })

  it('counts death by spike or fall as survival, as the document has no death', () => {
    expect(kast({ kills: [{ at: 1, killer: 0, victim: 0, item: '', type: 'Bomb' }] })).toBe(1)
  })

  it('counts death by the own ability as a death, as the document does', () => {
    const own = { at: 1, killer: 0, victim: 0, item: 'Ultimate', type: 'Ability' }
    expect(kast({ kills: [own] })).toBe(0)
  })

  it('counts a traded death', () => {
    expect(kast({ kills: [death, { at: 6_000, killer: 1, victim: 5 }] })).toBe(1)
    expect(kast({ kills: [death, { at: 6_001, killer: 1, victim: 5 }] })).toBe(0)
  })

  it('takes another trade window', () => {
    const match = matchOf([{ kills: [death, { at: 6_000, killer: 1, victim: 5 }] }])
    expect(playerTotals(match, { tradeWindowMs: 3_000 })[0]).toMatchObject({
      kastRounds: 0,
      tradedDeaths: 0,
    })
  })

  it('does not count a team kill as a kill', () => {
    expect(kast({ kills: [death, { at: 900, killer: 0, victim: 1 }] })).toBe(0)
  })

  it('counts one round once', () => {
    const kills = [
      { at: 900, killer: 0, victim: 6 },
      { at: 950, killer: 0, victim: 7 },
      { at: 980, killer: 1, victim: 8, assistants: [0] },
    ]
    expect(kast({ kills })).toBe(1)
  })
})

describe('sides', () => {
  it('count attack and defence rounds and wins by team', () => {
    const rounds: RoundSpec[] = Array.from({ length: 25 }, (_, index) => ({
      winner: index < 3 || index >= 23 ? 'Red' : 'Blue',
    }))
    const [red, , , , , blue] = playerTotals(matchOf(rounds))
    expect(red).toMatchObject({
      attackRounds: 13,
      attackWins: 4,
      defenceRounds: 12,
      defenceWins: 1,
      roundsWon: 5,
    })
    expect(blue).toMatchObject({
      attackRounds: 12,
      attackWins: 11,
      defenceRounds: 13,
      defenceWins: 9,
      roundsWon: 20,
    })
  })

  it('leave a surrendered round out: nobody won it by play', () => {
    const document = riotDocument({ rounds: [{}, { code: 'Surrendered' }] })
    for (const player of document.players) Object.assign(player.stats ?? {}, { roundsPlayed: 2 })
    const [red] = playerTotals(parseMatch(document))
    expect(red).toMatchObject({ rounds: 2, roundsWon: 1, attackRounds: 1, defenceRounds: 0 })
  })
})

describe('clutches', () => {
  it('are counted by number of opponents', () => {
    const kills = [1, 2, 3, 4].map((victim) => ({ at: victim, killer: 5, victim }))
    const rounds: RoundSpec[] = [
      { winner: 'Red', kills },
      { winner: 'Blue', kills },
    ]
    expect(column('clutchAttempts', rounds)[0]).toEqual([0, 0, 0, 0, 2])
    expect(column('clutchWins', rounds)[0]).toEqual([0, 0, 0, 0, 1])
  })
})

describe.skipIf(realMatchesMissing)(`real matches ${realMatchesMissing ?? ''}`, () => {
  it.each(realMatches)('$name: the sums of both teams agree', ({ match }) => {
    const totals = playerTotals(match)
    const sum = (key: 'firstBloods' | 'firstDeaths' | 'damage' | 'damageReceived') =>
      totals.reduce((all, player) => all + player[key], 0)
    expect(sum('firstBloods')).toBe(sum('firstDeaths'))
    expect(sum('damage')).toBe(sum('damageReceived'))
    expect(sum('firstBloods')).toBeLessThanOrEqual(match.roundsPlayed)
  })

  it.each(realMatches)('$name: no measure exceeds what bounds it', ({ match }) => {
    const decided = match.score.red + match.score.blue
    playerTotals(match).forEach((totals, index) => {
      const team = match.players[index]?.team ?? 'red'
      expect(totals.attackRounds + totals.defenceRounds).toBe(decided)
      expect(totals.attackWins + totals.defenceWins).toBe(totals.roundsWon)
      expect(totals.roundsWon).toBe(match.score[team])
      expect(totals.kastRounds).toBeLessThanOrEqual(totals.rounds)
      expect(totals.tradeKills).toBeLessThanOrEqual(totals.kills)
      expect(totals.tradedDeaths).toBeLessThanOrEqual(totals.deaths)
      totals.clutchWins.forEach((won, slot) => {
        expect(won).toBeLessThanOrEqual(totals.clutchAttempts[slot] ?? 0)
      })
    })
  })

  it.each(realMatches)('$name: a shorter trade window lowers KAST', ({ match }) => {
    const kast = (tradeWindowMs: number) =>
      playerTotals(match, { tradeWindowMs }).reduce((sum, { kastRounds }) => sum + kastRounds, 0)
    expect(kast(3_000)).toBeLessThanOrEqual(kast(5_000))
    expect(kast(5_000)).toBeLessThanOrEqual(kast(10_000))
  })
})

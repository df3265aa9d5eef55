import { describe, expect, it } from 'vitest'
import { type Side, timelineRoundSchema } from '../pages-contract.ts'
import { parseMatch } from '../sources/testing/parse-fixture.ts'
import { realMatchesMissing } from '../sources/testing/real-matches.ts'
import { type RoundSpec, riotDocument } from '../sources/testing/riot-fixture.ts'
import { content, realStored, storedMatchOf, storedOf } from './testing/stored.ts'
import { timelineRounds } from './timeline-rounds.ts'

const SURRENDER: RoundSpec = { code: 'Surrendered' }

function rounds(specs: RoundSpec[], queue = 'competitive') {
  return timelineRounds(storedMatchOf(specs, { queue }), content)
}

describe('timelineRounds', () => {
  it('tells halves and overtime', () => {
    const all = rounds(Array.from({ length: 26 }, () => ({})))
    const places = [0, 11, 12, 23, 24, 25].map((index) => all[index])
    expect(places).toMatchObject([
      { half: 1, overtime: false, attacker: 'red' },
      { half: 1, overtime: false, attacker: 'red' },
      { half: 2, overtime: false, attacker: 'blue' },
      { half: 2, overtime: false, attacker: 'blue' },
      { half: null, overtime: true, attacker: 'red' },
      { half: null, overtime: true, attacker: 'blue' },
    ])
  })

  it('knows the shorter halves of Swiftplay', () => {
    const halves = rounds([{}, {}, {}, {}, {}, {}, {}, {}, {}], 'swiftplay').map(({ half }) => half)
    expect(halves).toEqual([1, 1, 1, 1, 2, 2, 2, 2, null])
  })

  it('keeps score by rounds won, whatever is shown', () => {
    const all = rounds([{ winner: 'Red' }, { winner: 'Blue' }, { winner: 'Blue' }])
    expect(all.map(({ score }) => score)).toEqual([
      { red: 1, blue: 0 },
      { red: 1, blue: 1 },
      { red: 1, blue: 2 },
    ])
  })

  it('shows no surrendered round beyond those played', () => {
    expect(rounds([{}, {}, SURRENDER, SURRENDER])).toHaveLength(2)
  })

  it('goes on after a surrendered round that counts as played', () => {
    const document = riotDocument({ rounds: [{}, SURRENDER, { plant: { player: 0, at: 5 } }] })
    for (const { stats } of document.players) Object.assign(stats ?? {}, { roundsPlayed: 3 })
    const [, surrendered, last] = timelineRounds(storedOf(parseMatch(document)), content)
    expect(surrendered).toMatchObject({ attacker: null, score: { red: 1, blue: 0 }, events: [] })
    expect(last).toMatchObject({ attacker: 'red', score: { red: 2, blue: 0 } })
    expect(last?.events).toHaveLength(1)
  })

  it('lists players with two kills of enemies or more', () => {
    const kills = [
      { at: 1, killer: 0, victim: 5 },
      { at: 2, killer: 0, victim: 1 },
      { at: 3, killer: 6, victim: 2 },
      { at: 4, killer: 6, victim: 3 },
    ]
    expect(rounds([{ kills }])[0]?.multikills).toEqual([{ player: 6, kills: 2 }])
  })

  it('lists clutches', () => {
    const kills = [1, 2, 3, 4].map((victim) => ({ at: victim, killer: 5, victim }))
    expect(rounds([{ winner: 'Red', kills }])[0]?.clutches).toEqual([
      { player: 0, opponents: 5, won: true },
    ])
  })

  it('shows what one side did, with the counts of both', () => {
    const spec: RoundSpec = {
      kills: [
        { at: 1, killer: 0, victim: 5 },
        { at: 2, killer: 0, victim: 6 },
        { at: 3, killer: 7, victim: 1 },
      ],
      plant: { player: 2, at: 4 },
    }
    const [attack] = timelineRounds(storedMatchOf([spec]), content, 'attack')
    expect(attack?.events.map(({ type }) => type)).toEqual(['kill', 'kill', 'plant'])
    expect(attack?.events.at(-1)?.alive).toEqual({ red: 4, blue: 3 })
    expect(attack?.multikills).toHaveLength(1)
    const [defence] = timelineRounds(storedMatchOf([spec]), content, 'defence')
    expect(defence?.events).toMatchObject([{ type: 'kill', killer: 7 }])
    expect(defence?.multikills).toEqual([])
  })
})

describe.skipIf(realMatchesMissing)(`real matches ${realMatchesMissing ?? ''}`, () => {
  it.each(realStored)('$name: keeps the promise of its contract', ({ match }) => {
    for (const round of timelineRounds(match, content)) {
      expect(timelineRoundSchema.parse(round)).toEqual(round)
    }
  })

  it.each(realStored)('$name: ends with the score of the match', ({ match }) => {
    expect(timelineRounds(match, content).at(-1)?.score).toEqual(match.score)
  })

  it.each(realStored)('$name: both sides together are everything', ({ match }) => {
    const counts = (side?: Side) =>
      timelineRounds(match, content, side).map((round) => [
        round.events.length,
        round.multikills.length,
        round.clutches.length,
      ])
    const [all, attack, defence] = [counts(), counts('attack'), counts('defence')]
    const sums = attack.map((row, round) => row.map((n, i) => n + (defence[round]?.[i] ?? 0)))
    expect(sums).toEqual(all)
  })
})

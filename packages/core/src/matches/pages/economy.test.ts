import { describe, expect, it } from 'vitest'
import { economyRoundSchema } from '../pages-contract.ts'
import { parseMatch } from '../sources/testing/parse-fixture.ts'
import { realMatchesMissing } from '../sources/testing/real-matches.ts'
import { type DocumentSpec, type RoundSpec, riotDocument } from '../sources/testing/riot-fixture.ts'
import { buyOf } from './buy.ts'
import { econRating, sumOfKnown } from './econ-rating.ts'
import { economyRounds } from './economy-rounds.ts'
import { playerSpending, teamEconomy } from './economy-totals.ts'
import type { StoredMatch } from './stored-match.ts'
import { content, realStored, storedOf } from './testing/stored.ts'

/** Rounds in which each player of Red has this loadout value, and each of Blue 4,500. */
function withLoadouts(loadouts: readonly number[], spec: DocumentSpec = {}): StoredMatch {
  const document = riotDocument({ ...spec, rounds: spec.rounds ?? loadouts.map(() => ({})) })
  loadouts.forEach((loadoutValue, round) => {
    document.roundResults[round]?.playerStats.forEach(({ economy }, player) => {
      Object.assign(economy ?? {}, { loadoutValue: player < 5 ? loadoutValue : 4_500 })
    })
  })
  return storedOf(parseMatch(document))
}

function summaryOf(match: StoredMatch) {
  const rounds = economyRounds(match, content)
  const players = match.players.map((_, index) => playerSpending(match, rounds, index))
  return { rounds, players, red: teamEconomy(match, 'red', { rounds, players }) }
}

describe('buyOf', () => {
  it.each([
    [0, 'eco'],
    [4_999, 'eco'],
    [5_000, 'semi-eco'],
    [9_999, 'semi-eco'],
    [10_000, 'semi-buy'],
    [19_999, 'semi-buy'],
    [20_000, 'full-buy'],
    [45_000, 'full-buy'],
  ])('calls a loadout of %i credits %s', (loadout, buy) => {
    expect(buyOf(loadout)).toBe(buy)
  })

  it('does not know the buy of an unknown loadout', () => {
    expect(buyOf(null)).toBeNull()
  })
})

describe('econRating', () => {
  it('is damage per 1,000 credits', () => {
    expect(econRating(1_500, 30_000)).toBe(50)
  })

  it('is not known without spending', () => {
    expect(econRating(100, null)).toBeNull()
    expect(econRating(100, 0)).toBeNull()
  })
})

describe('sumOfKnown', () => {
  it('is null rather than partial', () => {
    expect(sumOfKnown([1, 2])).toBe(3)
    expect(sumOfKnown([1, null])).toBeNull()
    expect(sumOfKnown([])).toBeNull()
  })
})

describe('economyRounds', () => {
  it('adds up a team and classes its buy', () => {
    const [round] = economyRounds(withLoadouts([1_500]), content)
    expect(round?.teams.red).toEqual({
      spent: 5 * 2_900,
      loadout: 7_500,
      averageLoadout: 1_500,
      buy: 'semi-eco',
    })
    expect(round?.teams.blue.buy).toBe('full-buy')
  })

  it('marks the pistol round of each half, none in overtime', () => {
    const match = withLoadouts(Array.from({ length: 26 }, () => 800))
    const pistols = economyRounds(match, content).filter(({ pistol }) => pistol)
    expect(pistols.map(({ number, half }) => [number, half])).toEqual([
      [0, 1],
      [12, 2],
    ])
  })

  it('shows weapon, armour and damage of each player', () => {
    const rounds: RoundSpec[] = [{ damage: [[3, 5, 120, 1, 1, 0]] }]
    const [round] = economyRounds(withLoadouts([3_900], { rounds }), content)
    expect(round?.players[3]).toMatchObject({
      player: 3,
      spent: 2_900,
      loadout: 3_900,
      weapon: { name: 'Vandal' },
      armor: null,
      damage: 120,
    })
  })

  it('says nothing where the source says nothing', () => {
    const document = riotDocument()
    for (const entry of document.roundResults[0]?.playerStats ?? []) entry.economy = null
    const { rounds, players, red } = summaryOf(storedOf(parseMatch(document)))
    expect(rounds[0]?.teams.red).toEqual({
      spent: null,
      loadout: null,
      averageLoadout: null,
      buy: null,
    })
    expect(players[0]).toMatchObject({ spent: null, econRating: null })
    expect(red).toMatchObject({ spent: null, econRating: null })
    expect(red.buys.map(({ winRate }) => winRate.n)).toEqual([0, 0, 0, 0, 0])
  })

  it('finds no buys and no pistol rounds where weapons are handed out', () => {
    const document = riotDocument({ queue: 'spikerush' })
    for (const { economy } of document.roundResults[0]?.playerStats ?? []) {
      Object.assign(economy ?? {}, { spent: 0 })
    }
    const [round] = economyRounds(storedOf(parseMatch(document)), content)
    expect(round).toMatchObject({ pistol: false, teams: { red: { buy: null, loadout: 19_500 } } })
  })
})

describe('teamEconomy', () => {
  it('rates damage by what the team spent', () => {
    const damage: RoundSpec['damage'] = [
      [0, 5, 290, 1, 1, 0],
      [1, 6, 145, 1, 0, 0],
    ]
    const { players, red } = summaryOf(withLoadouts([800], { rounds: [{ damage }] }))
    expect(players[0]).toEqual({ spent: 2_900, damage: 290, econRating: 100 })
    expect(red).toMatchObject({ spent: 14_500, damage: 435, econRating: 30 })
  })

  it('gives the share of rounds won with each buy, pistol rounds apart', () => {
    const winners = ['Red', 'Blue', 'Red', 'Red', 'Blue'] as const
    const rounds = winners.map((winner) => ({ winner }))
    const { red } = summaryOf(withLoadouts([800, 500, 500, 5_000, 5_000], { rounds }))
    const shares = red.buys.map(({ buy, winRate }) => [buy, winRate.n, winRate.value])
    expect(shares).toEqual([
      ['pistol', 1, 1],
      ['eco', 2, 0.5],
      ['semi-eco', 0, 0],
      ['semi-buy', 0, 0],
      ['full-buy', 2, 0.5],
    ])
  })
})

describe.skipIf(realMatchesMissing)(`real matches ${realMatchesMissing ?? ''}`, () => {
  it.each(realStored)('$name: keeps the promise of its contract', ({ match }) => {
    for (const round of economyRounds(match, content)) {
      expect(economyRoundSchema.parse(round)).toEqual(round)
    }
  })

  it.each(realStored)('$name: rounds add up to the match', ({ match }) => {
    const { rounds, players, red } = summaryOf(match)
    match.players.forEach(({ spent }, player) => {
      const rows = rounds.flatMap((round) => round.players.filter((row) => row.player === player))
      const sum = sumOfKnown(rows.map((row) => row.spent))
      if (sum !== null) expect(sum).toBe(spent)
      expect(players[player]?.spent).toBe(spent)
    })
    const known = rounds.filter(({ teams }) => teams.red.buy !== null).length
    expect(red.buys.reduce((sum, { winRate }) => sum + winRate.n, 0)).toBe(known)
  })
})

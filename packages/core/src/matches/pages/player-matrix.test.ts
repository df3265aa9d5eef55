import { describe, expect, it } from 'vitest'
import { playerTotals } from '../measures/player-totals.ts'
import type { Side } from '../pages-contract.ts'
import { realMatchesMissing } from '../sources/testing/real-matches.ts'
import type { RoundSpec } from '../sources/testing/riot-fixture.ts'
import { playerMatrices } from './player-matrix.ts'
import type { StoredMatch } from './stored-match.ts'
import { content, realStored, storedMatchOf } from './testing/stored.ts'

const matricesOf = (match: StoredMatch, side?: Side) =>
  playerMatrices(match, match.rounds, { content, side })
const matrices = (rounds: RoundSpec[], side?: Side) => matricesOf(storedMatchOf(rounds), side)

/** The cells that are not zero, as `row>column: amount`. */
function cells(matrix: readonly (readonly number[])[]): string[] {
  return matrix.flatMap((row, i) =>
    row.flatMap((amount, j) => (amount === 0 ? [] : [`${i}>${j}: ${amount}`])),
  )
}

const KILLS = [
  { at: 1_000, killer: 5, victim: 0 },
  { at: 2_000, killer: 1, victim: 5 },
  { at: 3_000, killer: 1, victim: 2 },
  { at: 4_000, killer: 6, victim: 6, item: '', type: 'Bomb' },
  { at: 5_000, killer: 7, victim: 7, item: 'Ultimate', type: 'Ability' },
]

describe('playerMatrices', () => {
  it('counts kills of enemies only', () => {
    expect(cells(matrices([{ kills: KILLS }, { kills: KILLS }]).kills)).toEqual([
      '1>5: 2',
      '5>0: 2',
    ])
  })

  it('counts first bloods and trades in their own matrices', () => {
    const { firstBloods, trades } = matrices([{ kills: KILLS }])
    expect(cells(firstBloods)).toEqual(['5>0: 1'])
    expect(cells(trades)).toEqual(['1>5: 1'])
  })

  it('lists deaths that are nobody’s kill', () => {
    const { teamKills, selfKills } = matrices([{}, { kills: KILLS }])
    expect(teamKills).toMatchObject([{ round: 1, atMs: 3_000, killer: 1, victim: 2 }])
    expect(selfKills).toMatchObject([
      { round: 1, player: 6, weapon: null, isDeath: false },
      { round: 1, player: 7, weapon: { id: 'ultimate' }, isDeath: true },
    ])
  })

  it('adds up damage to each enemy', () => {
    const damage: RoundSpec['damage'] = [
      [0, 5, 100, 1, 0, 0],
      [0, 5, 40, 0, 1, 0],
      [5, 0, 30, 0, 1, 0],
      [0, 1, 99, 1, 0, 0],
    ]
    expect(cells(matrices([{ damage }]).damage)).toEqual(['0>5: 140', '5>0: 30'])
  })

  it('shows what was done on one side', () => {
    const round = { kills: KILLS, damage: [[0, 5, 10, 1, 0, 0]] } satisfies RoundSpec
    const attack = matrices([round], 'attack')
    expect([cells(attack.kills), cells(attack.damage)]).toEqual([['1>5: 1'], ['0>5: 10']])
    expect([attack.teamKills.length, attack.selfKills.length]).toEqual([1, 0])
    const defence = matrices([round], 'defence')
    expect([cells(defence.kills), cells(defence.damage)]).toEqual([['5>0: 1'], []])
    expect(defence.selfKills).toHaveLength(2)
  })

  it('takes the rounds it is given', () => {
    const match = storedMatchOf([{ kills: KILLS }, {}])
    expect(cells(playerMatrices(match, match.rounds.slice(1), { content }).kills)).toEqual([])
  })
})

describe.skipIf(realMatchesMissing)(`real matches ${realMatchesMissing ?? ''}`, () => {
  const rowSum = (matrix: number[][], row: number) => matrix[row]?.reduce((a, b) => a + b, 0)
  const columnSum = (matrix: number[][], column: number) =>
    matrix.reduce((sum, row) => sum + (row[column] ?? 0), 0)

  it.each(realStored)('$name: rows sum to what the player did', ({ match }) => {
    const { kills, firstBloods, trades, damage } = matricesOf(match)
    playerTotals(match).forEach((totals, player) => {
      expect({
        kills: rowSum(kills, player),
        firstBloods: rowSum(firstBloods, player),
        tradeKills: rowSum(trades, player),
        damage: rowSum(damage, player),
      }).toEqual({
        kills: match.players[player]?.stats.kills,
        firstBloods: totals.firstBloods,
        tradeKills: totals.tradeKills,
        damage: totals.damage,
      })
    })
  })

  it.each(realStored)('$name: columns and listed deaths sum to what was suffered', ({ match }) => {
    const { kills, firstBloods, damage, teamKills, selfKills } = matricesOf(match)
    playerTotals(match).forEach((totals, player) => {
      const byTeam = teamKills.filter(({ victim }) => victim === player).length
      const byHand = selfKills.filter((kill) => kill.player === player && kill.isDeath).length
      expect(columnSum(kills, player) + byTeam + byHand).toBe(match.players[player]?.stats.deaths)
      expect(columnSum(firstBloods, player)).toBe(totals.firstDeaths)
      expect(columnSum(damage, player)).toBe(totals.damageReceived)
    })
  })

  it.each(realStored)('$name: both sides together are everything', ({ match }) => {
    const [all, attack, defence] = [
      matricesOf(match),
      matricesOf(match, 'attack'),
      matricesOf(match, 'defence'),
    ]
    for (const name of ['kills', 'firstBloods', 'trades', 'damage'] as const) {
      const sum = attack[name].map((row, i) =>
        row.map((amount, j) => amount + (defence[name][i]?.[j] ?? 0)),
      )
      expect(sum).toEqual(all[name])
    }
  })
})

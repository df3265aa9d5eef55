import { describe, expect, it } from 'vitest'
import { AMOUNT_MAX, COUNT_MAX, Cursor } from './cursor.ts'
import { NOT_A_PLAYER, Roster } from './roster.ts'
import { matchOf } from './testing/parse-fixture.ts'
import { puuidOf } from './testing/riot-fixture.ts'

const { players } = matchOf([{}])
const at = new Cursor()

describe('Roster', () => {
  it('is complete with two teams of five', () => {
    expect(new Roster(players).isComplete()).toBe(true)
    expect(new Roster(players.slice(1)).isComplete()).toBe(false)
    expect(new Roster([]).isComplete()).toBe(false)
    const sixRed = players.map((player, index) =>
      index === 5 ? ({ ...player, team: 'red' } as const) : player,
    )
    expect(new Roster(sixRed).isComplete()).toBe(false)
  })

  it('finds players by id', () => {
    const roster = new Roster(players)
    expect(roster.indexOf(puuidOf(7), 'killer', at)).toBe(7)
    expect(roster.indexOf(puuidOf(7).toUpperCase(), 'killer', at)).toBe(NOT_A_PLAYER)
    expect(roster.indexOf('', 'killer', at)).toBe(NOT_A_PLAYER)
    expect(roster.indexOf(null, 'killer', at)).toBe(NOT_A_PLAYER)
  })

  it('finds uuids in any case, again and again', () => {
    const uuid = '4018021d-010d-4cc0-b5f0-771d65f8d501'
    const roster = new Roster(
      players.map((player, i) => (i === 3 ? { ...player, puuid: uuid } : player)),
    )
    for (const spelling of [uuid, uuid.toUpperCase(), uuid.toUpperCase()]) {
      expect(roster.indexOf(spelling, 'killer', at)).toBe(3)
    }
  })

  it('knows teammates', () => {
    const roster = new Roster(players)
    expect(roster.areTeammates(0, 4)).toBe(true)
    expect(roster.areTeammates(0, 0)).toBe(true)
    expect(roster.areTeammates(4, 5)).toBe(false)
  })

  it('refuses sums that do not fit a column: dealt, received and hits', () => {
    const half = { damage: (AMOUNT_MAX + 1) / 2, hits: 1 }
    const dealt = new Roster(players)
    expect([dealt.addHit(0, 5, half), dealt.addHit(0, 6, half)]).toEqual([true, false])
    const received = new Roster(players)
    expect([received.addHit(0, 5, half), received.addHit(1, 5, half)]).toEqual([true, false])
    const hits = new Roster(players)
    const most = { damage: 1, hits: COUNT_MAX }
    expect([hits.addHit(0, 5, most), hits.addHit(0, 5, most)]).toEqual([true, false])
  })

  it('refuses more kills than a column holds', () => {
    const roster = new Roster(players)
    const answers = Array.from({ length: COUNT_MAX + 1 }, () => roster.addKill())
    expect(answers.indexOf(false)).toBe(COUNT_MAX)
  })
})

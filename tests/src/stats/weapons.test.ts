import { statsContract, weaponStats } from '@loadout/core/stats'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type CountedMatches,
  countedMatches,
  type Detail,
  sum,
  tierOf,
} from '../support/match-details.ts'

let matches: CountedMatches
beforeAll(async () => {
  matches = await countedMatches('weapons')
})
afterAll(() => matches.close())

const list = (input: object = {}) =>
  weaponStats(matches.ctx, statsContract.weaponStatsInput.parse(input))

/** Kills of enemies with a weapon, by the agent of the killer. */
function killsIn(details: readonly Detail[]) {
  return details.flatMap(({ players, rounds }) =>
    rounds.flatMap(({ kills }) =>
      kills.flatMap(({ killer, victim, weapon }) => {
        const isEnemy = players[killer]?.team !== players[victim]?.team
        return weapon !== null && isEnemy ? [{ weapon, agent: players[killer]?.agent?.id }] : []
      }),
    ),
  )
}

/** Player rounds that began with a weapon in hand. */
function carriedIn(details: readonly Detail[]) {
  return details.flatMap(({ players, rounds }) =>
    rounds.flatMap((round) =>
      round.players.flatMap(({ player, weapon }) =>
        weapon === null ? [] : [{ weapon, agent: players[player]?.agent?.id }],
      ),
    ),
  )
}

const counts = (rows: readonly { weapon: string }[]) =>
  new Map([...Map.groupBy(rows, ({ weapon }) => weapon)].map(([id, own]) => [id, own.length]))

describe('stats.weapons', () => {
  it('has the kills of every weapon, and their shares', async () => {
    const { items, kills } = await list()
    const expected = killsIn(matches.details)
    expect(kills).toBe(expected.length)
    const byWeapon = counts(expected)
    for (const { weapon, kills: own, killShare } of items) {
      expect([weapon.name, own]).toEqual([weapon.name, byWeapon.get(weapon.id) ?? 0])
      expect(killShare).toMatchObject({ n: kills, value: own / kills })
    }
    expect(sum(items, (item) => item.kills)).toBe(kills)
  })

  it('has the rounds that began with it', async () => {
    const byWeapon = counts(carriedIn(matches.details))
    for (const { weapon, rounds, kills, killsPerRound } of (await list()).items) {
      expect([weapon.name, rounds]).toEqual([weapon.name, byWeapon.get(weapon.id) ?? 0])
      expect(killsPerRound).toBe(rounds === 0 ? null : kills / rounds)
    }
  })

  it('has the damage of the rounds that began with it: never more than all damage', async () => {
    const { items } = await list()
    const damage = sum(items, (item) => (item.damagePerRound ?? 0) * item.rounds)
    const all = sum(matches.details, ({ players }) => sum(players, (player) => player.damage))
    expect(damage).toBeLessThanOrEqual(all)
    expect(damage).toBeGreaterThan(0.9 * all)
  })

  it('lists abilities as such, by name, without rounds', async () => {
    const { items } = await list({ kind: 'ability' })
    const slots = items.filter(({ weapon }) => /^(ability\d|ultimate|grenade)/.test(weapon.id))
    expect(slots.length).toBeGreaterThan(0)
    for (const { weapon, rounds, damagePerRound } of slots) {
      expect(weapon.name).toMatch(/^(Ability \d|Ultimate|Grenade ability)$/)
      expect([weapon.kind, rounds, damagePerRound]).toEqual(['ability', 0, null])
    }
  })

  it('keeps one kind, with the shares of all', async () => {
    const all = await list()
    const rifles = await list({ kind: 'rifle' })
    expect(rifles.items).toEqual(all.items.filter(({ weapon }) => weapon.kind === 'rifle'))
    expect(rifles.kills).toBe(all.kills)
  })

  it('keeps an agent: agents add up to all', async () => {
    const expected = Map.groupBy(killsIn(matches.details), ({ agent }) => agent ?? '')
    for (const [agent, own] of expected) {
      expect((await list({ agent })).kills).toBe(own.length)
    }
  })

  it('keeps a tier: single tiers add up to all, buckets too', async () => {
    const all = (await list()).kills
    const single = await Promise.all(Array.from({ length: 28 }, (_, tier) => list({ tier })))
    expect(sum(single, ({ kills }) => kills)).toBe(all)
    const low = matches.details.filter((detail) => tierOf(detail) >= 1 && tierOf(detail) <= 14)
    expect((await list({ tier: 'low' })).kills).toBe(killsIn(low).length)
  })

  it('keeps an agent in a bucket', async () => {
    const mid = matches.details.filter((detail) => tierOf(detail) > 14)
    for (const [agent, own] of Map.groupBy(killsIn(mid), (kill) => kill.agent ?? '')) {
      expect((await list({ agent, tier: 'mid' })).kills).toBe(own.length)
    }
  })

  it.each(statsContract.WEAPON_SORTS)('is listed by %s, highest first', async (sort) => {
    const values = (await list({ sort })).items.map((item) => {
      const value = item[sort] ?? Number.NEGATIVE_INFINITY
      return typeof value === 'number' ? value : value.lo
    })
    expect(values).toEqual(values.toSorted((a, b) => b - a))
  })

  it('is empty for what no match has', async () => {
    for (const filter of [{ agent: 'nobody' }, { patch: '1.1' }, { queue: 'nothing' }]) {
      expect(await list(filter)).toMatchObject({ items: [], kills: 0 })
    }
  })

  it('keeps the promise of the contract', async () => {
    const answer = await list()
    expect(statsContract.weaponStatsOutput.parse(answer)).toEqual(answer)
  })
})

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Ctx, isAppError } from '@loadout/core'
import {
  getMatch,
  ingestMatch,
  ingestStream,
  listMatches,
  matchesContract,
  matchPagesContract,
  matchTimeline,
} from '@loadout/core/matches'
import { agentStats, mapStats, roleBoard, rollupMatches, statsContract } from '@loadout/core/stats'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ndjson } from '../support/harness.ts'
import { LANEBREAK_CONTENT } from './content.ts'
import type { LanebreakDocument, Side } from './document.ts'
import { attackersOf, countHeroes, countMaps, kastRoundsOf } from './expected.ts'
import { game } from './game.ts'
import { generateMatch } from './generate.ts'

const CLASHES = Array.from({ length: 60 }, (_, n) => generateMatch(n + 1))
const SKIRMISHES = Array.from({ length: 10 }, (_, n) => generateMatch(1_000 + n, 'skirmish'))
const TEXTS = [...CLASHES, ...SKIRMISHES].map((document) => JSON.stringify(document))
const IN_CLASH = { queue: 'clash' }

let infra: TestInfra
let ctx: Ctx

const ingest = (texts: readonly string[], source = 'lanebreak') =>
  ingestStream(ctx, { chunks: ndjson(texts), source, origin: 'test' })
const heroes = () => agentStats(ctx, statsContract.agentStatsInput.parse(IN_CLASH))
const matchOf = async ({ head }: LanebreakDocument) =>
  matchesContract.getMatchOutput.parse(
    await getMatch(ctx, matchesContract.getMatchInput.parse({ matchId: head.uid })),
  )

beforeAll(async () => {
  // With threads, which load the game by themselves.
  infra = await createTestInfra({ game, env: { PREPARE_THREADS: '1' } })
  ctx = { ...infra, actor: { kind: 'system', name: 'test' } }
  expect(await ingest(TEXTS)).toMatchObject({ accepted: TEXTS.length, rejected: [] })
  await rollupMatches(ctx, {})
})
afterAll(() => infra.close())

describe('the statistics of another game', () => {
  it('count its heroes as an independent count does, those without a role too', async () => {
    const { items, matches } = statsContract.agentStatsOutput.parse(await heroes())
    expect(matches).toBe(CLASHES.length)
    const expected = countHeroes(CLASHES)
    expect(items).toHaveLength(LANEBREAK_CONTENT.agents.length)
    for (const { agent, games, wins, losses, draws, acs, adr, totals } of items) {
      const count = expected.get(agent.id)
      const { rounds, score, kills, deaths, assists, damage, firstBloods } = totals
      const sums = { rounds, score, kills, deaths, assists, damage, firstBloods }
      expect({ games, wins, losses, draws, ...sums }).toEqual(count)
      expect(acs).toBeCloseTo(score / rounds, 9)
      expect(adr).toBeCloseTo(damage / rounds, 9)
    }
  })

  it('name heroes and roles by its own table', async () => {
    const { items } = await heroes()
    const byId = (a: { id: string }, b: { id: string }) => a.id.localeCompare(b.id)
    expect(items.map(({ agent }) => agent).sort(byId)).toEqual(
      LANEBREAK_CONTENT.agents.toSorted(byId),
    )
  })

  it('tell sides on each map by its halves of seven rounds', async () => {
    const { items } = await mapStats(ctx, statsContract.mapStatsInput.parse(IN_CLASH))
    const expected = countMaps(CLASHES, 7)
    expect(items).toHaveLength(LANEBREAK_CONTENT.maps.length)
    for (const { map, matches, rounds, attackRoundWinRate, draws, surrenders } of items) {
      const { name, assetPath } = LANEBREAK_CONTENT.maps.find(({ id }) => id === map.id) ?? {}
      const count = expected.get(assetPath ?? '')
      expect(map.name).toBe(name)
      expect({ matches, rounds, draws, forfeits: surrenders }).toEqual({
        matches: count?.matches,
        rounds: count?.rounds,
        draws: count?.draws,
        forfeits: count?.forfeits,
      })
      expect(attackRoundWinRate.n).toBe(count?.sided)
      expect(Math.round(attackRoundWinRate.value * attackRoundWinRate.n)).toBe(count?.attackWins)
    }
    // Halves of twelve would give other numbers: what is compared above does depend on them.
    expect(countMaps(CLASHES, 12)).not.toEqual(expected)
  })

  it('fill the role board, for each map under its own name', async () => {
    const board = await roleBoard(ctx, statsContract.roleBoardInput.parse(IN_CLASH))
    expect(statsContract.roleBoardOutput.parse(board)).toEqual(board)
    expect(board.maps.map(({ map }) => map?.name ?? 'all').sort()).toEqual(
      ['all', ...LANEBREAK_CONTENT.maps.map(({ name }) => name)].sort(),
    )
    const names = Object.entries(board.maps[0]?.roles ?? {}).map(([role, cells]) => [
      role,
      cells.map(({ agent }) => agent.name).sort(),
    ])
    expect(Object.fromEntries(names)).toEqual({
      duelist: ['Ember', 'Quill'],
      initiator: ['Flare', 'Torrent'],
      controller: ['Moss', 'Veil'],
      sentinel: ['Bulwark', 'Warden'],
    })
  })
})

describe('the match page of another game', () => {
  it('shows players with their heroes, ACS, ADR and KAST', async () => {
    for (const document of CLASHES.slice(0, 10)) {
      const { match, players } = await matchOf(document)
      expect(match).toMatchObject({ source: 'lanebreak', queue: 'clash', act: 's2' })
      const seats = document.lineup.filter(({ side }) => side !== null)
      for (const [slot, { account, hero, totals }] of seats.entries()) {
        const player = players[slot]
        const rounds = document.rounds?.length ?? 0
        expect(player).toMatchObject({ puuid: account, kills: totals.kos, deaths: totals.downs })
        expect(player?.agent?.name.toUpperCase()).toBe(hero)
        expect(player?.acs).toBeCloseTo(totals.points / rounds, 9)
        const seat = document.lineup.findIndex((one) => one.account === account)
        expect(player?.kast.n).toBe(rounds)
        expect(Math.round((player?.kast.value ?? 0) * rounds)).toBe(kastRoundsOf(document, seat))
      }
    }
  })

  it.each([
    ['clash', CLASHES, 7],
    ['skirmish', SKIRMISHES, 2],
  ] as const)('tells who attacked by the halves of %s', async (_mode, documents, half) => {
    for (const document of documents.slice(0, 10)) {
      const { rounds } = await matchOf(document)
      const teamOf = (side: Side | null) => {
        if (side === null) return null
        return side === document.head.opening ? 'red' : 'blue'
      }
      expect(rounds.map(({ attacker }) => attacker)).toEqual(
        attackersOf(document, half).map(teamOf),
      )
    }
  })

  it('names its weapons, ability slots, halves and lanes on the timeline', async () => {
    const [document] = CLASHES.filter(({ rounds }) => (rounds?.length ?? 0) > 14)
    const input = { matchId: document?.head.uid }
    const { rounds } = await matchTimeline(ctx, matchPagesContract.matchTimelineInput.parse(input))
    expect(rounds.slice(0, 15).map(({ half }) => half)).toEqual([
      ...[1, 1, 1, 1, 1, 1, 1],
      ...[2, 2, 2, 2, 2, 2, 2],
      null,
    ])
    const events = rounds.flatMap((round) => round.events)
    const weapons = events.map((event) => (event.type === 'kill' ? event.weapon?.name : undefined))
    expect(new Set(weapons.filter((name) => name !== undefined))).toEqual(
      new Set(['Carbine', 'Longbow', 'Spark Pistol', 'Ability 2', 'Ultimate']),
    )
    const lanes = events.flatMap((event) => (event.type === 'plant' ? [event.site] : []))
    expect(lanes.length).toBeGreaterThan(0)
    for (const lane of lanes) expect(lane).toMatch(/^lane [1-4]$/)
  })

  it('ends rounds by its own fuse: who is last after the blast has no clutch', async () => {
    const clutchesAfter = async (seed: number, ms: number) => {
      const document = lastOneStanding(seed, ms)
      expect(await ingest([JSON.stringify(document)])).toMatchObject({ accepted: 1 })
      const { players } = await matchOf(document)
      return players.flatMap(({ clutches }) => clutches.attempts).reduce((sum, n) => sum + n, 0)
    }
    const fuse = LANEBREAK_CONTENT.rules.fuseMs
    expect(await clutchesAfter(2_000, fuse + 1_000)).toBe(0)
    expect(await clutchesAfter(2_001, fuse - 1_000)).toBe(1)
  })

  it('lists its matches by its own queues and maps', async () => {
    const list = (input: object) =>
      listMatches(ctx, matchesContract.listMatchesInput.parse({ limit: 100, ...input }))
    const skirmishes = (await list({ queue: 'Skirmish' })).items
    expect(new Set(skirmishes.map(({ queue }) => queue))).toEqual(new Set(['skirmish']))
    expect(skirmishes.length).toBeGreaterThanOrEqual(SKIRMISHES.length)
    const { items } = await list({ queue: 'clash', map: 'canal works' })
    expect(items.length).toBeGreaterThan(0)
    expect(new Set(items.map(({ map }) => map.id))).toEqual(new Set(['canal']))
  })
})

/** One round: a plant at 1 s, and a side left with one player so many milliseconds after it. */
function lastOneStanding(seed: number, msAfterPlant: number): LanebreakDocument {
  const document = generateMatch(seed)
  const { opening } = document.head
  const attackers = document.lineup.flatMap(({ side }, seat) => (side === opening ? [seat] : []))
  const defenders = document.lineup.flatMap(({ side }, seat) =>
    side !== null && side !== opening ? [seat] : [],
  )
  const [by = 0] = attackers
  const ms = 1_000 + msAfterPlant
  const kos = defenders.slice(1).map((on) => {
    return { is: 'ko', ms, by, on, help: [], with: 'longbow' } as const
  })
  const sheet = [...attackers, ...defenders].map((seat) => ({
    ...{ seat, points: 0, spent: 0, weapon: 'carbine' },
  }))
  const log = [{ is: 'plant', ms: 1_000, by, lane: 1 } as const, ...kos]
  return {
    ...document,
    head: { ...document.head, winner: opening, mode: 'skirmish' },
    rounds: [{ n: 1, won: opening, by: 'blast', log, sheet }],
  }
}

describe('another game', () => {
  it('is known by its own content alone', async () => {
    const rows = await infra.db.selectFrom('dimension').select(['kind', 'id', 'known']).execute()
    const ids = (kind: string) => rows.filter((row) => row.kind === kind).map(({ id }) => id)
    const { agents, maps, queues, acts } = LANEBREAK_CONTENT
    const own = { agent: agents, map: maps, queue: queues, act: acts }
    for (const [kind, content] of Object.entries(own)) {
      expect(ids(kind).sort()).toEqual(content.map(({ id }) => id).sort())
    }
  })

  it('has its own sources, and says so when asked for another', async () => {
    for (const work of [
      () => ingest(TEXTS.slice(0, 1), 'riot'),
      () => ingestMatch(ctx, { source: 'riot', document: CLASHES[0] }),
    ]) {
      const error = await work().catch((thrown: unknown) => thrown)
      expect(isAppError(error) && { code: error.code, fields: error.fields }).toEqual({
        code: 'BAD_INPUT',
        fields: [{ pointer: '/source', message: 'must be one of auto, lanebreak' }],
      })
    }
  })

  it('takes a match once, however it comes', async () => {
    const [document] = CLASHES
    expect(await ingestMatch(ctx, { source: 'lanebreak', document })).toEqual({
      outcome: 'duplicate',
      matchId: document?.head.uid.toLowerCase(),
    })
    expect(await ingest(TEXTS.slice(0, 5), 'auto')).toMatchObject({ accepted: 0, duplicate: 5 })
  })

  it('is named in no file of the packages', () => {
    const packages = join(import.meta.dirname, '../../../packages')
    const sources = readdirSync(packages).flatMap((name) =>
      readdirSync(join(packages, name, 'src'), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts') || file.endsWith('.tsx'))
        .map((file) => join(packages, name, 'src', file)),
    )
    expect(sources.length).toBeGreaterThan(100)
    const naming = sources.filter((file) => /lanebreak/i.test(readFileSync(file, 'utf8')))
    expect(naming).toEqual([])
  })
})

import { existsSync, readFileSync } from 'node:fs'
import { AGENTS, WEAPONS } from '@loadout/core/content'
import { getMatch, listMatches, matchesContract, matchTimeline } from '@loadout/core/matches'
import { agentStats, rollupMatches, statsContract } from '@loadout/core/stats'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { playerTotals } from '../../../packages/core/src/matches/measures/player-totals.ts'
import { parseMatch } from '../../../packages/core/src/matches/sources/testing/parse-fixture.ts'
import { riotDocument } from '../../../packages/core/src/matches/sources/testing/riot-fixture.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { realDocuments, WITHOUT_REAL_DOCUMENTS } from '../support/real-documents.ts'
import { oneSimulated, simulated, texts, withInfo } from '../support/simulated.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const list = (input: object) =>
  listMatches(harness.ctx, matchesContract.listMatchesInput.parse(input))
const agents = (input: object) =>
  agentStats(harness.ctx, statsContract.agentStatsInput.parse(input))

describe('assistants and killers are kept', () => {
  type TimelineRound = Awaited<ReturnType<typeof matchTimeline>>['rounds'][number]
  type Event = TimelineRound['events'][number]

  /** Who was dead for good after it, by what documents count as a death. */
  function deadBy(event: Event): readonly number[] {
    if (event.type === 'kill') return event.revived ? [] : [event.victim]
    return event.type === 'selfKill' && !event.revived && event.weapon ? [event.player] : []
  }

  /** Whom it gives a kill, an assist or a traded death. */
  function creditedBy(event: Event): readonly number[] {
    if (event.type === 'selfKill') return event.assistants
    if (event.type !== 'kill') return []
    return event.teamKill ? event.assistants : [event.killer, ...event.assistants, ...event.avenged]
  }

  function hasKast({ events }: TimelineRound, player: number): boolean {
    return !events.flatMap(deadBy).includes(player) || events.flatMap(creditedBy).includes(player)
  }

  it('KAST can be counted again from what is stored', async () => {
    const document = oneSimulated('kast from storage')
    await harness.ingest(texts([document]))
    const { matchId } = document.matchInfo
    const { players } = await getMatch(harness.ctx, { matchId })
    const { rounds } = await matchTimeline(harness.ctx, { matchId })
    players.forEach(({ kast }, player) => {
      const mine = rounds.filter((round) => hasKast(round, player)).length
      expect(mine / rounds.length).toBeCloseTo(kast.value, 12)
    })
  })
})

describe('ids are the same in any case', () => {
  it('a match that comes again in capitals is a duplicate', async () => {
    const document = oneSimulated('mixed case')
    const { matchId } = document.matchInfo
    const capitals = withInfo(document, { matchId: matchId.toUpperCase() })
    expect(await harness.ingest(texts([document]))).toMatchObject({ accepted: 1 })
    expect(await harness.ingest(texts([capitals]))).toMatchObject({ accepted: 0, duplicate: 1 })
  })

  it('an agent in capitals is the same agent', async () => {
    const patch = { gameVersion: 'release-19.01-shipping-1-1' }
    const document = withInfo(oneSimulated('agents in capitals'), patch)
    const capitals = {
      ...document,
      players: document.players.map((player) => ({
        ...player,
        characterId: player.characterId?.toUpperCase() ?? null,
      })),
    }
    await harness.ingest(texts([capitals]))
    await rollupMatches(harness.ctx, {})
    const { items } = await agents({ patch: '19.1' })
    const known = new Set<string>(AGENTS.map(({ id }) => id))
    expect(items.length).toBeGreaterThan(0)
    expect(items.every(({ agent }) => known.has(agent.id) && agent.name !== agent.id)).toBe(true)
  })
})

describe('a surrendered round ends nothing but itself', () => {
  it('rounds after it are measured', () => {
    const kills = [{ at: 1_000, killer: 0, victim: 5 }]
    const document = riotDocument({ rounds: [{ kills }, { code: 'Surrendered' }, { kills }] })
    for (const { stats } of document.players) Object.assign(stats ?? {}, { roundsPlayed: 3 })
    const [first] = playerTotals(parseMatch(document))
    expect(first).toMatchObject({ rounds: 3, attackRounds: 2, attackWins: 2, firstBloods: 2 })
  })

  it('matches after a surrendered one are counted, in one batch', async () => {
    const patch = { gameVersion: 'release-19.02-shipping-1-1' }
    const documents = [
      ...simulated('surrendered first', 2, { surrender: 1 }),
      ...simulated('played after', 3),
    ].map((document) => withInfo(document, patch))
    await harness.ingest(texts(documents))
    await rollupMatches(harness.ctx, {})
    expect((await agents({ patch: '19.2' })).matches).toBe(5)
    for (const { id, rounds } of (await list({ patch: '19.2' })).items) {
      expect((await matchTimeline(harness.ctx, { matchId: id })).rounds).toHaveLength(rounds)
    }
  })
})

describe('acts are data', () => {
  it('an act that the code has never heard of can be listed and counted', async () => {
    const act = 'ffffffff-1111-4222-8333-444444444444'
    const document = withInfo(oneSimulated('next season'), { seasonId: act })
    await harness.ingest(texts([document]))
    await rollupMatches(harness.ctx, {})
    expect((await list({ act })).items.map(({ id }) => id)).toEqual([document.matchInfo.matchId])
    expect((await agents({ act })).matches).toBe(1)
  })
})

describe('names belong to their ids', () => {
  const byName = (rows: readonly { id: string; name: string }[]) =>
    rows.map(({ id, name }) => `${id} ${name}`).sort()

  const CONTENT = new URL('../../../../shared/data/valorant-content.json', import.meta.url)
  const published = existsSync(CONTENT)
  it.skipIf(!published)(
    `agents are called as the game calls them ${published ? '' : CONTENT}`,
    () => {
      const content: { agents: { id: string; name: string; role: string }[] } = JSON.parse(
        readFileSync(CONTENT, 'utf8'),
      )
      expect(byName(AGENTS)).toEqual(byName(content.agents))
      const roles = new Map(content.agents.map(({ id, role }) => [id, role.toLowerCase()]))
      for (const { id, role } of AGENTS) expect(role).toBe(roles.get(id))
    },
  )

  const documents = realDocuments().filter(({ source }) => source === 'henrik-v4')
  it.skipIf(documents.length === 0)(
    `agents and weapons are called as documents call them ${documents.length > 0 ? '' : WITHOUT_REAL_DOCUMENTS}`,
    () => {
      const names = new Map<string, string>()
      for (const { text } of documents) {
        for (const [, id = '', name = ''] of text.matchAll(ID_AND_NAME)) {
          names.set(id.toLowerCase(), name)
        }
      }
      const stated = [...AGENTS, ...WEAPONS].filter(({ id }) => names.has(id))
      expect(stated.length).toBeGreaterThan(20)
      for (const { id, name } of stated) expect(names.get(id)).toBe(name)
    },
  )
})

/** `"id": "<uuid>", "name": "..."`, as henrik documents name what they refer to. */
const ID_AND_NAME = /"id":\s*"([0-9a-fA-F-]{36})",\s*"name":\s*"([^"]+)"/g

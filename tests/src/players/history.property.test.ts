import type { Ctx } from '@loadout/core'
import { playerMatches, playersContract } from '@loadout/core/players'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

const PLAYER = 'player-with-a-history-0001'
const AGENTS = ['agent-a', 'agent-b', 'agent-c']

/** A game as far as the history is concerned. Few minutes, so that many games begin in the same one. */
interface Game {
  readonly minute: number
  readonly agent: string
  readonly winner: 0 | 1 | 2
}

const game: fc.Arbitrary<Game> = fc.record({
  minute: fc.integer({ min: 1, max: 6 }),
  agent: fc.constantFrom(...AGENTS),
  winner: fc.constantFrom(0, 1, 2),
})

let infra: TestInfra
let ctx: Ctx
let playerKey: number
let agentKeys: ReadonlyMap<string | null, number>

beforeAll(async () => {
  infra = await createTestInfra()
  ctx = { ...infra, actor: { kind: 'anonymous' } }
  const player = { puuid: PLAYER, name: null, tag: null, search_key: null, seen_at: new Date() }
  const row = await infra.db
    .insertInto('player')
    .values(player)
    .returning('player_key')
    .executeTakeFirstOrThrow()
  playerKey = row.player_key
  agentKeys = await infra.dimensions.keys('agent', AGENTS)
})
afterAll(() => infra.close())
beforeEach(forgetAll)

async function forgetAll(): Promise<void> {
  await sql`truncate match, player_match restart identity`.execute(infra.db)
}

async function store(games: readonly Game[]): Promise<void> {
  const rows = games.map((one) => ({ ...one, agent: agentKeys.get(one.agent) }))
  await sql`
    with games as materialized (
      select * from json_to_recordset(${JSON.stringify(rows)}::json)
        as new (minute int, agent int, winner int)
    ), stored as (
      insert into match (started_at, received_at, round_counts, patch_key, queue_key, map_key, act_key,
        region_key, tier, rounds, red_score, blue_score, winner, parser_version, trade_window_ms,
        surrendered, id, source, red_comp, blue_comp, raw_hash, events)
      select to_timestamp(minute * 60), now(), 0, 0, 0, 0, 0, 0, 0, 20, 13, 7, winner, 1, 5000, false,
        gen_random_uuid(), 'riot', agent::text, '', '', ''
      from games
      returning match_key, started_at, red_comp
    )
    insert into player_match (round_counts, clutch_counts, match_key, player_key, started_minute,
      agent_key, seat, rounds, score, damage, damage_received, kills, deaths, assists, headshots,
      bodyshots, legshots, trade_kills, traded_deaths)
    select 0, 0, match_key, ${playerKey}::int, extract(epoch from started_at)::int / 60,
      red_comp::int, 0, 20, 4000, 2800, 2700, 15, 14, 4, 12, 30, 3, 2, 2
    from stored
  `.execute(infra.db)
}

const page = (input: object) =>
  playerMatches(ctx, playersContract.playerMatchesInput.parse({ player: PLAYER, ...input }))

/** Ids of all games of the list, page by page; `between` runs after the first page. */
async function walk(input: object, between: () => Promise<void> = async () => {}) {
  const ids: string[] = []
  let cursor: string | undefined
  do {
    const { items, nextCursor } = await page({ ...input, cursor })
    ids.push(...items.map(({ match }) => match.id))
    if (cursor === undefined) await between()
    cursor = nextCursor ?? undefined
  } while (cursor !== undefined)
  return ids
}

/** What the list should be, by a query of another shape. */
async function expected({ agent, result }: { agent?: string; result?: 'win' | 'loss' | 'draw' }) {
  const winner = { win: 1, loss: 2, draw: 0 }
  const rows = await infra.db
    .selectFrom('match')
    .select(['id', 'red_comp', 'winner'])
    .orderBy('started_at', 'desc')
    .orderBy('match_key', 'desc')
    .execute()
  return rows
    .filter((row) => agent === undefined || row.red_comp === String(agentKeys.get(agent)))
    .filter((row) => result === undefined || row.winner === winner[result])
    .map(({ id }) => id)
}

describe('the history of a player', () => {
  it('is the same whatever the page size, with games that begin in the same minute', async () => {
    const input = fc.record({
      games: fc.array(game, { maxLength: 25 }),
      limit: fc.integer({ min: 1, max: 7 }),
      agent: fc.option(fc.constantFrom(...AGENTS), { nil: undefined }),
      result: fc.option(fc.constantFrom('win' as const, 'loss' as const, 'draw' as const), {
        nil: undefined,
      }),
    })
    await fc.assert(
      fc
        .asyncProperty(input, async ({ games, limit, agent, result }) => {
          await store(games)
          const filter = { agent, result }
          const wanted = await expected({
            ...(agent !== undefined && { agent }),
            ...(result !== undefined && { result }),
          })
          expect(await walk({ ...filter, limit })).toEqual(wanted)
        })
        .afterEach(forgetAll),
      { numRuns: 40, seed: 20_261_121 },
    )
  })

  it('neither repeats nor skips a game when newer ones come in between two pages', async () => {
    await store(
      Array.from({ length: 9 }, (_, n) => ({ minute: 1 + (n % 3), agent: 'agent-a', winner: 1 })),
    )
    const before = await expected({})
    const newer = () =>
      store([
        { minute: 3, agent: 'agent-a', winner: 1 },
        { minute: 9, agent: 'agent-a', winner: 2 },
      ])
    expect(await walk({ limit: 2 }, newer)).toEqual(before)
    expect(await walk({ limit: 2 })).toHaveLength(11)
  })
})

import type { Ctx } from '@loadout/core'
import {
  headToHead,
  playerPagesContract as pages,
  playerAgents,
  playerForm,
  playerMaps,
  playerMatches,
  playerProfile,
  playersContract,
  playerWeapons,
  searchPlayers,
} from '@loadout/core/players'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type ExplainedDatabase,
  openExplained,
  touched,
  wholeTables,
} from '../support/explained.ts'
import { seedGames } from './seed-games.ts'

const MATCHES = 30_000
/** Of the two players that the pages are about. */
const GAMES = 1_700
const FIRST = 'seeded-player-0000000001'
const SECOND = 'seeded-player-0000000002'
/** One of the many who play now and then, as everybody does beside millions of matches. */
const USUAL = 'seeded-player-0000000777'

/** Tables of a row, or of a row per thing the game has. */
const SMALL: ReadonlySet<string> = new Set(['dimension', 'stats_state'])

let infra: TestInfra
let explained: ExplainedDatabase
let ctx: Ctx

beforeAll(async () => {
  infra = await createTestInfra()
  await seedGames(infra, { matches: MATCHES, players: 20_000, ofTheFirst: GAMES })
  explained = openExplained(infra.config.DATABASE_URL)
  ctx = { ...infra, db: explained.db, actor: { kind: 'anonymous' } }
})
afterAll(async () => {
  await explained?.close()
  await infra?.close()
})

const history = (input: object = {}) =>
  playerMatches(ctx, playersContract.playerMatchesInput.parse({ player: FIRST, ...input }))

/** Rows that a page of 20 games may look at: each game, its match, and the one more that tells if there are more. */
const A_PAGE = 200

describe('the plan of the history', () => {
  /** The cursor behind so many games. */
  async function cursorAfter(games: number): Promise<string> {
    let cursor: string | undefined
    for (let at = 0; at < games; at += 100) {
      cursor = (await history({ limit: 100, cursor })).nextCursor ?? undefined
    }
    return cursor ?? ''
  }

  it('looks at a page of games and no more', async () => {
    const nodes = await explained.plansOf(() => history({ limit: 20 }))
    expect(wholeTables(nodes)).toEqual([])
    expect(touched(nodes)).toBeLessThan(A_PAGE)
  })

  it('costs the same on page 200 as on the first', async () => {
    const cursor = await cursorAfter(200 * 8)
    const nodes = await explained.plansOf(() => history({ limit: 8, cursor }))
    const first = await explained.plansOf(() => history({ limit: 8 }))
    expect(wholeTables(nodes)).toEqual([])
    expect(touched(nodes)).toBeLessThanOrEqual(1.2 * touched(first))
  })

  it('ends after a bounded number of games when a filter fits none', async () => {
    const nodes = await explained.plansOf(() => history({ result: 'draw' }))
    expect(wholeTables(nodes)).toEqual([])
    expect(touched(nodes)).toBeLessThan(6_000)
  })

  it('gets to the end of the games even if none fits', async () => {
    let pagesSeen = 0
    let cursor: string | null = null
    do {
      const page: Awaited<ReturnType<typeof history>> = await history({
        result: 'draw',
        ...(cursor !== null && { cursor }),
      })
      expect(page.items).toEqual([])
      cursor = page.nextCursor
      pagesSeen += 1
    } while (cursor !== null)
    expect(pagesSeen).toBe(Math.floor(GAMES / 1_000) + 1)
  })
})

describe('the plan of', () => {
  const input = { player: FIRST }
  const CASES: Readonly<Record<string, () => Promise<unknown>>> = {
    profile: () => playerProfile(ctx, playersContract.playerProfileInput.parse(input)),
    agents: () => playerAgents(ctx, pages.playerAgentsInput.parse({ player: USUAL })),
    maps: () => playerMaps(ctx, pages.playerMapsInput.parse({ player: USUAL })),
    weapons: () => playerWeapons(ctx, pages.playerWeaponsInput.parse(input)),
    form: () => playerForm(ctx, pages.playerFormInput.parse({ ...input, days: 90 })),
    headToHead: () => headToHead(ctx, pages.headToHeadInput.parse({ a: FIRST, b: SECOND })),
  }

  it.each(Object.entries(CASES))(
    '%s reads the games of the player, no table as a whole',
    async (_, run) => {
      const nodes = await explained.plansOf(run)
      expect(wholeTables(nodes).filter((table) => !SMALL.has(table ?? ''))).toEqual([])
    },
  )

  it('the profile looks at few rows, whatever the number of games', async () => {
    const nodes = await explained.plansOf(
      CASES.profile ?? (() => Promise.reject(new Error('no profile'))),
    )
    const games = nodes.filter((node) =>
      ['match', 'player_match'].includes(node['Relation Name'] ?? ''),
    )
    expect(touched(games)).toBeLessThan(A_PAGE)
  })
})

describe('the plan of a search', () => {
  it.each(['open', 'consented'] as const)(
    'where pages are %s is a range of an index',
    async (pagesAre) => {
      await sql`update player set consented_at = now() where player_key % 100 = 0`.execute(infra.db)
      await sql`vacuum analyze player`.execute(infra.db)
      const search = (query: string, cursor?: string) =>
        searchPlayers({ ...ctx, playerPages: pagesAre }, { query, limit: 20, cursor })
      const { nextCursor } = await search('name1')
      for (const query of ['name', 'name1', 'n', 'nobody']) {
        const cursor = query === 'name1' ? (nextCursor ?? undefined) : undefined
        const nodes = await explained.plansOf(() => search(query, cursor))
        expect(wholeTables(nodes)).toEqual([])
        expect(nodes.map((node) => node['Node Type'])).not.toContain('Sort')
        expect(touched(nodes)).toBeLessThanOrEqual(21)
      }
    },
  )
})

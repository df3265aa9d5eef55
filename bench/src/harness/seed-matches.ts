import type { Infra } from '@loadout/infra'
import { finishCopies, insertCopies, moveTemplates } from './seed-copies.ts'
import { ingestTemplates } from './seed-templates.ts'

type Db = Infra['db']

export interface SeedOptions {
  readonly matches: number
  /** Players who share the matches; default 100,000, fewer when there are hardly any matches. */
  readonly players?: number
  /** Games of the one player who has played most; default 5,000 of 200,000 matches. */
  readonly starGames?: number
  /** Distinct matches, simulated and ingested, whose rows all others are made from; default 2,000. */
  readonly templates?: number
  readonly signal?: AbortSignal
  readonly say?: (line: string) => void
}

export interface Seeded {
  readonly matches: number
  readonly players: number
  /** The player with most games, and one who shared all of them. */
  readonly star: { readonly puuid: string; readonly games: number }
  readonly rival: { readonly puuid: string }
}

const TEMPLATES = 2_000
const PLAYERS = 100_000
/** 200,000 make nearly the year that the simulator has game versions for; fewer are as dense. */
const MATCHES_A_DAY = 200_000 / 340
const STAR_SHARE = 5_000 / 200_000
/** Copies per transaction, about. */
const BATCH = 5_000

/**
 * Fills an empty, migrated database that no other process writes to: about 2,000 matches a second, all
 * pending for the roll-ups. A copy has its own ids, players, agents and map and starts a little later; rows
 * lie in the order in which matches began, as a crawler brings them. So row sizes, games per player and rows
 * per roll-up are about those of as many different matches, but kills and rounds repeat.
 */
export async function seedMatches(infra: Infra, options: SeedOptions): Promise<Seeded> {
  const { matches, signal, say } = options
  const { db } = infra
  const templates = Math.min(options.templates ?? TEMPLATES, matches)
  await ingestTemplates(infra, { count: templates, days: matches / MATCHES_A_DAY, signal })
  say?.(`${templates} matches ingested`)
  const copies = Math.ceil(matches / templates)
  const people = await db
    .transaction()
    .execute((tx) => moveTemplates(tx, { copies, players: options.players ?? PLAYERS }))
  const starGames = Math.min(matches, options.starGames ?? Math.ceil(matches * STAR_SHARE))
  const star = { key: people.players + 1, every: Math.floor(matches / starGames), games: starGames }
  const size = Math.max(1, Math.round(BATCH / copies))
  for (let from = 0; from < templates; from += size) {
    signal?.throwIfAborted()
    await db
      .transaction()
      .execute((tx) =>
        insertCopies(tx, { ...people, copies, matches, star, from, to: from + size }),
      )
    const done = Math.min(matches, (from + size) * copies)
    if (Math.floor(done / 50_000) > Math.floor((done - size * copies) / 50_000)) {
      say?.(`${done} matches stored`)
    }
  }
  await finishCopies(db)
  return {
    matches,
    players: people.players,
    star: { puuid: await puuidOf(db, star.key), games: starGames },
    rival: { puuid: await puuidOf(db, star.key + 1) },
  }
}

async function puuidOf(db: Db, key: number): Promise<string> {
  const row = await db
    .selectFrom('player')
    .select('puuid')
    .where('player_key', '=', key)
    .executeTakeFirstOrThrow()
  return row.puuid
}

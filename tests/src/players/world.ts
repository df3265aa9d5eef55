import type { Ctx, PlayerPages } from '@loadout/core'
import { ingestStream } from '@loadout/core/matches'
import { rollupMatches } from '@loadout/core/stats'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import type { RiotMatchDocument, RiotPlayer } from '@loadout/simulator'
import { ndjson } from '../support/harness.ts'
import { simulated, texts } from '../support/simulated.ts'

/** An installation with simulated matches of a few players, in its roll-ups. */
export interface World {
  readonly infra: TestInfra
  readonly ctx: Ctx
  /** The same installation, where pages need consent. */
  readonly strict: Ctx
  readonly documents: readonly RiotMatchDocument[]
  /** Players of both teams, most games first. */
  readonly players: readonly RiotPlayer[]
  ingest(lines: readonly string[]): Promise<void>
  close(): Promise<void>
}

export async function createWorld(seed: string, count: number): Promise<World> {
  const infra = await createTestInfra()
  const documents = simulated(seed, count, { competitive: 3, unrated: 1, draw: 1 })
  const ctx: Ctx = { ...infra, actor: { kind: 'system', name: 'test' } }
  const playerPages: PlayerPages = 'consented'
  const world: World = {
    infra,
    ctx,
    strict: { ...ctx, playerPages },
    documents,
    players: byGames(documents),
    async ingest(lines) {
      await ingestStream(ctx, { chunks: ndjson(lines), source: 'auto', origin: 'test' })
      await rollupMatches(ctx, {})
    },
    close: () => infra.close(),
  }
  await world.ingest(texts(documents))
  return world
}

function byGames(documents: readonly RiotMatchDocument[]): readonly RiotPlayer[] {
  const players = documents.flatMap(playersOf)
  const games = Map.groupBy(players, ({ puuid }) => puuid)
  return [...games.values()]
    .sort((a, b) => b.length - a.length)
    .flatMap((entries) => entries.slice(0, 1))
}

/** Those who played, as opposed to observers. */
export function playersOf({ players }: RiotMatchDocument): readonly RiotPlayer[] {
  return players.filter(({ isObserver, stats }) => !isObserver && stats !== null)
}

export function nth<Item>(items: readonly Item[], index: number): Item {
  const item = items[index]
  if (item === undefined) throw new Error(`there is no item ${index}`)
  return item
}

/** `name#tag` as people write it. */
export function nameOf({ gameName, tagLine }: RiotPlayer): string {
  return `${gameName}#${tagLine}`
}

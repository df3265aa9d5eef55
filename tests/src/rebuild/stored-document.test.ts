import { parseText } from '@loadout/core/matches'
import type { MatchDocument } from '@loadout/core/sources'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PARSER_VERSION } from '../../../packages/core/src/matches/match-rows.ts'
import { measureMatch } from '../../../packages/core/src/matches/prepare-document.ts'
import {
  outdatedMatches,
  storedPlayers,
} from '../../../packages/core/src/matches/rederive/queries.ts'
import { storedDocument } from '../../../packages/core/src/matches/rederive/stored-document.ts'
import {
  haveRealDocuments,
  realDocuments,
  WITHOUT_REAL_DOCUMENTS,
} from '../support/real-documents.ts'
import { simulated, texts } from '../support/simulated.ts'
import { createStage, type RebuildStage } from './stage.ts'

const MIX = { competitive: 3, swiftplay: 1, spikerush: 1, unrated: 1 } as const
const CHECK_MS = 60_000

let stage: RebuildStage
beforeAll(async () => {
  stage = await createStage()
})
afterAll(() => stage.close())

/** What the database gives back of each match, by id. */
async function storedDocuments(): Promise<ReadonlyMap<string, MatchDocument>> {
  const { ctx } = stage
  const later = { parserVersion: PARSER_VERSION + 1, tradeWindowMs: 5_000, limit: 1_000 }
  const documents = (await outdatedMatches(ctx.db, later)).map(async (match) => {
    const players = await storedPlayers(ctx.db, match.match_key)
    const { queue_key, map_key, patch_key, act_key, region_key } = match
    const named = await ctx.dimensions.named([
      ...[queue_key, map_key, patch_key, act_key, region_key],
      ...players.map(({ agent_key }) => agent_key),
    ])
    return [match.id, storedDocument(ctx, { match, players }, named)] as const
  })
  return new Map(await Promise.all(documents))
}

function parsed(text: string): MatchDocument | null {
  const outcome = parseText('auto', text, stage.ctx.game)
  return outcome.kind === 'match' ? outcome.match : null
}

/** Rounds as they are stored say who attacked; names are those of a player's latest match. */
function comparable(match: MatchDocument) {
  return {
    ...match,
    players: match.players.map(({ name: _, tag: __, ...player }) => player),
    rounds: match.rounds.map((round) => ({ ...round, attacker: undefined })),
  }
}

/** Ids of the documents that are matches; each must come back as what was parsed, and measure the same. */
async function proveRoundTrip(documents: readonly string[]): Promise<number> {
  await stage.ingest(documents)
  const stored = await storedDocuments()
  const seen = new Set<string>()
  for (const text of documents) {
    const match = parsed(text)
    // The same match may come in several formats: the first one is stored.
    if (match === null || seen.has(match.id)) continue
    seen.add(match.id)
    const back = stored.get(match.id)
    if (back === undefined) throw new Error(`${match.id} is not stored`)
    if (back.source !== match.source) continue
    expect(comparable(back)).toEqual(comparable(match))
    const { codec } = stage.ctx
    const { rows } = measureMatch(back, { codec })
    const fresh = measureMatch(match, { codec })
    expect(rows.match).toEqual(fresh.rows.match)
    expect(measureMatch(back, { codec }).weapons).toEqual(fresh.weapons)
  }
  return seen.size
}

describe('a match out of its rows and events', () => {
  it(
    'is what was parsed of simulated documents',
    async () => {
      expect(await proveRoundTrip(texts(simulated('round trip', 40, MIX)))).toBe(40)
    },
    CHECK_MS,
  )

  const title = haveRealDocuments
    ? 'is what was parsed of real documents'
    : `real documents: ${WITHOUT_REAL_DOCUMENTS}`
  it.skipIf(!haveRealDocuments)(
    title,
    async () => {
      const documents = realDocuments().map(({ text }) => JSON.stringify(JSON.parse(text)))
      expect(await proveRoundTrip(documents)).toBeGreaterThan(5)
    },
    CHECK_MS,
  )
})

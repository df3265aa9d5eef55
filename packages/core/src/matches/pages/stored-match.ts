import type { Ctx } from '../../context.ts'
import { AppError } from '../../errors.ts'
import { type Dimension, toAgentRef } from '../../stats/index.ts'
import { decodeEvents, type StoredRound } from '../events.ts'
import { identity } from '../identity.ts'
import type { DocumentPlayer, MatchDocument } from '../match-document.ts'
import type { PagePlayer } from '../pages-contract.ts'
import { findMatch, matchEvents, matchPlayers } from '../read-queries.ts'
import { summaryKeys, toSummary } from '../summary.ts'

/** The document a stored match came from, less what is not stored with it. */
export interface StoredMatch extends MatchDocument {
  readonly rounds: readonly StoredRound[]
  /** What its trades were counted by, milliseconds. */
  readonly tradeWindowMs: number
}

type PlayerRow = Awaited<ReturnType<typeof matchPlayers>>[number]

/** A match with all its rounds, and its players as pages show them. Throws MATCH_NOT_FOUND. */
export async function readStoredMatch(
  ctx: Ctx,
  matchId: string,
): Promise<{ readonly match: StoredMatch; readonly players: PagePlayer[] }> {
  const row = await findMatch(ctx.db, matchId)
  if (row === undefined) {
    const fields = [{ pointer: '/matchId', message: 'no such match' }]
    throw new AppError('MATCH_NOT_FOUND', { fields })
  }
  const [rows, events] = await Promise.all([matchPlayers(ctx.db, row), matchEvents(ctx.db, row)])
  const agents = rows.map((player) => player.agent_key)
  const named = await ctx.dimensions.named([...summaryKeys(row), ...agents])
  const { redScore, blueScore, map, startedAt, rounds, ...summary } = toSummary(row, named)
  const match: StoredMatch = {
    ...summary,
    rules: ctx.game.lookup.rulesOf(summary.queue),
    map: map.id,
    startedAt: Date.parse(startedAt),
    durationMs: null,
    tradeWindowMs: row.trade_window_ms,
    roundsPlayed: rounds,
    score: { red: redScore, blue: blueScore },
    players: rows.map((player) => toDocumentPlayer(player, named.get(player.agent_key))),
    rounds: decodeEvents(ctx.codec, events),
  }
  return {
    match,
    players: rows.map((player) => ({
      puuid: identity(ctx, player).puuid,
      ...toPagePlayer(player, named),
    })),
  }
}

function toDocumentPlayer(row: PlayerRow, agent: Dimension | undefined): DocumentPlayer {
  const { score, rounds, kills, deaths, assists } = row
  return {
    puuid: row.puuid ?? '',
    name: row.name,
    tag: row.tag,
    team: teamOf(row),
    agent: agent?.id ?? null,
    tier: row.tier,
    stats: { score, rounds, kills, deaths, assists },
    casts: null,
    spent: row.spent,
  }
}

function toPagePlayer(
  row: PlayerRow,
  named: ReadonlyMap<number, Dimension>,
): Omit<PagePlayer, 'puuid'> {
  return { team: teamOf(row), agent: toAgentRef(named.get(row.agent_key)) }
}

function teamOf({ team }: PlayerRow): PagePlayer['team'] {
  return team === 1 ? 'red' : 'blue'
}

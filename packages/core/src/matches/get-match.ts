import type { z } from 'zod'
import type { Ctx } from '../context.ts'
import { AppError } from '../errors.ts'
import type { Dimension } from '../stats/index.ts'
import { rate, toAgentRef } from '../stats/index.ts'
import type { getMatchInput, MatchDetail } from './contract.ts'
import { decodeEvents, type StoredRound } from './events.ts'
import { identity } from './identity.ts'
import { findMatch, matchEvents, matchPlayers } from './read-queries.ts'
import { summaryKeys, toSummary } from './summary.ts'

type MatchPlayer = MatchDetail['players'][number]
type PlayerMatchRow = Awaited<ReturnType<typeof matchPlayers>>[number]

/** One match with its players and rounds. Throws MATCH_NOT_FOUND. */
export async function getMatch(
  ctx: Ctx,
  input: z.output<typeof getMatchInput>,
): Promise<MatchDetail> {
  const match = await findMatch(ctx.db, input.matchId)
  if (match === undefined)
    throw new AppError('MATCH_NOT_FOUND', {
      fields: [{ pointer: '/matchId', message: 'no such match' }],
    })
  const [players, events] = await Promise.all([
    matchPlayers(ctx.db, match),
    matchEvents(ctx.db, match),
  ])
  const named = await ctx.dimensions.named([
    ...summaryKeys(match),
    ...players.map((row) => row.agent_key),
  ])
  return {
    match: toSummary(match, named),
    players: players.map((row) => ({ ...identity(ctx, row), ...toPlayer(row, named) })),
    rounds: decodeEvents(ctx.codec, events).map(toRound),
  }
}

function toPlayer(
  row: PlayerMatchRow,
  named: ReadonlyMap<number, Dimension>,
): Omit<MatchPlayer, keyof ReturnType<typeof identity>> {
  const perRound = (sum: number) => (row.rounds === 0 ? 0 : sum / row.rounds)
  return {
    team: row.team === 1 ? 'red' : 'blue',
    agent: toAgentRef(named.get(row.agent_key)),
    tier: row.tier,
    rounds: row.rounds,
    score: row.score,
    kills: row.kills,
    deaths: row.deaths,
    assists: row.assists,
    damage: row.damage,
    headshots: row.headshots,
    bodyshots: row.bodyshots,
    legshots: row.legshots,
    acs: perRound(row.score),
    adr: perRound(row.damage),
    kast: rate(row.kast_rounds, row.rounds),
    firstBloods: row.first_bloods,
    firstDeaths: row.first_deaths,
    plants: row.plants,
    defuses: row.defuses,
    multikills: { k2: row.k2, k3: row.k3, k4: row.k4, k5: row.k5 },
    clutches: {
      attempts: [row.clutch1, row.clutch2, row.clutch3, row.clutch4, row.clutch5],
      wins: [row.clutch1_won, row.clutch2_won, row.clutch3_won, row.clutch4_won, row.clutch5_won],
    },
  }
}

function toRound(round: StoredRound): MatchDetail['rounds'][number] {
  const damage = new Map<number, number>()
  for (const hit of round.damage) damage.set(hit.dealer, (damage.get(hit.dealer) ?? 0) + hit.damage)
  return {
    number: round.number,
    winner: round.winner,
    attacker: round.attacker,
    result: round.result,
    ceremony: round.ceremony,
    plant: round.plant && { ...round.plant },
    defuse: round.defuse && { ...round.defuse },
    kills: round.kills.map((kill) => ({ ...kill, assistants: [...kill.assistants] })),
    players: round.players.map((row) => ({ ...row, damage: damage.get(row.player) ?? 0 })),
  }
}

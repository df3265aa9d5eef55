import {
  getMatch,
  ingestMatch,
  killMatrix,
  listMatches,
  matchEconomy,
  matchesContract,
  matchPagesContract,
  matchTimeline,
} from '@loadout/core/matches'
import type { TRPCRouterRecord } from '@trpc/server'
import type { ProcedureMeta } from '../trpc/meta.ts'
import { procedure } from '../trpc.ts'

/** Pages of one match. It hardly changes; that a player no longer wants to be named must reach them soon. */
const MATCH_PAGE = {
  auth: 'public',
  rate: 'read',
  cache: { maxAge: 5, staleWhileRevalidate: 30 },
  errors: ['MATCH_NOT_FOUND'],
} as const satisfies Partial<ProcedureMeta>

export const matchesRouter = {
  ingest: procedure
    .meta({
      rest: 'POST /matches',
      auth: 'matches:write',
      rate: 'write',
      cache: 'private',
      // A match counts once, whatever is sent how often: its id is its key.
      idempotencyKey: 'refused',
      errors: ['FORBIDDEN'],
      docs: {
        summary: 'Takes in one raw match document; sending it again changes nothing.',
        example: { source: 'riot', document: { matchInfo: {} } },
      },
    })
    .input(matchesContract.ingestInput)
    .output(matchesContract.ingestOutcomeSchema)
    .mutation(({ ctx, input }) => ingestMatch(ctx, input)),

  get: procedure
    .meta({
      rest: 'GET /matches/{matchId}',
      ...MATCH_PAGE,
      docs: {
        summary: 'One match with its players and rounds.',
        example: { matchId: '0f8fad5b-d9cb-469f-a165-70867728950e' },
      },
    })
    .input(matchesContract.getMatchInput)
    .output(matchesContract.getMatchOutput)
    .query(({ ctx, input }) => getMatch(ctx, input)),

  timeline: procedure
    .meta({
      rest: 'GET /matches/{matchId}/timeline',
      ...MATCH_PAGE,
      docs: {
        summary: 'A match round by round: every event with the players alive after it.',
        example: { matchId: '0f8fad5b-d9cb-469f-a165-70867728950e', round: 0 },
      },
    })
    .input(matchPagesContract.matchTimelineInput)
    .output(matchPagesContract.matchTimelineOutput)
    .query(({ ctx, input }) => matchTimeline(ctx, input)),

  killMatrix: procedure
    .meta({
      rest: 'GET /matches/{matchId}/kill-matrix',
      ...MATCH_PAGE,
      docs: {
        summary: 'Kills, first bloods, trades and damage of every player against every other.',
        example: { matchId: '0f8fad5b-d9cb-469f-a165-70867728950e', side: 'attack' },
      },
    })
    .input(matchPagesContract.killMatrixInput)
    .output(matchPagesContract.killMatrixOutput)
    .query(({ ctx, input }) => killMatrix(ctx, input)),

  economy: procedure
    .meta({
      rest: 'GET /matches/{matchId}/economy',
      ...MATCH_PAGE,
      docs: {
        summary: 'What both teams spent in each round of a match, and what it brought.',
        example: { matchId: '0f8fad5b-d9cb-469f-a165-70867728950e' },
      },
    })
    .input(matchPagesContract.matchEconomyInput)
    .output(matchPagesContract.matchEconomyOutput)
    .query(({ ctx, input }) => matchEconomy(ctx, input)),

  list: procedure
    .meta({
      rest: 'GET /matches',
      auth: 'public',
      rate: 'read',
      cache: { maxAge: 1, staleWhileRevalidate: 10 },
      errors: ['BAD_CURSOR'],
      docs: {
        summary: 'Matches, latest first, by keyset cursor.',
        example: { queue: 'competitive', limit: 20 },
      },
    })
    .input(matchesContract.listMatchesInput.prefault({}))
    .output(matchesContract.listMatchesOutput)
    .query(({ ctx, input }) => listMatches(ctx, input)),
} satisfies TRPCRouterRecord

import { getMatch, ingestMatch, listMatches, matchesContract } from '@loadout/core/matches'
import type { TRPCRouterRecord } from '@trpc/server'
import { procedure } from '../trpc.ts'

export const matchesRouter = {
  ingest: procedure
    .meta({
      auth: 'matches:write',
      rate: 'write',
      cache: 'private',
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
      auth: 'public',
      rate: 'read',
      cache: { maxAge: 60, staleWhileRevalidate: 600 },
      errors: ['MATCH_NOT_FOUND'],
      docs: {
        summary: 'One match with its players and rounds.',
        example: { matchId: '0f8fad5b-d9cb-469f-a165-70867728950e' },
      },
    })
    .input(matchesContract.getMatchInput)
    .output(matchesContract.getMatchOutput)
    .query(({ ctx, input }) => getMatch(ctx, input)),

  list: procedure
    .meta({
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

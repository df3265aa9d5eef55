import { erasePlayer, playersContract, searchPlayers, setConsent } from '@loadout/core/players'
import type { TRPCRouterRecord } from '@trpc/server'
import type { ProcedureMeta } from '../trpc/meta.ts'
import { procedure } from '../trpc.ts'
import { playerPages } from './player-pages.ts'

const PLAYER_WRITE = {
  auth: 'players:write',
  rate: 'write',
  cache: 'private',
  errors: ['FORBIDDEN', 'PLAYER_NOT_FOUND'],
} as const satisfies Partial<ProcedureMeta>

export const playersRouter = {
  ...playerPages,

  search: procedure
    .meta({
      rest: 'GET /players',
      auth: 'public',
      rate: 'read',
      // As with pages: who is found ends with consent.
      cache: 'private',
      errors: ['BAD_CURSOR'],
      docs: {
        summary: 'Players whose name begins like this, in the order of their names.',
        example: { query: 'hazelmere' },
      },
    })
    .input(playersContract.searchPlayersInput)
    .output(playersContract.searchPlayersOutput)
    .query(({ ctx, input }) => searchPlayers(ctx, input)),

  consent: procedure
    .meta({
      rest: 'PUT /players/{player}/consent',
      ...PLAYER_WRITE,
      docs: {
        summary: 'Writes down whether a player agrees to be shown; it holds at once.',
        example: { player: 'Hazelmere#EUW', consented: true },
      },
    })
    .input(playersContract.setConsentInput)
    .output(playersContract.setConsentOutput)
    .mutation(({ ctx, input }) => setConsent(ctx, input)),

  erase: procedure
    .meta({
      rest: 'DELETE /players/{player}',
      ...PLAYER_WRITE,
      docs: {
        summary: 'Forgets a player for good: no page from now on, no trace once its job is done.',
        example: { player: 'Hazelmere#EUW' },
      },
    })
    .input(playersContract.erasePlayerInput)
    .output(playersContract.erasePlayerOutput)
    .mutation(({ ctx, input }) => erasePlayer(ctx, input)),
} satisfies TRPCRouterRecord

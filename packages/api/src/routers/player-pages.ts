import {
  headToHead,
  playerAgents,
  playerForm,
  playerMaps,
  playerMatches,
  playerPagesContract,
  playerProfile,
  playersContract,
  playerWeapons,
} from '@loadout/core/players'
import type { TRPCRouterRecord } from '@trpc/server'
import type { ProcedureMeta } from '../trpc/meta.ts'
import { procedure } from '../trpc.ts'

/**
 * Pages of a player end with the player's consent, or with the player: nobody but the caller may keep
 * an answer, and none is kept here.
 */
const PLAYER_PAGE = {
  auth: 'public',
  rate: 'read',
  cache: 'private',
  errors: ['PLAYER_NOT_FOUND', 'PLAYER_PRIVATE'],
} as const satisfies Partial<ProcedureMeta>

/** What is shown of a player: part of `playersRouter`. */
export const playerPages = {
  profile: procedure
    .meta({
      rest: 'GET /players/{player}',
      ...PLAYER_PAGE,
      docs: {
        summary: 'A player at a glance: all measures, per queue and act, and the latest games.',
        example: { player: 'Hazelmere#EUW', queue: 'competitive' },
      },
    })
    .input(playersContract.playerProfileInput)
    .output(playersContract.playerProfileOutput)
    .query(({ ctx, input }) => playerProfile(ctx, input)),

  matches: procedure
    .meta({
      rest: 'GET /players/{player}/matches',
      ...PLAYER_PAGE,
      errors: [...PLAYER_PAGE.errors, 'BAD_CURSOR'],
      docs: {
        summary: "A player's games, newest first; a page of rare ones may be short.",
        example: { player: 'Hazelmere#EUW', result: 'win' },
      },
    })
    .input(playersContract.playerMatchesInput)
    .output(playersContract.playerMatchesOutput)
    .query(({ ctx, input }) => playerMatches(ctx, input)),

  agents: procedure
    .meta({
      rest: 'GET /players/{player}/agents',
      ...PLAYER_PAGE,
      docs: {
        summary: 'What a player did with each agent, most games first.',
        example: { player: 'Hazelmere#EUW', map: 'ascent' },
      },
    })
    .input(playerPagesContract.playerAgentsInput)
    .output(playerPagesContract.playerAgentsOutput)
    .query(({ ctx, input }) => playerAgents(ctx, input)),

  maps: procedure
    .meta({
      rest: 'GET /players/{player}/maps',
      ...PLAYER_PAGE,
      docs: {
        summary: 'How a player did on each map, most games first.',
        example: { player: 'Hazelmere#EUW', agent: 'jett' },
      },
    })
    .input(playerPagesContract.playerMapsInput)
    .output(playerPagesContract.playerMapsOutput)
    .query(({ ctx, input }) => playerMaps(ctx, input)),

  weapons: procedure
    .meta({
      rest: 'GET /players/{player}/weapons',
      ...PLAYER_PAGE,
      docs: {
        summary: 'What a player did with each weapon in the latest games, most kills first.',
        example: { player: 'Hazelmere#EUW', last: 100 },
      },
    })
    .input(playerPagesContract.playerWeaponsInput)
    .output(playerPagesContract.playerWeaponsOutput)
    .query(({ ctx, input }) => playerWeapons(ctx, input)),

  form: procedure
    .meta({
      rest: 'GET /players/{player}/form',
      ...PLAYER_PAGE,
      docs: {
        summary: "A player's latest games with rolling measures, and measures per day.",
        example: { player: 'Hazelmere#EUW', last: 20, window: 5, days: 30 },
      },
    })
    .input(playerPagesContract.playerFormInput)
    .output(playerPagesContract.playerFormOutput)
    .query(({ ctx, input }) => playerForm(ctx, input)),

  headToHead: procedure
    .meta({
      rest: 'GET /players/{a}/against/{b}',
      ...PLAYER_PAGE,
      docs: {
        summary: 'Two players in the games they share, in one team and against each other.',
        example: { a: 'Hazelmere#EUW', b: 'Nightjar#0001' },
      },
    })
    .input(playerPagesContract.headToHeadInput)
    .output(playerPagesContract.headToHeadOutput)
    .query(({ ctx, input }) => headToHead(ctx, input)),
} satisfies TRPCRouterRecord

import fc from 'fast-check'
import { matchLines } from './fixtures.ts'

const filters = {
  queue: fc.constantFrom('competitive', 'unrated', 'a', 'ünknown'),
  patch: fc.constantFrom('1.0', '11.8', '99.99'),
  act: fc.constantFrom('e10a2', 'no such act'),
  region: fc.constantFrom('eu', 'na', 'nowhere'),
  tier: fc.constantFrom('all', 'low', 'mid', 'high', 0, 14, 27),
}
const { queue, patch, act, region } = filters
const bucket = fc.constantFrom('all', 'low', 'mid', 'high')
const map = fc.constantFrom('ascent', 'no map')
const agent = fc.constantFrom('jett', 'nobody')
const side = fc.constantFrom('attack', 'defence')
const minSample = fc.nat(1_000)
const minGames = fc.integer({ min: 2, max: 1_000_000_000 })
const limit = fc.integer({ min: 1, max: 100 })
const player = fc.constantFrom('nobody#0000', '3b241101-e2bb-4255-8caf-4136c566a962', '😀#1')
const ofPlayer = { player, queue, act, region }
const gamesOf = { ...ofPlayer, patch, map, agent }
const board = { queue, region, by: fc.constantFrom('acs', 'winRate'), act }
const matchId = fc.uuid()

const all = { requiredKeys: [] }
const only = <Key extends string>(...requiredKeys: Key[]) => ({ requiredKeys })

/** Inputs that each schema takes. A new procedure has to be added here. */
export const VALID: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  'stats.roleBoard': fc.record({ ...filters, top: fc.integer({ min: 1, max: 29 }) }, all),
  'stats.agents': fc.record(
    {
      ...filters,
      ...{ map, side, minSample, minGames },
      role: fc.constantFrom('duelist', 'sentinel'),
      sort: fc.constantFrom('score', 'acs', 'kast'),
    },
    all,
  ),
  'stats.agent': fc.record({ ...filters, map, side, agent }, only('agent')),
  'stats.tierList': fc.record(
    { ...filters, map, minGames, method: fc.constantFrom('default', 'psScore') },
    all,
  ),
  'stats.maps': fc.record({ ...filters, minSample }, all),
  'stats.map': fc.record({ ...filters, map }, only('map')),
  'stats.weapons': fc.record({ queue, patch, act, agent, tier: bucket, minSample }, all),
  'stats.comps': fc.record({ queue, patch, map, minGames, limit }, all),
  'stats.duos': fc.record({ queue, patch, tier: bucket, minGames, limit }, all),
  'stats.trends': fc.record({ queue, tier: bucket, agent }, all),
  'stats.distribution': fc.record({ queue, act, region }, all),
  'matches.ingest': fc.record({
    source: fc.constantFrom('riot', 'riot-client', 'henrik-v4'),
    document: fc.oneof(fc.jsonValue(), fc.constant(JSON.parse(matchLines('fuzz', 1)[0] ?? '{}'))),
  }),
  'matches.get': fc.record({ matchId }),
  'matches.timeline': fc.record({ matchId, side, round: fc.nat(30) }, only('matchId')),
  'matches.killMatrix': fc.record({ matchId, side, fromRound: fc.nat(30) }, only('matchId')),
  'matches.economy': fc.record({ matchId }),
  'matches.list': fc.record({ queue, patch, act, region, map, limit }, all),
  'players.search': fc.record({ query: fc.constantFrom('h', '%', '😀'), limit }, only('query')),
  'players.profile': fc.record(ofPlayer, only('player')),
  'players.matches': fc.record(
    { ...gamesOf, result: fc.constantFrom('win', 'loss', 'draw'), limit },
    only('player'),
  ),
  'players.agents': fc.record(gamesOf, only('player')),
  'players.maps': fc.record(gamesOf, only('player')),
  'players.weapons': fc.record(
    { ...gamesOf, last: fc.integer({ min: 1, max: 500 }) },
    only('player'),
  ),
  'players.form': fc.record(
    {
      ...gamesOf,
      last: limit,
      window: fc.integer({ min: 1, max: 50 }),
      days: fc.constantFrom(30, 90),
    },
    only('player'),
  ),
  'players.headToHead': fc.record(
    { a: fc.constant('Hazel#EUW'), b: fc.constantFrom('😀#1', 'nobody#0'), queue, act, region },
    only('a', 'b'),
  ),
  'players.consent': fc.record({ player, consented: fc.boolean() }),
  'players.erase': fc.record({
    player: fc.constantFrom('nobody#0000', '00000000-0000-4000-8000-000000000001'),
  }),
  // Ratings, what is ranked by unless asked otherwise, have no act.
  'leaderboards.list': fc.record({ ...board, limit }, only('by')),
  'leaderboards.around': fc.record(
    { ...board, player, limit: fc.integer({ min: 1, max: 50 }) },
    only('player', 'by'),
  ),
  'crawler.status': fc.constant({}),
  'crawler.start': fc.constant({}),
  'crawler.stop': fc.constant({}),
  'rebuild.start': fc.constant({}),
  'rebuild.status': fc.constant({}),
  'rebuild.cancel': fc.constant({}),
  'ops.health': fc.constant({}),
}

import { router } from '../trpc.ts'
import { crawlerRouter } from './crawler.ts'
import { leaderboardsRouter } from './leaderboards.ts'
import { matchesRouter } from './matches.ts'
import { opsRouter } from './ops.ts'
import { playersRouter } from './players.ts'
import { rebuildRouter } from './rebuild.ts'
import { statsRouter } from './stats.ts'

const ROUTERS = {
  stats: statsRouter,
  matches: matchesRouter,
  players: playersRouter,
  leaderboards: leaderboardsRouter,
  crawler: crawlerRouter,
  rebuild: rebuildRouter,
  ops: opsRouter,
} as const

/** Domains that a process can mount on their own. */
export const MODULES = [
  'stats',
  'matches',
  'players',
  'leaderboards',
  'crawler',
  'rebuild',
  'ops',
] as const satisfies readonly (keyof typeof ROUTERS)[]
export type Module = (typeof MODULES)[number]

export const appRouter = router(ROUTERS)
/** What the client package is typed by. */
export type AppRouter = typeof appRouter

/** The same router, with only these domains in it. */
export function routerOf(modules: readonly Module[]) {
  return router(Object.fromEntries(modules.map((module) => [module, ROUTERS[module]])))
}

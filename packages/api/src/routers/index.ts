import { router } from '../trpc.ts'
import { accountRouter } from './account.ts'
import { authRouter } from './auth.ts'
import { cartRouter } from './cart.ts'
import { catalogRouter } from './catalog.ts'
import { commentsRouter } from './comments.ts'
import { crawlerRouter } from './crawler.ts'
import { feedRouter } from './feed.ts'
import { importsRouter } from './imports.ts'
import { leaderboardsRouter } from './leaderboards.ts'
import { liveRouter } from './live.ts'
import { matchesRouter } from './matches.ts'
import { moderationRouter } from './moderation.ts'
import { notificationsRouter } from './notifications.ts'
import { opsRouter } from './ops.ts'
import { playersRouter } from './players.ts'
import { postsRouter } from './posts.ts'
import { questionsRouter } from './questions.ts'
import { reactionsRouter } from './reactions.ts'
import { rebuildRouter } from './rebuild.ts'
import { reviewsRouter } from './reviews.ts'
import { blocksRouter, followsRouter } from './social.ts'
import { statsRouter } from './stats.ts'
import { stockRouter } from './stock.ts'
import { votesRouter } from './votes.ts'
import { wishlistRouter } from './wishlist.ts'

const ROUTERS = {
  account: accountRouter,
  auth: authRouter,
  stats: statsRouter,
  matches: matchesRouter,
  players: playersRouter,
  leaderboards: leaderboardsRouter,
  catalog: catalogRouter,
  stock: stockRouter,
  reviews: reviewsRouter,
  questions: questionsRouter,
  posts: postsRouter,
  votes: votesRouter,
  reactions: reactionsRouter,
  comments: commentsRouter,
  moderation: moderationRouter,
  follows: followsRouter,
  blocks: blocksRouter,
  notifications: notificationsRouter,
  live: liveRouter,
  feed: feedRouter,
  cart: cartRouter,
  wishlist: wishlistRouter,
  imports: importsRouter,
  crawler: crawlerRouter,
  rebuild: rebuildRouter,
  ops: opsRouter,
} as const

/** Domains that a process can mount on their own. */
export const MODULES = [
  'account',
  'auth',
  'stats',
  'matches',
  'players',
  'leaderboards',
  'catalog',
  'stock',
  'reviews',
  'questions',
  'posts',
  'votes',
  'reactions',
  'comments',
  'moderation',
  'follows',
  'blocks',
  'notifications',
  'live',
  'feed',
  'cart',
  'wishlist',
  'imports',
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

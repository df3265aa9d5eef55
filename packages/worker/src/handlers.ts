import { sendMail } from '@loadout/core/accounts'
import { computeRelated, releaseExpired } from '@loadout/core/catalog'
import { recountComments } from '@loadout/core/comments'
import { crawlerTick, crawlRegion } from '@loadout/core/crawler'
import { runImport } from '@loadout/core/imports'
import { refreshLeaderboards } from '@loadout/core/leaderboards'
import { rederive, retryQuarantine, wakeRederive } from '@loadout/core/matches'
import { cleanup } from '@loadout/core/ops'
import { runErasure } from '@loadout/core/personal'
import { runErasures } from '@loadout/core/players'
import { recountPosts } from '@loadout/core/posts'
import { recountQuestions } from '@loadout/core/questions'
import { updateRatings } from '@loadout/core/ratings'
import { recountReviews, watchReviews } from '@loadout/core/reviews'
import { rollupMatches, runRebuild, scheduledAudit, wakeRebuild } from '@loadout/core/stats'
import type { InfraConfig } from '@loadout/infra'
import type { JobHandlers } from './job-handlers.ts'

/** Every job and its verb. */
export function createHandlers(config: InfraConfig) {
  const retention = {
    rawDays: config.RAW_RETENTION_DAYS,
    rejectedDays: config.REJECTED_RETENTION_DAYS,
    jobRunDays: config.JOB_RUN_RETENTION_DAYS,
    interactionDays: config.INTERACTION_RETENTION_DAYS,
    cartDays: config.CART_RETENTION_DAYS,
    notificationDays: config.NOTIFICATION_RETENTION_DAYS,
  }
  return {
    'accounts.mail': sendMail,
    'accounts.erase': runErasure,
    'catalog.releaseExpired': releaseExpired,
    'catalog.related': (ctx, input) => computeRelated(ctx, input),
    'catalog.import': runImport,
    'stats.rollup': rollupMatches,
    'stats.retryQuarantine': retryQuarantine,
    'players.erase': runErasures,
    'crawler.tick': crawlerTick,
    'crawler.crawl': (ctx, input) => crawlRegion(ctx, input),
    'ratings.update': updateRatings,
    'leaderboards.refresh': refreshLeaderboards,
    'posts.recount': recountPosts,
    'comments.recount': recountComments,
    'questions.recount': recountQuestions,
    'reviews.recount': recountReviews,
    'reviews.watch': watchReviews,
    'stats.rebuild': runRebuild,
    'stats.rebuildSweep': wakeRebuild,
    'stats.audit': scheduledAudit,
    'stats.rederive': rederive,
    'stats.rederiveSweep': wakeRederive,
    'ops.cleanup': (ctx, input) => cleanup(ctx, input, retention),
  } satisfies JobHandlers
}

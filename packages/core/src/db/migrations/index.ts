import type { Migration } from 'kysely/migration'
import * as dimensions from './0001-dimensions.ts'
import * as matches from './0002-matches.ts'
import * as rollups from './0003-rollups.ts'
import * as outboxAndJobs from './0004-outbox-and-jobs.ts'
import * as apiKeys from './0005-api-keys.ts'
import * as statistics from './0006-statistics.ts'
import * as crawler from './0007-crawler.ts'
import * as ratings from './0008-ratings.ts'
import * as leaderboards from './0009-leaderboards.ts'
import * as players from './0010-players.ts'
import * as statisticsReads from './0011-statistics-reads.ts'
import * as rebuild from './0012-rebuild.ts'
import * as accounts from './0013-accounts.ts'
import * as catalogue from './0014-catalogue.ts'
import * as reviews from './0015-reviews.ts'
import * as questions from './0016-questions.ts'
import * as community from './0017-community.ts'
import * as carts from './0018-carts.ts'
import * as imports from './0019-imports.ts'
import * as signIn from './0020-sign-in.ts'
import * as posts from './0021-posts.ts'
import * as reactions from './0022-reactions.ts'
import * as comments from './0023-comments.ts'
import * as sanctions from './0024-sanctions.ts'
import * as social from './0025-social.ts'
import * as feeds from './0026-feeds.ts'
import * as idempotency from './0027-idempotency.ts'
import * as moderation from './0028-moderation.ts'
import * as events from './0029-events.ts'

/** Every migration, in order. Landed migrations never change; what comes next gets the next number. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-dimensions': dimensions,
  '0002-matches': matches,
  '0003-rollups': rollups,
  '0004-outbox-and-jobs': outboxAndJobs,
  '0005-api-keys': apiKeys,
  '0006-statistics': statistics,
  '0007-crawler': crawler,
  '0008-ratings': ratings,
  '0009-leaderboards': leaderboards,
  '0010-players': players,
  '0011-statistics-reads': statisticsReads,
  '0012-rebuild': rebuild,
  '0013-accounts': accounts,
  '0014-catalogue': catalogue,
  '0015-reviews': reviews,
  '0016-questions': questions,
  '0017-community': community,
  '0018-carts': carts,
  '0019-imports': imports,
  '0020-sign-in': signIn,
  '0021-posts': posts,
  '0022-reactions': reactions,
  '0023-comments': comments,
  '0024-sanctions': sanctions,
  '0025-social': social,
  '0026-feeds': feeds,
  '0027-idempotency': idempotency,
  '0028-moderation': moderation,
  '0029-events': events,
}

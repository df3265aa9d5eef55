import type { AccountTables } from '../accounts/tables.ts'
import type { CartTables } from '../cart/tables.ts'
import type { CatalogTables } from '../catalog/tables.ts'
import type { ChangeTables } from '../changes/tables.ts'
import type { CommentTables } from '../comments/tables.ts'
import type { CommunityTables } from '../community/tables.ts'
import type { CrawlerTables } from '../crawler/tables.ts'
import type { EventTables } from '../events/tables.ts'
import type { FeedTables } from '../feeds/tables.ts'
import type { IdempotencyTables } from '../idempotency/tables.ts'
import type { ImportTables } from '../imports/tables.ts'
import type { DeadJobTable, JobRunTable } from '../jobs/tables.ts'
import type { LeaderboardTables } from '../leaderboards/tables.ts'
import type { MatchTables } from '../matches/tables.ts'
import type { SanctionTables } from '../moderation/tables.ts'
import type { NotificationTables } from '../notifications/tables.ts'
import type { OutboxTable } from '../outbox/tables.ts'
import type { PlayerTables } from '../players/tables.ts'
import type { PostTables } from '../posts/tables.ts'
import type { QuestionTables } from '../questions/tables.ts'
import type { RatingTables } from '../ratings/tables.ts'
import type { ReviewTables } from '../reviews/tables.ts'
import type { SocialTables } from '../social/tables.ts'
import type { StatsTables } from '../stats/tables.ts'

/** Every table of the installation. Tested column by column against the migrated database. */
export interface Database
  extends AccountTables,
    CartTables,
    CatalogTables,
    CommentTables,
    ChangeTables,
    CommunityTables,
    CrawlerTables,
    EventTables,
    FeedTables,
    IdempotencyTables,
    ImportTables,
    LeaderboardTables,
    MatchTables,
    NotificationTables,
    PlayerTables,
    PostTables,
    QuestionTables,
    RatingTables,
    ReviewTables,
    SanctionTables,
    SocialTables,
    StatsTables {
  outbox: OutboxTable
  job_run: JobRunTable
  dead_job: DeadJobTable
}

import type { Kysely } from 'kysely'
import type { KeyRing } from './accounts/tokens/key-ring.ts'
import type { Actor } from './actor.ts'
import type { InteractionLog } from './catalog/interactions/interaction-log.ts'
import type { FacetIndex } from './catalog/search/facets/facet-index.ts'
import type { Database } from './db/database.ts'
import type { Game } from './matches/sources/game.ts'
import type { BulkLoader } from './ports/bulk-loader.ts'
import type { Clock } from './ports/clock.ts'
import type { Codec } from './ports/codec.ts'
import type { CrawlerServices } from './ports/crawl-limiter.ts'
import type { ImportFolder } from './ports/import-folder.ts'
import type { Log } from './ports/log.ts'
import type { Mailer } from './ports/mailer.ts'
import type { Markdown } from './ports/markdown.ts'
import type { Passwords } from './ports/passwords.ts'
import type { Preparer } from './ports/preparer.ts'
import type { RawArchive } from './ports/raw-archive.ts'
import type { ReadCache } from './ports/read-cache.ts'
import type { ServerSecret } from './ports/server-secret.ts'
import type { SharedCache } from './ports/shared-cache.ts'
import type { Signer } from './ports/signer.ts'
import type { PlayerPages } from './privacy.ts'
import type { ReviewLabels } from './reviews/rating-label.ts'
import type { Dimensions } from './stats/dimensions.ts'

/** What a process has: made once, in its composition root. */
export interface Services {
  readonly db: Kysely<Database>
  readonly bulk: BulkLoader
  readonly clock: Clock
  readonly log: Log
  readonly codec: Codec
  /** Whose matches these are: its content and the formats of its documents. */
  readonly game: Game
  readonly archive: RawArchive
  readonly importFolder: ImportFolder
  readonly preparer: Preparer
  readonly readCache: ReadCache
  readonly sharedCache: SharedCache
  readonly signer: Signer
  readonly dimensions: Dimensions
  /** Null when this process is not configured to crawl. */
  readonly crawler: CrawlerServices | null
  /** Whose pages may be shown: everybody's, or those of players who consented. */
  readonly playerPages: PlayerPages
  readonly moderation: ModerationPolicy
  readonly comments: CommentPolicy
  /** How many recommendations of how many are called what. */
  readonly reviewLabels: ReviewLabels
  readonly passwords: Passwords
  readonly mailer: Mailer
  readonly secret: ServerSecret
  readonly keyRing: KeyRing
  readonly accounts: AccountPolicy
  readonly interactions: InteractionLog
  readonly facetIndex: FacetIndex
  readonly markdown: Markdown
}

export interface AccountPolicy {
  /** How long an access token is good for, seconds. */
  readonly accessTokenSeconds: number
  /** A session that is not used for so long is over. */
  readonly sessionDays: number
  /** Address of the site's pages that mails point at, without a slash at its end. */
  readonly siteUrl: string
}

export interface ModerationPolicy {
  /** Reports by different people after which a text is hidden until a moderator has looked. */
  readonly hideAtReports: number
  /** Hours for which texts of a new account with a link wait for a moderator; those of guests always do. 0: none. */
  readonly newAccountHours: number
  /** Hosts whose photos need no such look. */
  readonly photoHosts: readonly string[] | 'all'
  /** Texts of one account within a minute; what is more waits for a moderator. */
  readonly maxTextsPerMinute: number
}

export interface CommentPolicy {
  /** How long after writing it an author may change a comment. */
  readonly editMinutes: number
}

/** What a verb gets: the services, and who is asking. Every verb is `verb(ctx, input)`. */
export interface Ctx extends Services {
  readonly actor: Actor
  /** Ends the work when the caller is gone, the budget is spent or the job is cancelled. */
  readonly signal?: AbortSignal
}

import type { Kysely } from 'kysely'
import type { Actor } from './actor.ts'
import type { Database } from './db/database.ts'
import type { Clock } from './ports/clock.ts'
import type { Codec } from './ports/codec.ts'
import type { Log } from './ports/log.ts'
import type { Preparer } from './ports/preparer.ts'
import type { RawArchive } from './ports/raw-archive.ts'
import type { ReadCache } from './ports/read-cache.ts'
import type { Dimensions } from './stats/dimensions.ts'

/** What a process has: made once, in its composition root. */
export interface Services {
  readonly db: Kysely<Database>
  readonly clock: Clock
  readonly log: Log
  readonly codec: Codec
  readonly archive: RawArchive
  readonly preparer: Preparer
  readonly readCache: ReadCache
  readonly dimensions: Dimensions
}

/** What a verb gets: the services, and who is asking. Every verb is `verb(ctx, input)`. */
export interface Ctx extends Services {
  readonly actor: Actor
  /** Ends the work when the caller is gone, the budget is spent or the job is cancelled. */
  readonly signal?: AbortSignal
}

/** What every package needs; the domains have entries of their own (`@loadout/core/stats`, ...). */
export {
  type Actor,
  ANONYMOUS,
  accountOf,
  actorName,
  ROLE_SCOPES,
  ROLES,
  type Role,
  requireAccount,
  requireScope,
  requireUser,
  SCOPES,
  type Scope,
  scopesOf,
} from './actor.ts'
export type { Ctx, ModerationPolicy, Services } from './context.ts'
export { AppError, ERRORS, type ErrorCode, type FieldError, isAppError } from './errors.ts'
export type { RawDocument } from './matches/prepared-document.ts'
export type { AttemptKeys, Attempts } from './ports/attempts.ts'
export type { BulkConnection, BulkLoader, CopyFormat, CopyTarget } from './ports/bulk-loader.ts'
export { type Clock, systemClock } from './ports/clock.ts'
export type { Codec } from './ports/codec.ts'
export type {
  CrawlerServices,
  CrawlLimiter,
  LearntLimits,
  LimitScope,
  RateWindow,
  Slot,
} from './ports/crawl-limiter.ts'
export type { ImportFolder, ImportSource } from './ports/import-folder.ts'
export { type Log, type LogFields, silentLog } from './ports/log.ts'
export type { Mail, Mailer } from './ports/mailer.ts'
export type { Markdown, Reading } from './ports/markdown.ts'
export type { Passwords } from './ports/passwords.ts'
export type { Preparer } from './ports/preparer.ts'
export type { RawAddress, RawArchive } from './ports/raw-archive.ts'
export type { ReadCache, RevisionSource, Tagged } from './ports/read-cache.ts'
export type { ServerSecret } from './ports/server-secret.ts'
export type {
  CachedRow,
  HeadPage,
  HeadRange,
  ListHead,
  RowChange,
  RowKind,
  SharedCache,
} from './ports/shared-cache.ts'
export type { Signer } from './ports/signer.ts'
export type { Upstream, UpstreamAnswer, UpstreamRequest } from './ports/upstream.ts'
export { PLAYER_PAGES, type PlayerPages, searchKey } from './privacy.ts'

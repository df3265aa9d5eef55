import type { ErrorCode } from '@loadout/core'
import type { ProcedureMeta } from '../trpc/meta.ts'

/** A match is visible within a second: nothing in between may keep an answer longer than that. */
const PUBLIC_STATS = {
  auth: 'public',
  rate: 'read',
  cache: { maxAge: 1, staleWhileRevalidate: 10 },
  withoutRedis: 'database',
} as const satisfies Partial<ProcedureMeta>

/** What a page of statistics is made from moves the roll-ups' revision, and nothing else does. */
export function statsPage(
  path: `/${string}`,
  summary: string,
  example: unknown,
  errors: readonly ErrorCode[] = [],
): ProcedureMeta {
  const docs = { summary, example }
  return { ...PUBLIC_STATS, rest: `GET ${path}`, revision: 'stats', errors, docs }
}

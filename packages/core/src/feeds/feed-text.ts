import { z } from 'zod'
import type { Ctx } from '../context.ts'
import { MAX_INT4, openCursor, signCursor } from '../pagination.ts'
import type { feedListInput } from './contract.ts'
import { newestPosts, type Seen } from './newest-posts.ts'
import { PLACE } from './place.ts'
import { rankedPosts } from './ranked-posts.ts'
import { nameOf, type Scope, scopeOf } from './scope.ts'
import type { Snapshot } from './snapshot-queries.ts'
import { takeSnapshot } from './take-snapshot.ts'

type Input = z.output<typeof feedListInput>
type FeedCtx = Pick<Ctx, 'db' | 'playerPages' | 'sharedCache' | 'readCache' | 'signer'>

/** A page that is asked for: of which posts, in which order, from where on. */
interface Request extends Pick<Input, 'cursor' | 'limit' | 'after'> {
  readonly scope: Scope
  readonly filters: readonly unknown[]
}

const newestKey = z.tuple([z.string().regex(PLACE)])
const count = z.int().min(0).max(MAX_INT4)
const rankedKey = z.tuple([z.int().min(1), count, count])

/** `feed.list` as JSON text, as it comes from the cache or the database. Throws BAD_CURSOR and SUBJECT_NOT_FOUND. */
export async function feedText(ctx: FeedCtx, input: Input): Promise<string> {
  const { sort } = input
  const scope = await scopeOf(ctx, input)
  // What a cursor belongs to. How long pages are may change on the way.
  const request = { ...input, scope, filters: ['feed', sort, nameOf(scope)] }
  return sort === 'new' ? newestText(ctx, request) : rankedText(ctx, request, sort)
}

async function newestText(ctx: FeedCtx, request: Request): Promise<string> {
  const { scope, filters, cursor, limit, after } = request
  const [below] =
    cursor === undefined ? [null] : openCursor(ctx.signer, { cursor, filters, key: newestKey })
  const { items, end } = await newestPosts(ctx, scope, { below, limit, seen: seenOf(after) })
  return pageText(items, end && signCursor(ctx.signer, filters, [end]))
}

async function rankedText(ctx: FeedCtx, request: Request, sort: 'hot' | 'top'): Promise<string> {
  const place = await placeIn(ctx, request, sort)
  if (place === null) return pageText('', null)
  const { snapshot, from } = place
  const page = { from, limit: request.limit, exact: request.after !== undefined }
  const { items, end } = await rankedPosts(ctx, snapshot, page)
  const key = end === null ? null : [snapshot.id, snapshot.posts, end]
  return pageText(items, key && signCursor(ctx.signer, request.filters, key))
}

/** The snapshot of the cursor, or the present one from its beginning. */
async function placeIn(
  ctx: FeedCtx,
  { scope, filters, cursor }: Request,
  sort: 'hot' | 'top',
): Promise<{ readonly snapshot: Snapshot; readonly from: number } | null> {
  if (cursor === undefined) {
    const snapshot = await takeSnapshot(ctx, { scope, sort })
    return snapshot && { snapshot, from: 0 }
  }
  const [id, posts, from] = openCursor(ctx.signer, { cursor, filters, key: rankedKey })
  return { snapshot: { id, posts }, from }
}

function seenOf(position: string | undefined): Seen | undefined {
  if (position === undefined) return undefined
  const [id = 0, version = 0] = position.split('.').map(Number)
  return { id, version }
}

export function pageText(items: string, nextCursor: string | null): string {
  return `{"items":[${items}],"nextCursor":${JSON.stringify(nextCursor)}}`
}

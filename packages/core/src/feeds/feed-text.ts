import { z } from 'zod'
import type { Ctx } from '../context.ts'
import { MAX_INT4, openCursor, signCursor } from '../pagination.ts'
import type { feedListInput } from './contract.ts'
import { newestPosts, type Seen } from './newest-posts.ts'
import { PLACE } from './place.ts'
import { rankedPosts } from './ranked-posts.ts'
import { scopeOf } from './scope.ts'
import type { Snapshot } from './snapshot-queries.ts'
import { takeSnapshot } from './take-snapshot.ts'

type Input = z.output<typeof feedListInput>
type FeedCtx = Pick<Ctx, 'db' | 'sharedCache' | 'readCache' | 'signer'>

const newestKey = z.tuple([z.string().regex(PLACE)])
const count = z.int().min(0).max(MAX_INT4)
const rankedKey = z.tuple([z.int().min(1), count, count])

/** `feed.list` as JSON text, as it comes from the cache or the database. Throws BAD_CURSOR. */
export function feedText(ctx: FeedCtx, input: Input): Promise<string> {
  return input.sort === 'new' ? newestText(ctx, input) : rankedText(ctx, input, input.sort)
}

async function newestText(ctx: FeedCtx, input: Input): Promise<string> {
  const { cursor, limit, after } = input
  const filters = filtersOf(input)
  const [below] =
    cursor === undefined ? [null] : openCursor(ctx.signer, { cursor, filters, key: newestKey })
  const { items, end } = await newestPosts(ctx, scopeOf(input), {
    below,
    limit,
    seen: seenOf(after),
  })
  return pageText(items, end && signCursor(ctx.signer, filters, [end]))
}

async function rankedText(ctx: FeedCtx, input: Input, sort: 'hot' | 'top'): Promise<string> {
  const filters = filtersOf(input)
  const place = await placeIn(ctx, input, sort)
  if (place === null) return pageText('', null)
  const { snapshot, from } = place
  const page = { from, limit: input.limit, exact: input.after !== undefined }
  const { items, end } = await rankedPosts(ctx, snapshot, page)
  const key = end === null ? null : [snapshot.id, snapshot.posts, end]
  return pageText(items, key && signCursor(ctx.signer, filters, key))
}

/** The snapshot of the cursor, or the present one from its beginning. */
async function placeIn(
  ctx: FeedCtx,
  input: Input,
  sort: 'hot' | 'top',
): Promise<{ readonly snapshot: Snapshot; readonly from: number } | null> {
  const { cursor } = input
  if (cursor === undefined) {
    const snapshot = await takeSnapshot(ctx, { scope: scopeOf(input), sort })
    return snapshot && { snapshot, from: 0 }
  }
  const filters = filtersOf(input)
  const [id, posts, from] = openCursor(ctx.signer, { cursor, filters, key: rankedKey })
  return { snapshot: { id, posts }, from }
}

/** What a cursor belongs to. How long pages are may change on the way. */
function filtersOf({ sort, author, tag }: Input) {
  return ['feed', sort, author ?? null, tag ?? null]
}

function seenOf(position: string | undefined): Seen | undefined {
  if (position === undefined) return undefined
  const [id = 0, version = 0] = position.split('.').map(Number)
  return { id, version }
}

export function pageText(items: string, nextCursor: string | null): string {
  return `{"items":[${items}],"nextCursor":${JSON.stringify(nextCursor)}}`
}

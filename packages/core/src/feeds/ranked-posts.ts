import type { Ctx } from '../context.ts'
import { badCursor } from '../pagination.ts'
import { postKind } from './post-rows.ts'
import { postRows } from './row-queries.ts'
import { PART_POSTS, type Snapshot, snapshotPart } from './snapshot-queries.ts'

export interface RankedPage {
  /** The items, with commas between them. */
  readonly items: string
  /** How many posts of the snapshot are behind the reader; null: all. */
  readonly end: number | null
}

/** Stretches of a snapshot that are read for one page: where many posts are gone a page may be short. */
const STRETCHES = 5

/**
 * A page of a snapshot: the posts as they are now, in the order of then, without those that are gone since.
 * Throws BAD_CURSOR when the snapshot is no longer there.
 */
export async function rankedPosts(
  ctx: Pick<Ctx, 'db' | 'sharedCache' | 'readCache'>,
  snapshot: Snapshot,
  page: { readonly from: number; readonly limit: number; readonly exact: boolean },
): Promise<RankedPage> {
  const items: string[] = []
  let from = page.from
  for (let stretch = 0; stretch < STRETCHES && items.length < page.limit; stretch += 1) {
    if (from >= snapshot.posts) break
    const ids = await stretchOf(ctx, snapshot, { from, limit: page.limit - items.length })
    const shown = page.exact ? await exactRows(ctx, ids) : await keptRows(ctx, ids)
    for (const id of ids) {
      const json = shown.get(id)
      if (json !== undefined) items.push(json)
    }
    from += ids.length
  }
  return { items: items.join(','), end: from < snapshot.posts ? from : null }
}

const keptRows = (ctx: Pick<Ctx, 'db' | 'sharedCache'>, ids: readonly number[]) =>
  ctx.sharedCache.rows(postKind(ctx), ids)

async function exactRows({ db }: Pick<Ctx, 'db'>, ids: readonly number[]) {
  const rows = await postRows(db, ids)
  return new Map(rows.flatMap(({ id, json }) => (json === null ? [] : [[id, json] as const])))
}

/** As many ids as are in one part. */
async function stretchOf(
  { db, readCache }: Pick<Ctx, 'db' | 'readCache'>,
  { id }: Snapshot,
  { from, limit }: { readonly from: number; readonly limit: number },
): Promise<readonly number[]> {
  const part = Math.floor(from / PART_POSTS)
  // A snapshot never changes, so its parts have one revision.
  const ids = await readCache.read(`feed-snapshot:${id}:${part}`, 'made', async () => {
    const posts = await snapshotPart(db, id, part)
    if (posts === null) throw badCursor('too old: begin again without a cursor')
    return posts
  })
  const first = from % PART_POSTS
  return ids.slice(first, first + limit)
}

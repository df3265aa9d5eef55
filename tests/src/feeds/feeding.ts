import { ANONYMOUS, type Ctx } from '@loadout/core'
import { touchPost } from '@loadout/core/changes'
import { feedsContract as contract, headOf, listFeed, scopeOf } from '@loadout/core/feeds'
import { SUBJECTS } from '@loadout/core/subjects'
import { createSharedCache, type PollLoop, startCacheRelay } from '@loadout/infra'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { sql } from 'kysely'
import { expect } from 'vitest'

/** Real services, a relay of changes, and the same services without a cache: what the database says. */
export interface FeedStage {
  readonly infra: TestInfra
  readonly ctx: Ctx
  readonly database: Ctx
  readonly relay: PollLoop
  /** Every change so far is in the cache. */
  settled(): Promise<void>
  close(): Promise<void>
}

export interface FeedStageOptions {
  /** One of the test's own, that it may kill. */
  readonly redisUrl?: string
  /** Short heads of feeds, so that a few posts are more than they hold. */
  readonly headRows?: number
}

export async function createFeedStage(options: FeedStageOptions = {}): Promise<FeedStage> {
  const { redisUrl, headRows = 1_000 } = options
  const infra = await createTestInfra(
    redisUrl === undefined ? {} : { env: { REDIS_URL: redisUrl } },
  )
  const { REDIS_URL: url, QUEUE_PREFIX: prefix } = infra.config
  const cache = createSharedCache({ redisUrl: url, prefix, log: infra.log, localMs: 0, headRows })
  const away = createSharedCache({
    ...{ redisUrl: 'redis://127.0.0.1:1', prefix, log: infra.log, localMs: 0 },
  })
  const relay = startCacheRelay({
    services: infra,
    redisUrl: url,
    prefix,
    pollMs: 5,
    confirmMs: 5,
    headRows,
  })
  const ctx: Ctx = { ...infra, sharedCache: cache.sharedCache, actor: ANONYMOUS }
  return {
    infra,
    ctx,
    database: { ...ctx, sharedCache: away.sharedCache },
    relay,
    async settled() {
      const left = () => ctx.db.selectFrom('cache_change').select('id').execute()
      await expect.poll(left, { timeout: 10_000, interval: 5 }).toEqual([])
    },
    async close() {
      await relay.close()
      away.close()
      cache.close()
      await infra.close()
    },
  }
}

let accounts = 0
export async function addAccount({ db }: Pick<Ctx, 'db'>, name?: string | null): Promise<number> {
  accounts += 1
  const { id } = await db
    .insertInto('account')
    .values({
      kind: name === null ? 'guest' : 'user',
      display_name: name === null ? null : (name ?? `Person ${accounts}`),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export interface PostValues {
  readonly accountId: number
  readonly title?: string
  readonly tags?: readonly string[]
  readonly createdAt?: Date | string
  readonly status?: number
  readonly likes?: number
  /** A product. */
  readonly about?: number
}

/** As the verbs of posts do: rows and the note for the caches in one transaction. */
export function addPost({ db }: Pick<Ctx, 'db'>, post: PostValues): Promise<Written> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ id: number }>`
      insert into post (account_id, title, content, status, likes, created_at, subject_kind, subject_id)
      values (${post.accountId}, ${post.title ?? 'A post'}, 'What I have to say.', ${post.status ?? 0},
        ${post.likes ?? 0}, ${post.createdAt ?? sql`clock_timestamp()`},
        ${post.about === undefined ? null : SUBJECTS.product.number}, ${post.about ?? null})
      returning id
    `.execute(tx)
    const id = rows[0]?.id ?? 0
    await setTags({ db: tx }, id, post.tags ?? [])
    return { id, position: (await touchPost(tx, id)) ?? '' }
  })
}

export interface Written {
  readonly id: number
  readonly position: string
}

export type PostChange = Partial<{
  title: string
  status: number
  likes: number
  comments: number
  tags: readonly string[]
}>

/** Any change to a post, as the verbs of posts make it; the position of it. */
export function changePost({ db }: Pick<Ctx, 'db'>, id: number, change: PostChange) {
  const { tags, ...values } = change
  return db.transaction().execute(async (tx) => {
    if (tags !== undefined) await retag({ db: tx }, id, tags)
    await tx
      .updateTable('post')
      .set({ title: sql`title`, ...values })
      .where('id', '=', id)
      .execute()
    return touchPost(tx, id)
  })
}

async function retag(at: Pick<Ctx, 'db'>, id: number, tags: readonly string[]): Promise<void> {
  await sql`
    with former as (update post set revision = revision + 1 where id = ${id} returning *)
    insert into post_revision (post_id, revision, title, content, tags)
    select id, revision, title, content, array(select tag from post_tag where post_id = ${id}) from former
  `.execute(at.db)
  await at.db.deleteFrom('post_tag').where('post_id', '=', id).execute()
  await setTags(at, id, tags)
}

async function setTags({ db }: Pick<Ctx, 'db'>, id: number, tags: readonly string[]) {
  await sql`
    insert into post_tag (tag, post_id, created_at)
    select tag, post.id, post.created_at from post, unnest(${[...tags]}::text[]) as tag where post.id = ${id}
  `.execute(db)
}

export function erasePost({ db }: Pick<Ctx, 'db'>, id: number) {
  return db.transaction().execute(async (tx) => {
    await touchPost(tx, id)
    await tx.deleteFrom('post').where('id', '=', id).execute()
  })
}

export const list = (ctx: Ctx, input: object = {}) =>
  listFeed(ctx, contract.feedListInput.parse(input))

/** All items of a feed, page after page. */
export async function walk(ctx: Ctx, input: object = {}, between?: () => Promise<unknown>) {
  const items: Awaited<ReturnType<typeof listFeed>>['items'] = []
  let cursor: string | undefined
  for (let pages = 0; pages < 10_000; pages += 1) {
    const page = await list(ctx, { ...input, cursor })
    items.push(...page.items)
    if (page.nextCursor === null) return items
    cursor = page.nextCursor
    await between?.()
  }
  throw new Error('the feed has no end')
}

/** The cache knows the feed: the next page comes from it. */
export async function warm(ctx: Ctx, input: object = {}): Promise<void> {
  const parsed = contract.feedListInput.parse(input)
  const head = headOf(ctx, await scopeOf(ctx, parsed))
  await expect
    .poll(() => ctx.sharedCache.page(head, { below: null, limit: 1 }), {
      interval: 5,
      timeout: 5_000,
    })
    .not.toBeNull()
}

export const ids = (items: readonly { readonly id: number }[]) => items.map(({ id }) => id)

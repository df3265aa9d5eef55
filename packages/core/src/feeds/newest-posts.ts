import type { Ctx } from '../context.ts'
import type { HeadPage, ListHead } from '../ports/shared-cache.ts'
import type { PostCard } from '../posts/contract.ts'
import { newestPage, newestPlaces, type SqlPage } from './page-queries.ts'
import { postKind } from './post-rows.ts'
import { nameOf, type Scope } from './scope.ts'

export interface Seen {
  readonly id: number
  readonly version: number
}

/**
 * A page of the newest posts: from the head of the feed that is kept in the cache, or else from the database, by
 * the same places. The cache answers a whole page or none.
 */
export async function newestPosts(
  ctx: Pick<Ctx, 'db' | 'sharedCache'>,
  scope: Scope,
  page: { readonly below: string | null; readonly limit: number; readonly seen?: Seen | undefined },
): Promise<SqlPage> {
  const head = headOf(ctx, scope)
  const kept = await ctx.sharedCache.page(head, page)
  if (kept !== null) {
    if (kept.items.every(({ json }) => json !== null && belongs(json, scope))) return textOf(kept)
    // It holds what is not to be seen: a change of it is on its way, or has been lost.
    ctx.sharedCache.drop(head)
  }
  return newestPage(ctx.db, scope, page)
}

export const headOf = (ctx: Pick<Ctx, 'db'>, scope: Scope): ListHead => ({
  name: nameOf(scope),
  kind: postKind(ctx),
  load: (limit) => newestPlaces(ctx.db, scope, limit),
})

function textOf({ items, hasMore }: HeadPage): SqlPage {
  return {
    items: items.map(({ json }) => json).join(','),
    end: hasMore ? (items.at(-1)?.place ?? null) : null,
  }
}

/** Tags may have gone, and what a guest wrote is another's once its visitor has signed in; what it is about stays. */
function belongs(json: string, scope: Scope): boolean {
  if (scope.kind === 'all' || scope.kind === 'subject') return true
  // It was made by `postCardJson`.
  const { author, tags } = JSON.parse(json) as Pick<PostCard, 'author' | 'tags'>
  return scope.kind === 'tag' ? tags.includes(scope.tag) : author.id === scope.id
}

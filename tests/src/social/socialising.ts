import type { Ctx } from '@loadout/core'
import {
  socialContract as contract,
  countFollowers,
  listBlocks,
  listFollows,
  setBlock,
  setFollow,
} from '@loadout/core/social'

export type Target =
  | { readonly kind: 'account' | 'product'; readonly id: number }
  | { readonly kind: 'tag'; readonly id: string }

export const follow = (ctx: Ctx, target: Target, on = true) =>
  setFollow(ctx, contract.setFollowInput.parse({ target, on }))

export const followPerson = (ctx: Ctx, id: number, on = true) =>
  follow(ctx, { kind: 'account', id }, on)

export const follows = (ctx: Ctx, over: object = {}) =>
  listFollows(ctx, contract.followListInput.parse(over))

export const followers = (ctx: Ctx, target: Target) =>
  countFollowers(ctx, contract.followersInput.parse({ target }))

export const block = (ctx: Ctx, accountId: number, kind: contract.BlockKind = 'block', on = true) =>
  setBlock(ctx, contract.setBlockInput.parse({ accountId, kind, on }))

export const blocks = (ctx: Ctx, over: object = {}) =>
  listBlocks(ctx, contract.blockListInput.parse(over))

/** Every item of a list that pages. */
export async function all<Item>(
  page: (over: object) => Promise<{ items: Item[]; nextCursor: string | null }>,
  limit: number,
): Promise<readonly Item[]> {
  const items: Item[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const next = await page(cursor === undefined ? { limit } : { limit, cursor })
    items.push(...next.items)
    cursor = next.nextCursor
  }
  return items
}

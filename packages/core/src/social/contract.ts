import { z } from 'zod'
import { accountRef } from '../community/contract.ts'
import { rowId } from '../ids.ts'
import { pageInput, pageOf } from '../pagination.ts'
import { tagName } from '../posts/contract.ts'

/** What one account follows, at most. */
export const MAX_FOLLOWS = 5_000

/** Whom one account has blocked or muted, at most. */
export const MAX_BLOCKS = 1_000

/** Followers are counted up to here. */
export const MAX_COUNTED = 10_000

export const TARGET_KINDS = ['account', 'tag', 'product'] as const
export type TargetKind = (typeof TARGET_KINDS)[number]

export const followTarget = z.union([
  z.object({ kind: z.literal('account'), id: rowId }),
  z.object({ kind: z.literal('product'), id: rowId }),
  z.object({ kind: z.literal('tag'), id: tagName }),
])
export type FollowTarget = z.output<typeof followTarget>

export const setFollowInput = z.object({ target: followTarget, on: z.boolean().default(true) })
export const setFollowOutput = z.object({ following: z.boolean() })

const followedAt = z.iso.datetime()

export const followSchema = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('account'), account: accountRef, followedAt }),
    z.object({
      kind: z.literal('product'),
      product: z.object({ id: z.int(), name: z.string(), slug: z.string() }),
      followedAt,
    }),
    z.object({ kind: z.literal('tag'), tag: z.string(), followedAt }),
  ])
  .meta({ id: 'Follow' })
export type Follow = z.output<typeof followSchema>

export const followListInput = z.object({ kind: z.enum(TARGET_KINDS).optional(), ...pageInput })
export const followListOutput = pageOf(followSchema).describe('What you followed last comes first.')

export const followersInput = z.object({ target: followTarget })
export const followersOutput = z.object({
  followers: z.int().max(MAX_COUNTED),
  more: z.boolean().describe(`There are more than ${MAX_COUNTED}.`),
})

export const BLOCK_KINDS = ['block', 'mute'] as const
export type BlockKind = (typeof BLOCK_KINDS)[number]

const blockKind = z
  .enum(BLOCK_KINDS)
  .describe(
    'block: neither of you answers or follows the other; mute: you see nothing of theirs, and they do not learn of it.',
  )

export const setBlockInput = z.object({
  accountId: rowId,
  kind: blockKind,
  on: z.boolean().default(true),
})
export const setBlockOutput = z.object({ on: z.boolean() })

export const blockListInput = z.object({ ...pageInput })
export const blockListOutput = pageOf(
  z.object({ account: accountRef, kind: blockKind, since: z.iso.datetime() }).meta({ id: 'Block' }),
).describe('Whom you blocked or muted last comes first.')

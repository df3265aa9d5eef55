import {
  socialContract as contract,
  countFollowers,
  listBlocks,
  listFollows,
  setBlock,
  setFollow,
} from '@loadout/core/social'
import type { TRPCRouterRecord } from '@trpc/server'
import { procedure } from '../trpc.ts'

const USER = { auth: 'user', cache: 'private' } as const

export const followsRouter = {
  set: procedure
    .meta({
      rest: 'PUT /follows/{target.kind}/{target.id}',
      ...USER,
      rate: 'write',
      errors: ['FORBIDDEN', 'ACCOUNT_NOT_FOUND', 'PRODUCT_NOT_FOUND', 'BLOCKED'],
      docs: {
        summary: 'Follows a person, a tag or a product, or stops that.',
        example: { target: { kind: 'tag', id: 'speedrun' }, on: true },
      },
    })
    .input(contract.setFollowInput)
    .output(contract.setFollowOutput)
    .mutation(({ ctx, input }) => setFollow(ctx, input)),

  list: procedure
    .meta({
      rest: 'GET /follows',
      ...USER,
      rate: 'read',
      errors: ['FORBIDDEN', 'BAD_CURSOR'],
      docs: { summary: 'What you follow, latest first.', example: { kind: 'account' } },
    })
    .input(contract.followListInput.prefault({}))
    .output(contract.followListOutput)
    .query(({ ctx, input }) => listFollows(ctx, input)),

  followers: procedure
    .meta({
      rest: 'GET /follows/{target.kind}/{target.id}/followers',
      auth: 'public',
      rate: 'read',
      cache: { maxAge: 10, staleWhileRevalidate: 60 },
      errors: [],
      docs: {
        summary: 'How many follow a person, a tag or a product.',
        example: { target: { kind: 'product', id: 1 } },
      },
    })
    .input(contract.followersInput)
    .output(contract.followersOutput)
    .query(({ ctx, input }) => countFollowers(ctx, input)),
} satisfies TRPCRouterRecord

export const blocksRouter = {
  set: procedure
    .meta({
      rest: 'PUT /blocks/{accountId}',
      ...USER,
      rate: 'write',
      errors: ['FORBIDDEN', 'ACCOUNT_NOT_FOUND'],
      docs: {
        summary: 'Blocks or mutes somebody, or stops that.',
        example: { accountId: 1, kind: 'mute', on: true },
      },
    })
    .input(contract.setBlockInput)
    .output(contract.setBlockOutput)
    .mutation(({ ctx, input }) => setBlock(ctx, input)),

  list: procedure
    .meta({
      rest: 'GET /blocks',
      ...USER,
      rate: 'read',
      errors: ['FORBIDDEN', 'BAD_CURSOR'],
      docs: { summary: 'Whom you have blocked or muted, latest first.', example: {} },
    })
    .input(contract.blockListInput.prefault({}))
    .output(contract.blockListOutput)
    .query(({ ctx, input }) => listBlocks(ctx, input)),
} satisfies TRPCRouterRecord

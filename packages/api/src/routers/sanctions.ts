import {
  moderationContract as contract,
  liftSanction,
  listSanctions,
  sanction,
} from '@loadout/core/moderation'
import type { TRPCRouterRecord } from '@trpc/server'
import type { ProcedureMeta } from '../trpc/meta.ts'
import { procedure } from '../trpc.ts'

const MODERATOR = {
  auth: 'moderation:write',
  cache: 'private',
} as const satisfies Partial<ProcedureMeta>

/** What moderators do to people. */
export const sanctionProcedures = {
  sanction: procedure
    .meta({
      rest: 'POST /accounts/{accountId}/sanctions',
      ...MODERATOR,
      rate: 'write',
      errors: ['FORBIDDEN', 'ACCOUNT_NOT_FOUND'],
      docs: {
        summary: 'Warns, mutes, bans or shadow-bans an account of lower rank than your own.',
        example: { accountId: 1, kind: 'warn', reason: 'Advertising' },
      },
    })
    .input(contract.sanctionInput)
    .output(contract.sanctionOutput)
    .mutation(({ ctx, input }) => sanction(ctx, input)),

  lift: procedure
    .meta({
      rest: 'POST /moderation/sanctions/{sanctionId}/lift',
      ...MODERATOR,
      rate: 'write',
      errors: ['FORBIDDEN', 'ACTION_NOT_FOUND', 'ACCOUNT_NOT_FOUND', 'CONFLICT'],
      docs: {
        summary: 'Ends a sanction before its time; what others say still holds.',
        example: { sanctionId: 1, reason: 'It was somebody else' },
      },
    })
    .input(contract.liftInput)
    .output(contract.sanctionOutput)
    .mutation(({ ctx, input }) => liftSanction(ctx, input)),

  sanctions: procedure
    .meta({
      rest: 'GET /accounts/{accountId}/sanctions',
      ...MODERATOR,
      rate: 'read',
      errors: ['FORBIDDEN', 'ACCOUNT_NOT_FOUND', 'BAD_CURSOR'],
      docs: {
        summary: 'What an account was sanctioned for, and what it may do now.',
        example: { accountId: 1 },
      },
    })
    .input(contract.sanctionListInput)
    .output(contract.sanctionListOutput)
    .query(({ ctx, input }) => listSanctions(ctx, input)),
} satisfies TRPCRouterRecord

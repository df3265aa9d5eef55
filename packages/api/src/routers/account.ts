import {
  accountsContract,
  askVerification,
  profile,
  setRole,
  startGuest,
  updateProfile,
} from '@loadout/core/accounts'
import type { TRPCRouterRecord } from '@trpc/server'
import type { ProcedureMeta } from '../trpc/meta.ts'
import { procedure } from '../trpc.ts'
import { accountDataRouter } from './account-data.ts'
import { accountKeysRouter } from './account-keys.ts'

const USER = { auth: 'user', cache: 'private' } as const satisfies Partial<ProcedureMeta>

export const accountRouter = {
  ...accountDataRouter,
  ...accountKeysRouter,
  guest: procedure
    .meta({
      rest: 'POST /account/guest',
      auth: 'public',
      rate: 'guest',
      idempotencyKey: 'refused',
      cache: 'private',
      errors: [],
      docs: {
        summary: 'A new guest, for callers without cookies: send the token as `x-guest-token`.',
        example: {},
      },
    })
    .input(accountsContract.noInput.prefault({}))
    .output(accountsContract.startGuestOutput)
    .mutation(({ ctx }) => startGuest(ctx, { origin: ctx.origin() })),

  me: procedure
    .meta({
      rest: 'GET /account',
      ...USER,
      rate: 'read',
      errors: ['FORBIDDEN'],
      docs: { summary: 'The account of the caller.', example: {} },
    })
    .input(accountsContract.noInput.prefault({}))
    .output(accountsContract.profileSchema)
    .query(({ ctx }) => profile(ctx)),

  update: procedure
    .meta({
      rest: 'PATCH /account',
      ...USER,
      rate: 'write',
      errors: ['FORBIDDEN', 'NAME_TAKEN'],
      docs: { summary: 'Another display name for the caller.', example: { name: 'Ana' } },
    })
    .input(accountsContract.updateProfileInput)
    .output(accountsContract.profileSchema)
    .mutation(({ ctx, input }) => updateProfile(ctx, input)),

  askVerification: procedure
    .meta({
      rest: 'POST /account/verification',
      ...USER,
      rate: 'signIn',
      idempotencyKey: 'refused',
      errors: ['FORBIDDEN'],
      docs: { summary: 'Sends the mail that verifies the address again.', example: {} },
    })
    .input(accountsContract.noInput.prefault({}))
    .output(accountsContract.acceptedOutput)
    .mutation(({ ctx }) => askVerification(ctx)),

  setRole: procedure
    .meta({
      rest: 'PUT /accounts/{accountId}/role',
      ...USER,
      rate: 'write',
      errors: ['FORBIDDEN', 'ACCOUNT_NOT_FOUND'],
      docs: {
        summary: 'Gives an account another role. For admins.',
        example: { accountId: 1, role: 'moderator' },
      },
    })
    .input(accountsContract.setRoleInput)
    .output(accountsContract.setRoleOutput)
    .mutation(({ ctx, input }) => setRole(ctx, input)),
} satisfies TRPCRouterRecord

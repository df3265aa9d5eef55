import {
  accountsContract,
  askPasswordReset,
  changePassword,
  resetPassword,
  verifyEmail,
} from '@loadout/core/accounts'
import type { TRPCRouterRecord } from '@trpc/server'
import { provenHere } from '../auth/with-session.ts'
import type { ProcedureMeta } from '../trpc/meta.ts'
import { procedure } from '../trpc.ts'

const ANYBODY = { auth: 'public', cache: 'private' } as const satisfies Partial<ProcedureMeta>
const USER = { auth: 'user', cache: 'private' } as const satisfies Partial<ProcedureMeta>
const TOKEN = '0'.repeat(64)

/** What proves who somebody is: passwords and addresses. */
export const passwordRouter = {
  changePassword: procedure
    .meta({
      rest: 'PUT /auth/password',
      ...USER,
      rate: 'signIn',
      idempotencyKey: 'refused',
      errors: ['FORBIDDEN', 'WRONG_CREDENTIALS', 'AUTH_BUSY'],
      docs: {
        summary: 'Another password. All other sessions end.',
        example: { password: 'seven wet otters', newPassword: 'eight dry badgers' },
      },
    })
    .input(accountsContract.changePasswordInput)
    .output(accountsContract.endedOutput)
    .mutation(({ ctx, input }) => provenHere(ctx, () => changePassword(ctx, input))),

  askPasswordReset: procedure
    .meta({
      rest: 'POST /auth/password/forgotten',
      ...ANYBODY,
      rate: 'signIn',
      idempotencyKey: 'refused',
      errors: [],
      docs: {
        summary: 'Mails a link to the address, if an account has it. The answer does not tell.',
        example: { email: 'ana@example.org' },
      },
    })
    .input(accountsContract.askResetInput)
    .output(accountsContract.acceptedOutput)
    .mutation(({ ctx, input }) => askPasswordReset(ctx, input)),

  resetPassword: procedure
    .meta({
      rest: 'POST /auth/password/reset',
      ...ANYBODY,
      rate: 'signIn',
      idempotencyKey: 'refused',
      errors: ['LINK_EXPIRED', 'AUTH_BUSY'],
      docs: {
        summary: 'Another password for who has the mail. All sessions end.',
        example: { token: TOKEN, newPassword: 'eight dry badgers' },
      },
    })
    .input(accountsContract.resetPasswordInput)
    .output(accountsContract.endedOutput)
    .mutation(({ ctx, input }) => resetPassword(ctx, input)),

  verifyEmail: procedure
    .meta({
      rest: 'POST /auth/verify-email',
      ...ANYBODY,
      rate: 'signIn',
      idempotencyKey: 'refused',
      errors: ['LINK_EXPIRED'],
      docs: {
        summary: 'Confirms the address that the mail was sent to.',
        example: { token: TOKEN },
      },
    })
    .input(accountsContract.verifyEmailInput)
    .output(accountsContract.acceptedOutput)
    .mutation(({ ctx, input }) => verifyEmail(ctx, input)),
} satisfies TRPCRouterRecord

import {
  accountsContract,
  confirmTotp,
  disableTotp,
  renewRecoveryCodes,
  setUpTotp,
} from '@loadout/core/accounts'
import type { TRPCRouterRecord } from '@trpc/server'
import { provenHere } from '../auth/with-session.ts'
import type { ProcedureMeta } from '../trpc/meta.ts'
import { procedure } from '../trpc.ts'

const USER = {
  auth: 'user',
  rate: 'signIn',
  idempotencyKey: 'refused',
  cache: 'private',
} as const satisfies Partial<ProcedureMeta>
const BOTH = { password: 'seven wet otters', code: '123456' }

/** The second factor. */
export const totpRouter = {
  setUpTotp: procedure
    .meta({
      rest: 'POST /auth/totp',
      ...USER,
      errors: ['FORBIDDEN', 'WRONG_CREDENTIALS', 'CONFLICT', 'AUTH_BUSY'],
      docs: {
        summary: 'A secret for an authenticator. It counts once `confirmTotp` has seen a code.',
        example: { password: 'seven wet otters' },
      },
    })
    .input(accountsContract.totpSetUpInput)
    .output(accountsContract.totpSetUpOutput)
    .mutation(({ ctx, input }) => provenHere(ctx, () => setUpTotp(ctx, input))),

  confirmTotp: procedure
    .meta({
      rest: 'POST /auth/totp/confirm',
      ...USER,
      errors: ['FORBIDDEN', 'WRONG_CODE', 'CONFLICT'],
      docs: { summary: 'From now on signing in takes a code.', example: { code: '123456' } },
    })
    .input(accountsContract.totpConfirmInput)
    .output(accountsContract.recoveryCodesOutput)
    .mutation(({ ctx, input }) => provenHere(ctx, () => confirmTotp(ctx, input))),

  disableTotp: procedure
    .meta({
      rest: 'POST /auth/totp/disable',
      ...USER,
      errors: ['FORBIDDEN', 'WRONG_CREDENTIALS', 'WRONG_CODE', 'CONFLICT', 'AUTH_BUSY'],
      docs: { summary: 'Signing in takes the password alone again.', example: BOTH },
    })
    .input(accountsContract.totpDisableInput)
    .output(accountsContract.acceptedOutput)
    .mutation(({ ctx, input }) => provenHere(ctx, () => disableTotp(ctx, input))),

  renewRecoveryCodes: procedure
    .meta({
      rest: 'POST /auth/totp/recovery-codes',
      ...USER,
      errors: ['FORBIDDEN', 'WRONG_CREDENTIALS', 'WRONG_CODE', 'CONFLICT', 'AUTH_BUSY'],
      docs: { summary: 'Ten new recovery codes in place of the old ones.', example: BOTH },
    })
    .input(accountsContract.recoveryCodesInput)
    .output(accountsContract.recoveryCodesOutput)
    .mutation(({ ctx, input }) => provenHere(ctx, () => renewRecoveryCodes(ctx, input))),
} satisfies TRPCRouterRecord

import { accountsContract, listAudit } from '@loadout/core/accounts'
import { exportAccount, personalContract } from '@loadout/core/personal'
import type { TRPCRouterRecord } from '@trpc/server'
import { eraseHere, provenHere } from '../auth/with-session.ts'
import type { ProcedureMeta } from '../trpc/meta.ts'
import { procedure } from '../trpc.ts'

const USER = { auth: 'user', cache: 'private' } as const satisfies Partial<ProcedureMeta>

/** What is kept of an account, and its end. */
export const accountDataRouter = {
  audit: procedure
    .meta({
      rest: 'GET /account/audit',
      ...USER,
      rate: 'read',
      errors: ['FORBIDDEN', 'BAD_CURSOR'],
      docs: { summary: 'What happened to the account of the caller, latest first.', example: {} },
    })
    .input(accountsContract.auditInput.prefault({}))
    .output(accountsContract.auditOutput)
    .query(({ ctx, input }) => listAudit(ctx, input)),

  export: procedure
    .meta({
      rest: 'GET /account/export',
      ...USER,
      rate: 'read',
      errors: ['FORBIDDEN', 'BAD_CURSOR'],
      docs: { summary: 'Everything that is stored about the account of the caller.', example: {} },
    })
    .input(personalContract.exportInput.prefault({}))
    .output(personalContract.exportOutput)
    .query(({ ctx, input }) => exportAccount(ctx, input)),

  erase: procedure
    .meta({
      rest: 'POST /account/erase',
      ...USER,
      rate: 'signIn',
      idempotencyKey: 'refused',
      errors: [
        'FORBIDDEN',
        'WRONG_CREDENTIALS',
        'SECOND_FACTOR_REQUIRED',
        'WRONG_CODE',
        'AUTH_BUSY',
      ],
      docs: {
        summary: 'Closes the account of the caller for good and erases what it wrote.',
        example: { password: 'seven wet otters' },
      },
    })
    .input(personalContract.eraseInput)
    .output(personalContract.eraseOutput)
    .mutation(({ ctx, input }) => provenHere(ctx, () => eraseHere(ctx, input))),
} satisfies TRPCRouterRecord

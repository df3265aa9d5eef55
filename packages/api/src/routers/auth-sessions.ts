import { accountsContract, listSessions, revokeSession } from '@loadout/core/accounts'
import type { TRPCRouterRecord } from '@trpc/server'
import { logoutEverywhereHere } from '../auth/with-session.ts'
import type { ProcedureMeta } from '../trpc/meta.ts'
import { procedure } from '../trpc.ts'

const USER = { auth: 'user', cache: 'private' } as const satisfies Partial<ProcedureMeta>

/** Where somebody is signed in, and an end of that. */
export const sessionsRouter = {
  logoutEverywhere: procedure
    .meta({
      rest: 'POST /auth/logout-everywhere',
      ...USER,
      rate: 'write',
      idempotencyKey: 'refused',
      errors: ['FORBIDDEN'],
      docs: { summary: 'Ends all sessions of the caller, this one included.', example: {} },
    })
    .input(accountsContract.noInput.prefault({}))
    .output(accountsContract.endedOutput)
    .mutation(({ ctx }) => logoutEverywhereHere(ctx)),

  sessions: procedure
    .meta({
      rest: 'GET /auth/sessions',
      ...USER,
      rate: 'read',
      errors: ['FORBIDDEN'],
      docs: { summary: 'Where the caller is signed in.', example: {} },
    })
    .input(accountsContract.noInput.prefault({}))
    .output(accountsContract.sessionsOutput)
    .query(({ ctx }) => listSessions(ctx)),

  revokeSession: procedure
    .meta({
      rest: 'DELETE /auth/sessions/{sessionId}',
      ...USER,
      rate: 'write',
      idempotencyKey: 'refused',
      errors: ['FORBIDDEN', 'SESSION_NOT_FOUND'],
      docs: {
        summary: 'Ends one session of the caller.',
        example: { sessionId: '00000000-0000-4000-8000-000000000000' },
      },
    })
    .input(accountsContract.revokeSessionInput)
    .output(accountsContract.endedOutput)
    .mutation(({ ctx, input }) => revokeSession(ctx, input)),
} satisfies TRPCRouterRecord

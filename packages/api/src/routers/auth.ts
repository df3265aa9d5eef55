import { accountsContract, listSessions, revokeSession } from '@loadout/core/accounts'
import type { TRPCRouterRecord } from '@trpc/server'
import {
  loginHere,
  logoutEverywhereHere,
  logoutHere,
  refreshHere,
  registerHere,
} from '../auth/with-session.ts'
import type { ProcedureMeta } from '../trpc/meta.ts'
import { procedure } from '../trpc.ts'
import { passwordRouter } from './auth-passwords.ts'
import { totpRouter } from './auth-totp.ts'

const ANYBODY = { auth: 'public', cache: 'private' } as const satisfies Partial<ProcedureMeta>
const USER = { auth: 'user', cache: 'private' } as const satisfies Partial<ProcedureMeta>

export const authRouter = {
  ...passwordRouter,
  ...totpRouter,

  register: procedure
    .meta({
      rest: 'POST /auth/register',
      ...ANYBODY,
      rate: 'signIn',
      errors: ['EMAIL_TAKEN', 'NAME_TAKEN', 'AUTH_BUSY'],
      docs: {
        summary: 'A new account, signed in. A guest keeps cart, votes and texts.',
        example: { email: 'ana@example.org', name: 'Ana', password: 'seven wet otters' },
      },
    })
    .input(accountsContract.registerInput)
    .output(accountsContract.signedInOutput)
    .mutation(({ ctx, input }) => registerHere(ctx, input)),

  login: procedure
    .meta({
      rest: 'POST /auth/login',
      ...ANYBODY,
      rate: 'signIn',
      errors: ['WRONG_CREDENTIALS', 'SECOND_FACTOR_REQUIRED', 'WRONG_CODE', 'AUTH_BUSY'],
      docs: {
        summary: 'A new session, by cookies or as tokens.',
        example: { email: 'ana@example.org', password: 'seven wet otters' },
      },
    })
    .input(accountsContract.loginInput)
    .output(accountsContract.signedInOutput)
    .mutation(({ ctx, input }) => loginHere(ctx, input)),

  refresh: procedure
    .meta({
      rest: 'POST /auth/refresh',
      ...ANYBODY,
      rate: 'write',
      errors: ['SESSION_ENDED'],
      docs: {
        summary: 'New tokens of a session. Call it alone: its cookie goes to this path only.',
        example: {},
      },
    })
    .input(accountsContract.refreshInput.prefault({}))
    .output(accountsContract.refreshOutput)
    .mutation(({ ctx, input }) => refreshHere(ctx, input)),

  logout: procedure
    .meta({
      rest: 'POST /auth/logout',
      ...ANYBODY,
      rate: 'write',
      errors: [],
      docs: {
        summary: 'Ends this session at once. Call it alone: its cookie goes to this path only.',
        example: {},
      },
    })
    .input(accountsContract.logoutInput.prefault({}))
    .output(accountsContract.endedOutput)
    .mutation(({ ctx, input }) => logoutHere(ctx, input)),

  logoutEverywhere: procedure
    .meta({
      rest: 'POST /auth/logout-everywhere',
      ...USER,
      rate: 'write',
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

import { accountsContract } from '@loadout/core/accounts'
import type { TRPCRouterRecord } from '@trpc/server'
import { loginHere, logoutHere, refreshHere, registerHere } from '../auth/with-session.ts'
import type { ProcedureMeta } from '../trpc/meta.ts'
import { procedure } from '../trpc.ts'
import { passwordRouter } from './auth-passwords.ts'
import { sessionsRouter } from './auth-sessions.ts'
import { totpRouter } from './auth-totp.ts'

/** Answers of all these are cookies, tokens, or the end of them. */
const ANYBODY = {
  auth: 'public',
  cache: 'private',
  idempotencyKey: 'refused',
} as const satisfies Partial<ProcedureMeta>

export const authRouter = {
  ...passwordRouter,
  ...totpRouter,
  ...sessionsRouter,

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
} satisfies TRPCRouterRecord

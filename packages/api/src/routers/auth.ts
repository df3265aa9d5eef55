import {
  accountsContract,
  askPasswordReset,
  changePassword,
  listSessions,
  resetPassword,
  revokeSession,
  verifyEmail,
} from '@loadout/core/accounts'
import type { TRPCRouterRecord } from '@trpc/server'
import {
  loginHere,
  logoutEverywhereHere,
  logoutHere,
  provenHere,
  refreshHere,
  registerHere,
} from '../auth/with-session.ts'
import type { ProcedureMeta } from '../trpc/meta.ts'
import { procedure } from '../trpc.ts'
import { totpRouter } from './auth-totp.ts'

const ANYBODY = { auth: 'public', cache: 'private' } as const satisfies Partial<ProcedureMeta>
const USER = { auth: 'user', cache: 'private' } as const satisfies Partial<ProcedureMeta>
const TOKEN = '0'.repeat(64)

export const authRouter = {
  ...totpRouter,

  register: procedure
    .meta({
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
      ...ANYBODY,
      rate: 'signIn',
      errors: ['WRONG_CREDENTIALS', 'SECOND_FACTOR_REQUIRED', 'WRONG_CODE', 'BANNED', 'AUTH_BUSY'],
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
      ...ANYBODY,
      rate: 'write',
      errors: ['SESSION_ENDED', 'BANNED'],
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

  changePassword: procedure
    .meta({
      ...USER,
      rate: 'signIn',
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
      ...ANYBODY,
      rate: 'signIn',
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
      ...ANYBODY,
      rate: 'signIn',
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
      ...ANYBODY,
      rate: 'signIn',
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

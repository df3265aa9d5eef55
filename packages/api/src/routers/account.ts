import {
  accountsContract,
  askVerification,
  createOwnKey,
  listAudit,
  listOwnKeys,
  profile,
  revokeOwnKey,
  setRole,
  startGuest,
  updateProfile,
} from '@loadout/core/accounts'
import { exportAccount, personalContract } from '@loadout/core/personal'
import type { TRPCRouterRecord } from '@trpc/server'
import { eraseHere, provenHere } from '../auth/with-session.ts'
import type { ProcedureMeta } from '../trpc/meta.ts'
import { procedure } from '../trpc.ts'

const USER = { auth: 'user', cache: 'private' } as const satisfies Partial<ProcedureMeta>

export const accountRouter = {
  guest: procedure
    .meta({
      auth: 'public',
      rate: 'guest',
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
      ...USER,
      rate: 'signIn',
      errors: ['FORBIDDEN'],
      docs: { summary: 'Sends the mail that verifies the address again.', example: {} },
    })
    .input(accountsContract.noInput.prefault({}))
    .output(accountsContract.acceptedOutput)
    .mutation(({ ctx }) => askVerification(ctx)),

  audit: procedure
    .meta({
      ...USER,
      rate: 'read',
      errors: ['FORBIDDEN', 'BAD_CURSOR'],
      docs: { summary: 'What happened to the account of the caller, latest first.', example: {} },
    })
    .input(accountsContract.auditInput.prefault({}))
    .output(accountsContract.auditOutput)
    .query(({ ctx, input }) => listAudit(ctx, input)),

  keys: procedure
    .meta({
      ...USER,
      rate: 'read',
      errors: ['FORBIDDEN'],
      docs: { summary: 'The API keys of the caller, without their secrets.', example: {} },
    })
    .input(accountsContract.noInput.prefault({}))
    .output(accountsContract.keysOutput)
    .query(({ ctx }) => listOwnKeys(ctx)),

  createKey: procedure
    .meta({
      ...USER,
      rate: 'write',
      errors: ['FORBIDDEN'],
      docs: {
        summary: 'A key for a machine, with scopes of the role of the caller.',
        example: { name: 'forum bot', scopes: ['moderation:write'] },
      },
    })
    .input(accountsContract.createKeyInput)
    .output(accountsContract.createKeyOutput)
    .mutation(({ ctx, input }) => createOwnKey(ctx, input)),

  revokeKey: procedure
    .meta({
      ...USER,
      rate: 'write',
      errors: ['FORBIDDEN', 'NOT_FOUND'],
      docs: {
        summary: 'Ends an API key of the caller for good.',
        example: { id: '0123456789abcdef' },
      },
    })
    .input(accountsContract.revokeKeyInput)
    .output(accountsContract.acceptedOutput)
    .mutation(({ ctx, input }) => revokeOwnKey(ctx, input)),

  export: procedure
    .meta({
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
      ...USER,
      rate: 'signIn',
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

  setRole: procedure
    .meta({
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

import { accountsContract, createOwnKey, listOwnKeys, revokeOwnKey } from '@loadout/core/accounts'
import type { TRPCRouterRecord } from '@trpc/server'
import type { ProcedureMeta } from '../trpc/meta.ts'
import { procedure } from '../trpc.ts'

const USER = { auth: 'user', cache: 'private' } as const satisfies Partial<ProcedureMeta>

/** API keys of an account. */
export const accountKeysRouter = {
  keys: procedure
    .meta({
      rest: 'GET /account/keys',
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
      rest: 'POST /account/keys',
      ...USER,
      rate: 'write',
      idempotencyKey: 'refused',
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
      rest: 'DELETE /account/keys/{id}',
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
} satisfies TRPCRouterRecord

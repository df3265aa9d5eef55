import { authenticateApiKey, createApiKey, listApiKeys, revokeApiKey } from '@loadout/core/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

describe('API keys', () => {
  it('let in with exactly their scopes', async () => {
    const { id, token } = await createApiKey(harness.ctx, {
      name: 'crawler',
      scopes: ['matches:write'],
    })
    expect(await authenticateApiKey(harness.ctx, token)).toEqual({
      kind: 'api-key',
      keyId: id,
      scopes: ['matches:write'],
    })
  })

  it('never store the secret', async () => {
    const { token } = await createApiKey(harness.ctx, { name: 'secret', scopes: [] })
    const secret = token.split('_')[2] ?? 'none'
    const rows = await harness.infra.db.selectFrom('api_key').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(secret)
    expect(JSON.stringify(await listApiKeys(harness.ctx))).not.toContain(secret)
  })

  it('refuse a wrong secret, an unknown id, a revoked and an expired key alike', async () => {
    const revoked = await createApiKey(harness.ctx, { name: 'revoked', scopes: [] })
    await revokeApiKey(harness.ctx, { id: revoked.id })
    const expired = await createApiKey(harness.ctx, {
      name: 'expired',
      scopes: [],
      expiresAt: new Date(Date.now() - 1),
    })
    const other = await createApiKey(harness.ctx, { name: 'other', scopes: [] })
    const tokens = [
      revoked.token,
      expired.token,
      `ldk_${other.id}_${'0'.repeat(64)}`,
      `ldk_${'0'.repeat(16)}_${'0'.repeat(64)}`,
      "ldk_' or 1=1 --",
    ]
    for (const token of tokens) {
      await expect(authenticateApiKey(harness.ctx, token)).rejects.toMatchObject({
        code: 'UNAUTHENTICATED',
      })
    }
  })

  it('are made, listed and revoked by the operator only', async () => {
    const ctx = {
      ...harness.ctx,
      actor: { kind: 'api-key', keyId: 'k', scopes: ['matches:write', 'ops:read'] },
    } as const
    await expect(createApiKey(ctx, { name: 'x', scopes: [] })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    await expect(listApiKeys(ctx)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(revokeApiKey(ctx, { id: 'x' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(revokeApiKey(harness.ctx, { id: 'x' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})

import type { Ctx } from '@loadout/core'
import { authenticateApiKey, createApiKey, listApiKeys, revokeApiKey } from '@loadout/core/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'

const START = Date.parse('2026-04-01T00:00:00Z')

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

/** The same installation so many seconds after the start. */
const after = (seconds: number): Ctx => ({
  ...harness.ctx,
  clock: { now: () => new Date(START + seconds * 1_000) },
})

const make = (more: { name?: string; expiresAt?: Date } = {}) =>
  createApiKey(harness.ctx, { name: 'test', scopes: ['ops:read'], ...more })

const listed = async (id: string) => (await listApiKeys(harness.ctx)).find((key) => key.id === id)

describe('the last use of a key', () => {
  it('is remembered, at most once a minute', async () => {
    const { id, token } = await make()
    expect((await listed(id))?.last_used_at).toBeNull()
    const uses = async (...seconds: number[]) => {
      for (const second of seconds) await authenticateApiKey(after(second), token)
      return ((await listed(id))?.last_used_at?.getTime() ?? 0) - START
    }
    expect(await uses(10)).toBe(10_000)
    expect(await uses(11, 40, 70)).toBe(10_000)
    expect(await uses(71)).toBe(71_000)
  })

  it('is not moved by somebody who only knows the id', async () => {
    const { id } = await make()
    const guess = `ldk_${id}_${'0'.repeat(64)}`
    await expect(authenticateApiKey(after(0), guess)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    })
    expect((await listed(id))?.last_used_at).toBeNull()
  })
})

describe('the end of a key', () => {
  it('comes at its very moment, by the clock of the installation', async () => {
    const { token } = await make({ expiresAt: new Date(START + 60_000) })
    await expect(authenticateApiKey(after(59.999), token)).resolves.toBeDefined()
    await expect(authenticateApiKey(after(60), token)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    })
  })

  it('is the first time it was revoked, however often that is asked for', async () => {
    const { id } = await make()
    await revokeApiKey(after(5), { id })
    await revokeApiKey(after(500), { id })
    expect((await listed(id))?.revoked_at).toEqual(new Date(START + 5_000))
  })

  it('looks the same from outside whatever the reason', async () => {
    const expired = await make({ expiresAt: new Date(START) })
    const revoked = await make()
    await revokeApiKey(harness.ctx, { id: revoked.id })
    const answers = await Promise.all(
      [expired.token, revoked.token, 'nonsense'].map((token) =>
        authenticateApiKey(after(1), token).catch(({ code, message }) => ({ code, message })),
      ),
    )
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  })
})

describe('scopes', () => {
  it('that this version does not know grant nothing', async () => {
    const { id, token } = await make()
    await harness.infra.db
      .updateTable('api_key')
      .set({ scopes: ['everything', 'ops:read'] })
      .where('id', '=', id)
      .execute()
    expect(await authenticateApiKey(after(0), token)).toMatchObject({ scopes: ['ops:read'] })
  })
})

describe('tokens', () => {
  it('are never the same twice, nor told again', async () => {
    const made = await Promise.all(Array.from({ length: 20 }, () => make({ name: 'many' })))
    expect(new Set(made.map(({ id }) => id)).size).toBe(20)
    expect(new Set(made.map(({ token }) => token.split('_')[2])).size).toBe(20)
    for (const key of await listApiKeys(harness.ctx)) {
      expect(Object.keys(key)).not.toContain('secret_hash')
    }
  })
})

import { ANONYMOUS } from '@loadout/core'
import { createApiKey, revokeApiKey } from '@loadout/core/accounts'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAuthenticate } from '../src/auth/authenticate.ts'
import { createFailureLimit } from '../src/http/rate-limits.ts'

const ADDRESS = '192.0.2.1'

describe('authenticate', () => {
  let infra: TestInfra
  const system = { kind: 'system', name: 'test' } as const

  beforeAll(async () => {
    infra = await createTestInfra({ profile: 'api' })
  })
  afterAll(() => infra.close())

  const create = (failures = 100) =>
    createAuthenticate(infra, createFailureLimit({ failures, seconds: 60 }))
  const newKey = () =>
    createApiKey({ ...infra, actor: system }, { name: 'test', scopes: ['matches:write'] })

  it('takes no header for anonymous', async () => {
    expect(await create().header(undefined, ADDRESS)).toBe(ANONYMOUS)
  })

  it('finds the key behind a token', async () => {
    const { id, token } = await newKey()
    const expected = { kind: 'api-key', keyId: id, scopes: ['matches:write'] }
    expect(await create().header(`Bearer ${token}`, ADDRESS)).toMatchObject(expected)
    expect(await create().header(`bearer  ${token} `, ADDRESS)).toMatchObject(expected)
  })

  it.each([
    '',
    'Bearer',
    'Bearer ',
    'Bearer a b',
    'Basic YTpi',
    'Bearer ldk_',
    'Bearer ldk_x_y',
    `Bearer ${'x'.repeat(5_000)}`,
    'Bearer \u0000',
  ])('refuses %j', async (header) => {
    await expect(create().header(header, ADDRESS)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    })
  })

  it('refuses a token with one letter changed', async () => {
    const { token } = await newKey()
    const last = token.endsWith('A') ? 'B' : 'A'
    await expect(
      create().header(`Bearer ${token.slice(0, -1)}${last}`, ADDRESS),
    ).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    })
  })

  it('forgets a key within a second of its revocation', async () => {
    const { id, token } = await newKey()
    let now = Date.now()
    const clock = { now: () => new Date(now) }
    const limit = createFailureLimit({ failures: 100, seconds: 60 })
    const authenticate = createAuthenticate({ ...infra, clock }, limit)
    await authenticate.header(`Bearer ${token}`, ADDRESS)
    await revokeApiKey({ ...infra, actor: system }, { id })
    now += 1_000
    await expect(authenticate.header(`Bearer ${token}`, ADDRESS)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    })
  })

  it('asks the database nothing for an address that only guesses', async () => {
    const authenticate = create(3)
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await expect(authenticate.header('Bearer ldk_x_y', ADDRESS)).rejects.toMatchObject({
        code: 'UNAUTHENTICATED',
      })
    }
    const { token } = await newKey()
    await expect(authenticate.header(`Bearer ${token}`, ADDRESS)).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      retryAfterSeconds: expect.any(Number),
    })
    expect(await authenticate.header(`Bearer ${token}`, '192.0.2.2')).toMatchObject({
      kind: 'api-key',
    })
  })
})

import { ANONYMOUS } from '@loadout/core'
import { createUser, type Grant, login, logout } from '@loadout/core/accounts'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createAuthenticate } from '../src/auth/authenticate.ts'
import { createAttempts, createFailureLimit } from '../src/http/rate-limits.ts'

const PASSWORD = 'seven wet otters'
const EMAILS = ['ana@example.org', 'bo@example.org', 'cy@example.org']
const LATER_MS = 1_000

describe('authenticate, access tokens', () => {
  let infra: TestInfra
  let now: number

  beforeAll(async () => {
    infra = await createTestInfra({ profile: 'api' })
    const operator = { ...infra, actor: { kind: 'system', name: 'test' } } as const
    for (const email of EMAILS) {
      const name = email.split('@', 1)[0] ?? ''
      await createUser(operator, {
        email,
        name: `${name} ${name}`,
        password: PASSWORD,
        role: 'user',
      })
    }
  })
  afterAll(() => infra.close())
  beforeEach(() => {
    now = Date.now()
  })

  async function signIn(email = EMAILS[0] ?? ''): Promise<Grant> {
    const client = { userAgent: null, network: null }
    const { grant } = await login(
      { ...infra, actor: ANONYMOUS },
      { email, password: PASSWORD },
      { client, attempts: createAttempts(infra.secret) },
    )
    return grant
  }
  function start() {
    const clock = { now: () => new Date(now) }
    let verifications = 0
    const keyRing = {
      ...infra.keyRing,
      async verifying(kid: string) {
        verifications += 1
        return infra.keyRing.verifying(kid)
      },
    }
    const limit = createFailureLimit({ failures: 100, seconds: 60 })
    const authenticate = createAuthenticate({ ...infra, clock, keyRing }, limit)
    return { authenticate, verifications: () => verifications }
  }

  it('says whose they are, however many come at once', async () => {
    const grants = await Promise.all(EMAILS.map((email) => signIn(email)))
    const { authenticate } = start()
    const actors = await Promise.all(grants.map((grant) => authenticate.token(grant.accessToken)))
    expect(actors.map((actor) => actor.kind === 'account' && actor.sessionId)).toEqual(
      grants.map(({ sessionId }) => sessionId),
    )
    expect(new Set(actors.map((actor) => actor.kind === 'account' && actor.accountId)).size).toBe(3)
  })

  it('refuses one among many that is over, and none of the others', async () => {
    const [over, good] = await Promise.all([signIn(), signIn()])
    await logout({ ...infra, actor: ANONYMOUS }, over?.refreshToken ?? '')
    const { authenticate } = start()
    const results = await Promise.allSettled(
      [over, good].map((grant) => authenticate.token(grant?.accessToken ?? '')),
    )
    expect(results).toMatchObject([
      { status: 'rejected', reason: { code: 'UNAUTHENTICATED' } },
      { status: 'fulfilled', value: { sessionId: good?.sessionId } },
    ])
  })

  it('looks at a signature once, and at the session each second', async () => {
    const grant = await signIn()
    const { authenticate, verifications } = start()
    await authenticate.token(grant.accessToken)
    now += LATER_MS
    await authenticate.token(grant.accessToken)
    expect(verifications()).toBe(1)
    await logout({ ...infra, actor: ANONYMOUS }, grant.refreshToken)
    now += LATER_MS
    await expect(authenticate.token(grant.accessToken)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    })
    expect(verifications()).toBe(1)
  })

  it('looks at a signature again half a minute later', async () => {
    const grant = await signIn()
    const { authenticate, verifications } = start()
    await authenticate.token(grant.accessToken)
    now += 30_000
    await authenticate.token(grant.accessToken)
    expect(verifications()).toBe(2)
  })

  it('refuses a token that has expired since its signature was looked at', async () => {
    const grant = await signIn()
    const { authenticate, verifications } = start()
    now += grant.expiresIn * 1_000
    await authenticate.token(grant.accessToken)
    // What clocks may differ by.
    now += 6_000
    await expect(authenticate.token(grant.accessToken)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    })
    expect(verifications()).toBe(1)
  })

  it('remembers no signature that was wrong', async () => {
    const { accessToken } = await signIn()
    const { authenticate, verifications } = start()
    const forged = accessToken.replace(/.{8}$/, (end) =>
      end === 'AAAAAAAA' ? 'BBBBBBBB' : 'AAAAAAAA',
    )
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      await expect(authenticate.token(forged)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
      expect(verifications()).toBe(attempt)
    }
    expect(await authenticate.token(accessToken)).toMatchObject({ kind: 'account' })
  })
})

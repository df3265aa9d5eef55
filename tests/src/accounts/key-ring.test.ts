import { createHash } from 'node:crypto'
import type { Ctx, Log, ServerSecret } from '@loadout/core'
import {
  authenticateSession,
  createKeyRing,
  type KeyRing,
  refreshSession,
  rotateKeys,
  signingKeys,
} from '@loadout/core/accounts'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addUser, letPass, quickPasswords, signIn, type User } from './signing-in.ts'

let infra: TestInfra
let user: User
beforeAll(async () => {
  infra = await createTestInfra({ env: { TOKEN_ALGORITHM: 'ES256' } })
  user = await addUser(contextWith(infra.keyRing))
})
afterAll(() => infra.close())
beforeEach(async () => {
  await infra.db.deleteFrom('signing_key').execute()
})

/** A ring with a clock of its own, and what it asked the database. */
function ring(options: { readonly secret?: ServerSecret; readonly log?: Log } = {}) {
  let time = 1_000_000
  let reads = 0
  let isAway = false
  const db = infra.db.withPlugin({
    transformQuery({ node }) {
      if (JSON.stringify(node).includes('signing_key')) {
        reads += 1
        if (isAway) throw new Error('the database is away')
      }
      return node
    },
    transformResult: async ({ result }) => result,
  })
  const { secret, log } = infra
  const made = createKeyRing({
    ...{ db, secret, log, algorithm: 'ES256', now: () => time },
    ...options,
  })
  return {
    ...made,
    reads: () => reads,
    wait(seconds: number) {
      time += seconds * 1_000
    },
    goAway(away: boolean) {
      isAway = away
    },
  }
}

const secretOf = (seed: string): ServerSecret => ({
  key: (purpose) => new Uint8Array(createHash('sha256').update(`${seed}.${purpose}`).digest()),
  mac: (purpose, data) =>
    new Uint8Array(createHash('sha256').update(`${seed}.${purpose}`).update(data).digest()),
})

function contextWith(keyRing: KeyRing, secret = infra.secret): Ctx {
  const services = { ...infra, passwords: quickPasswords(), keyRing, secret }
  return { ...services, actor: { kind: 'system', name: 'test' } }
}
const rotate = (keyRing: KeyRing) => rotateKeys(contextWith(keyRing), { algorithm: 'ES256' })
const tokenBy = async (keyRing: KeyRing) => (await signIn(contextWith(keyRing), user)).accessToken
const verify = (keyRing: KeyRing, token: string) => authenticateSession(contextWith(keyRing), token)
const unauthenticated = { code: 'UNAUTHENTICATED' }
const states = async () =>
  (await infra.db.selectFrom('signing_key').select('state').execute())
    .map(({ state }) => state)
    .toSorted()
/** Makes keys older than they are. */
const age = (seconds: number) =>
  sql`update signing_key set state_since = state_since - make_interval(secs => ${seconds})`.execute(
    infra.db,
  )

describe('the first keys', () => {
  it('are made once, however many processes need them at once', async () => {
    const rings = Array.from({ length: 5 }, () => ring())
    const kids = await Promise.all(rings.map(async ({ signing }) => (await signing()).kid))
    expect(new Set(kids).size).toBe(1)
    expect(await states()).toEqual(['active', 'next'])
  })

  it('are kept sealed: who reads the database cannot sign', async () => {
    await ring().signing()
    const rows = await infra.db.selectFrom('signing_key').selectAll().execute()
    for (const row of rows) {
      expect(row.public_jwk).not.toHaveProperty('d')
      expect(row.private_jwe.split('.')).toHaveLength(5)
    }
  })

  it('are published without their private half, the next one too', async () => {
    const one = ring()
    const { kid } = await one.signing()
    const published = await one.published()
    expect(published).toHaveLength(2)
    expect(published.map((key) => key.kid)).toContain(kid)
    for (const key of published) {
      expect(Object.keys(key).toSorted()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'])
    }
  })

  it.each(['RS256', 'ES256'] as const)('sign with %s', async (algorithm) => {
    const { db, secret, log } = infra
    const keyRing = createKeyRing({ db, secret, log, algorithm })
    const token = await tokenBy(keyRing)
    const header = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString())
    expect(header).toEqual({ alg: algorithm, typ: 'at+jwt', kid: expect.any(String) })
    await expect(verify(ring(), token)).resolves.toMatchObject({ kind: 'account' })
  })
})

describe('rotation', () => {
  it('leaves every token good, of all keys, in every process', async () => {
    const [one, two] = [ring(), ring()]
    const tokens = [await tokenBy(one)]
    await two.signing()
    for (let n = 0; n < 3; n += 1) {
      await rotate(one)
      one.wait(31)
      tokens.push(await tokenBy(one))
      for (const token of tokens) {
        await expect(verify(one, token)).resolves.toBeDefined()
        two.wait(2)
        await expect(verify(two, token)).resolves.toBeDefined()
        await expect(verify(ring(), token)).resolves.toBeDefined()
      }
    }
    const kids = tokens.map((token) => token.split('.', 1)[0])
    expect(new Set(kids).size).toBe(4)
    expect(await states()).toEqual(['active', 'next', 'retiring', 'retiring', 'retiring'])
  })

  it('is not yet known to a ring that has just read: what that one signs is good all the same', async () => {
    const [one, late] = [ring(), ring()]
    const { kid } = await late.signing()
    await rotate(one)
    expect((await late.signing()).kid).toBe(kid)
    const token = await tokenBy(late)
    one.wait(31)
    await expect(verify(one, token)).resolves.toBeDefined()
    late.wait(31)
    expect((await late.signing()).kid).not.toBe(kid)
  })

  it('makes the next key the active one: it was published before', async () => {
    const one = ring()
    await one.signing()
    const before = (await one.published()).map((key) => key.kid)
    await rotate(one)
    one.wait(31)
    expect(before).toContain((await one.signing()).kid)
  })

  it('forgets a key once its last token has expired, without another rotation', async () => {
    const one = ring()
    const token = await tokenBy(one)
    await rotate(one)
    await age(3_000)
    await expect(verify(ring(), token)).resolves.toBeDefined()
    await age(1_000)
    const fresh = ring()
    await expect(verify(fresh, token)).rejects.toMatchObject(unauthenticated)
    expect(await fresh.published()).toHaveLength(2)
    expect(await rotate(ring())).toEqual({ retired: 1 })
  })

  it('is one rotation each, however many are asked for at once', async () => {
    const one = ring()
    await one.signing()
    await Promise.all([rotate(one), rotate(ring()), rotate(ring())])
    expect(await states()).toEqual(['active', 'next', 'retiring', 'retiring', 'retiring'])
  })

  it('may change the algorithm, and tokens of both are good', async () => {
    const one = ring()
    const token = await tokenBy(one)
    for (let n = 0; n < 2; n += 1) await rotateKeys(contextWith(one), { algorithm: 'RS256' })
    one.wait(31)
    const other = await tokenBy(one)
    expect(JSON.parse(Buffer.from(other.split('.')[0] ?? '', 'base64url').toString()).alg).toBe(
      'RS256',
    )
    for (const each of [token, other]) await expect(verify(one, each)).resolves.toBeDefined()
  })

  it('is for the operator, who sees nothing of the private half', async () => {
    const ctx = contextWith(ring())
    for (const actor of [
      { kind: 'anonymous' },
      { kind: 'account', accountId: 1, role: 'admin' },
      { kind: 'api-key', keyId: 'k', scopes: ['ops:write'] },
    ] satisfies Ctx['actor'][]) {
      await expect(rotateKeys({ ...ctx, actor }, { algorithm: 'ES256' })).rejects.toMatchObject({
        code: 'FORBIDDEN',
      })
      await expect(signingKeys({ ...ctx, actor })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
    await ctx.keyRing.signing()
    const [key] = await signingKeys(ctx)
    expect(Object.keys(key ?? {}).toSorted()).toEqual([
      ...['algorithm', 'created_at', 'kid', 'state', 'state_since'],
    ])
  })
})

describe('a key that is not known', () => {
  it('has the keys read again, but not more than once a second', async () => {
    const one = ring()
    await one.signing()
    const before = one.reads()
    one.wait(0.5)
    for (let n = 0; n < 50; n += 1) expect(await one.verifying(`none-${n}`)).toBeNull()
    expect(one.reads() - before).toBe(0)
    one.wait(0.5)
    const all = Array.from({ length: 50 }, (_, n) => one.verifying(`none-${n}`))
    expect(await Promise.all(all)).toEqual(all.map(() => null))
    expect(one.reads() - before).toBe(1)
    await one.verifying('none')
    expect(one.reads() - before).toBe(1)
  })

  it('is known to those who ask while the keys are being read', async () => {
    const [one, late] = [ring(), ring()]
    await late.signing()
    await rotate(one)
    await rotate(one)
    one.wait(31)
    const { kid } = await one.signing()
    late.wait(2)
    const found = await Promise.all(Array.from({ length: 5 }, () => late.verifying(kid)))
    expect(found.every((key) => key !== null)).toBe(true)
  })
})

describe('while the database is away', () => {
  it('keys that are known go on, and it is not asked by everybody', async () => {
    const warnings: string[] = []
    const log: Log = { ...infra.log, warn: (message) => warnings.push(message) }
    const one = ring({ log })
    const { kid } = await one.signing()
    one.goAway(true)
    one.wait(31)
    const before = one.reads()
    for (let n = 0; n < 20; n += 1) {
      expect((await one.signing()).kid).toBe(kid)
      expect(await one.verifying(kid)).not.toBeNull()
      expect(await one.verifying('unknown')).toBeNull()
    }
    expect(one.reads() - before).toBe(1)
    expect(warnings).toHaveLength(1)
    one.goAway(false)
    one.wait(2)
    await rotate(ring())
    await one.verifying('unknown')
    expect((await one.signing()).kid).not.toBe(kid)
  })

  it('a process that has read none says so, and asks again next time', async () => {
    const one = ring()
    one.goAway(true)
    await expect(one.signing()).rejects.toThrow('away')
    one.goAway(false)
    await expect(one.signing()).resolves.toBeDefined()
  })

  it('it is not the token’s fault', async () => {
    const token = await tokenBy(ring())
    const one = ring()
    one.goAway(true)
    await expect(verify(one, token)).rejects.toThrow('away')
  })
})

describe('another secret', () => {
  it('makes new keys, and trusts nothing that the old one kept', async () => {
    const grant = await signIn(contextWith(ring()), user)
    const secret = secretOf('another')
    const other = ring({ secret })
    const kids = await Promise.all([other.signing(), ring({ secret }).signing()])
    expect(new Set(kids.map(({ kid }) => kid)).size).toBe(1)
    expect(await states()).toEqual(['active', 'next'])
    await expect(verify(other, grant.accessToken)).rejects.toMatchObject(unauthenticated)
    await expect(
      refreshSession(contextWith(other, secret), grant.refreshToken),
    ).rejects.toMatchObject({ code: 'SESSION_ENDED' })
    await expect(verify(other, await tokenBy(other))).resolves.toBeDefined()
  })

  it('says so in the log', async () => {
    await ring().signing()
    const warnings: string[] = []
    const log: Log = { ...infra.log, warn: (message) => warnings.push(message) }
    await ring({ secret: secretOf('another'), log }).signing()
    expect(warnings).toEqual([expect.stringContaining('SESSION_SECRET')])
  })
})

describe('an access token', () => {
  it('goes on while the session does, whatever is done to the keys', async () => {
    const one = ring()
    const first = await signIn(contextWith(one), user)
    await rotate(one)
    one.wait(31)
    await letPass(infra, first.sessionId, 60_000)
    const second = await refreshSession(contextWith(one), first.refreshToken)
    for (const { accessToken } of [first, second]) {
      await expect(verify(one, accessToken)).resolves.toBeDefined()
    }
  })
})

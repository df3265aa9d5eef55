import type { Services } from '@loadout/core'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../src/app.ts'
import { json, leaks, type TrpcErrorAnswer } from './fixtures.ts'
import { type Forge, openForge, otherHalf, rebuilt } from './forged-tokens.ts'
import { ALGORITHMS, CLAIMS, type Forgeries, HEADERS, PAYLOADS, TEXTS } from './forgeries.ts'
import { bearer, person } from './people.ts'
import { accessToken, signerOf } from './signed-tokens.ts'
import { testDeps } from './test-app.ts'

let infra: TestInfra
let services: Services
let forge: Forge
let app: ReturnType<typeof createApp>
beforeAll(async () => {
  infra = await createTestInfra({ profile: 'api' })
  ;({ forge, services } = await openForge(infra))
  app = createApp(testDeps({ ...infra, ...services }))
  const product = { kind: 'game', name: 'A game', slug: 'a-game', price: 1 } as const
  const { id } = await infra.db
    .insertInto('product')
    .values(product)
    .returning('id')
    .executeTakeFirstOrThrow()
  const wish = { account_id: forge.me.accountId, product_id: id }
  await infra.db.insertInto('wishlist_item').values(wish).execute()
})
afterAll(() => infra.close())

const get = async (path: string, headers: Readonly<Record<string, string>>) =>
  await app.request(`/trpc/${path}`, { headers })
const cookie = (token: string) => ({ cookie: `other=1; ld_at=${token}` })

/** Its status and, where it fails, its code; nothing in it that only the log may know. */
async function outcome(response: Response) {
  const text = await response.text()
  expect(leaks(text)).toEqual([])
  const answer: Partial<TrpcErrorAnswer> = JSON.parse(text)
  return [response.status, answer.error?.data.appCode ?? 'OK']
}

/** Whose wishlist they see: mine has one product. */
async function wishes(response: Response): Promise<number> {
  const { result } = await json<{ result: { data: { items: unknown[] } } }>(response)
  return result.data.items.length
}

const idOf = async (response: Response) =>
  (await json<{ result: { data: { id: number } } }>(response)).result.data.id

describe('a good token', () => {
  it('is taken as a header and as a cookie', async () => {
    for (const headers of [bearer(await forge.token()), cookie(await forge.token())]) {
      expect(await idOf(await get('account.me', headers))).toBe(forge.me.accountId)
      expect(await wishes(await get('wishlist.get', headers))).toBe(1)
    }
  })

  it('is what the product makes itself, but for the names of sessions and times', async () => {
    const { keyRing } = services
    const { kid, algorithm, key } = await keyRing.signing()
    const same = await forge.token({ header: { alg: algorithm, kid }, sign: signerOf(key) })
    const fields = (token: string) =>
      token
        .split('.')
        .slice(0, 2)
        .map((part) => Object.keys(JSON.parse(Buffer.from(part, 'base64url').toString())).sort())
    expect(fields(same)).toEqual(fields(await signedIn()))
  })

  it('is taken with every key that is published, and no other', async () => {
    const { es, rs, open, retired, publicKeys } = forge
    const kids = publicKeys.map(({ kid }) => kid)
    expect(kids).toEqual(expect.arrayContaining([es.kid, rs.kid, open.kid]))
    expect(kids).not.toContain(retired.kid)
    const header = { alg: 'RS256', kid: rs.kid }
    const old = await forge.token({ header, sign: signerOf(rs.key) })
    expect(await idOf(await get('account.me', bearer(old)))).toBe(forge.me.accountId)
  })
})

/** A token as signing up gives it. */
async function signedIn(): Promise<string> {
  const response = await app.request('/trpc/auth.register', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ email: 'ana@example.org', name: 'Ana', password: 'seven wet otters', tokens: true },
    }),
  })
  const { result } = await json<{ result: { data: { tokens: { accessToken: string } } } }>(response)
  return result.data.tokens.accessToken
}

const TABLES: Readonly<Record<string, Forgeries>> = {
  algorithms: ALGORITHMS,
  headers: HEADERS,
  claims: CLAIMS,
  payloads: PAYLOADS,
  texts: TEXTS,
}

describe.each(Object.entries(TABLES))('forged by its %s', (_, forgeries) => {
  it.each(Object.entries(forgeries))('%s', async (_what, make) => {
    const token = await make(forge)
    expect(await outcome(await get('account.me', bearer(token)))).toEqual([401, 'UNAUTHENTICATED'])
    // A cookie that is no good makes its sender anonymous: what is public stays so.
    expect(await outcome(await get('account.me', cookie(token)))).toEqual([401, 'UNAUTHENTICATED'])
    expect(await wishes(await get('wishlist.get', cookie(token)))).toBe(0)
  })
})

describe('what a token says', () => {
  it('gives nobody a role', async () => {
    const token = await forge.token({ claims: { role: 'admin' } })
    expect(await outcome(await get('ops.health', bearer(token)))).toEqual([403, 'FORBIDDEN'])
    expect(await idOf(await get('account.me', bearer(token)))).toBe(forge.me.accountId)
  })

  it('takes no role from an admin', async () => {
    const admin = await person(services, { role: 'admin' })
    const token = await accessToken(services, admin)
    expect((await get('ops.health', bearer(token))).status).toBe(200)
  })
})

describe('another spelling of a good token', () => {
  const spellings: Forgeries = {
    'the other half of the signature': async (f) => otherHalf(await f.token()),
    'bits that no byte has': async (f) =>
      rebuilt(await f.token(), ({ header, payload, signature }) => {
        const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
        const last = letters[letters.indexOf(signature.slice(-1)) | 1]
        return `${header}.${payload}.${signature.slice(0, -1)}${last}`
      }),
  }

  it.each(Object.entries(spellings))(
    '%s: is the same session and ends with it',
    async (_, make) => {
      const me = await person(services)
      const claims = { sub: String(me.accountId), sid: me.sessionId }
      const of = { ...forge, token: () => forge.token({ claims }) }
      const twin = await make(of)
      const answers = [
        await get('account.me', bearer(twin)),
        await get('auth.sessions', bearer(twin)),
      ]
      expect(answers.map(({ status }) => status)).toEqual([200, 200])
      const { result } = await json<{ result: { data: { items: { id: string }[] } } }>(
        answers[1] ?? new Response(),
      )
      expect(result.data.items.map(({ id }) => id)).toEqual([me.sessionId])
      await infra.db
        .updateTable('session')
        .set({ ended_at: new Date(), end_reason: 'signed-out' })
        .where('id', '=', me.sessionId)
        .execute()
      const later = createApp(testDeps({ ...infra, ...services }))
      const response = await later.request('/trpc/account.me', { headers: bearer(twin) })
      expect(await outcome(response)).toEqual([401, 'UNAUTHENTICATED'])
    },
  )
})

import { SCOPES } from '@loadout/core'
import { createTestInfra, type TestInfra, tableState } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../src/app.ts'
import type { Headers } from './callers.ts'
import { callAll, callOne, type Outcome, PROCEDURES, type Procedure, validInput } from './calls.ts'
import { bearer, keyWith, person } from './people.ts'
import { aimed, ownerOf, targetsOf } from './possessions.ts'
import { testDeps } from './test-app.ts'

let infra: TestInfra
let app: ReturnType<typeof createApp>

/** The one that the inputs are about. */
const productId = 1
beforeAll(async () => {
  // With one connection whatever asks for another one within the transaction of a write waits in vain.
  infra = await createTestInfra({ env: { TOKEN_ALGORITHM: 'ES256', PG_POOL_SIZE: '1' } })
  app = createApp(testDeps(infra, { requestBudgetMs: 20_000 }))
  const game = { kind: 'game', price: 1 } as const
  await infra.db
    .insertInto('product')
    .values([1, 2, 3].map((id) => ({ ...game, id, name: `Game ${id}`, slug: `game-${id}` })))
    .execute()
  const style = { id: 1, product_id: productId, name: 'Black', original_price: 1 }
  await infra.db.insertInto('style').values(style).execute()
  await infra.db.insertInto('sku').values({ id: 1, style_id: 1, size: 'S', quantity: 99 }).execute()
})
afterAll(() => infra.close())

const keyed = (headers: Headers, key: string): Headers => ({ ...headers, 'idempotency-key': key })

const POST = { title: 'Patch 11.8', content: 'It is out.' }
const posts = async (accountId: number) => {
  const rows = await infra.db
    .selectFrom('post')
    .select('id')
    .where('account_id', '=', accountId)
    .execute()
  return rows.length
}
const create = (headers: Headers, input: object = POST) =>
  callOne(app, 'posts.create', input, headers)

const WRITES = PROCEDURES.filter(({ type }) => type === 'mutation')
const refuses = ({ meta }: Procedure) => meta?.idempotencyKey === 'refused'
const isForPeople = ({ meta }: Procedure) => ['public', 'guest', 'user'].includes(meta?.auth ?? '')
/** Those that hide products come last. */
const TAKING = WRITES.filter((one) => !refuses(one))
  .toSorted((a, b) => Number(isForPeople(b)) - Number(isForPeople(a)))
  .map((one) => [one.path, one] as const)
const REFUSING = WRITES.filter(refuses).map((one) => [one.path, one] as const)

/** Their inputs name what no account owns. */
const ABOUT_STAFF = [
  ...['catalog.save', 'catalog.curateRelated', 'stock.release', 'stock.take'],
  ...['moderation.undo', 'moderation.lift'],
]

/** Refused here, whatever the key: what they need is not there. */
const UNTRIED = [
  ...['players.consent', 'imports.start', 'crawler.start', 'crawler.stop'],
  ...['stock.reserve', 'stock.release', 'stock.take', 'moderation.undo', 'moderation.lift'],
  ...['account.setRole', 'cart.merge', 'questions.answerAsStaff', 'questions.acceptAsStaff'],
]

/** What a valid input needs besides, to be about what is there. */
const BESIDES: Readonly<Record<string, object>> = {
  'reviews.create': { body: 'Fine, all in all. '.repeat(4), characteristics: [] },
}

/** Who may do it, and to what: something of their own where it is for owners, of another where it is for others. */
async function attempts(procedure: Procedure) {
  const someone = await person(infra)
  const input = { ...Object(validInput(procedure)), productId, ...BESIDES[procedure.path] }
  const fits = procedure.input?.safeParse(input).success === true
  const plain = fits ? input : validInput(procedure)
  const { example } = procedure.meta?.docs ?? {}
  const headers = isForPeople(procedure) ? bearer(someone.token) : await keyWith(infra, SCOPES)
  const found = [
    { input: plain, headers },
    { input: example, headers },
  ]
  for (const target of ABOUT_STAFF.includes(procedure.path) ? [] : targetsOf(procedure)) {
    const { owner, id } = await ownerOf(infra, target.kind, productId)
    const about = aimed(plain, target, id)
    found.push({ input: about, headers }, { input: about, headers: bearer(owner.token) })
  }
  return found
}

describe('a write that comes twice with one Idempotency-Key', () => {
  const done = new Set<string>()

  it.each(TAKING)('changes nothing and is answered alike: %s', async (path, procedure) => {
    for (const { input, headers } of await attempts(procedure)) {
      const key = crypto.randomUUID()
      const first = await callOne(app, path, input, keyed(headers, key))
      expect(['UNAVAILABLE', 'TIMEOUT', 'INTERNAL']).not.toContain(first.code)
      if (first.code !== 'OK') continue
      done.add(path)
      const before = await tableState(infra.db)
      expect(await callOne(app, path, input, keyed(headers, key))).toEqual(first)
      expect(await tableState(infra.db)).toEqual(before)
      return
    }
  })

  it('was tried of all but a few', () => {
    const untried = TAKING.map(([path]) => path).filter((path) => !done.has(path))
    expect(new Set(untried).difference(new Set(UNTRIED))).toEqual(new Set())
  })

  it.each(REFUSING)(
    'is refused where its answer is not to be kept: %s',
    async (path, procedure) => {
      const who = isForPeople(procedure)
        ? bearer((await person(infra)).token)
        : await keyWith(infra, SCOPES)
      const headers = keyed(who, crypto.randomUUID())
      const outcome = await callOne(app, path, validInput(procedure), headers)
      expect(outcome).toMatchObject({
        code: 'BAD_INPUT',
        data: { data: { fields: [{ pointer: '/headers/idempotency-key' }] } },
      })
    },
  )

  it('is refused wherever passwords, tokens and cookies are at stake', () => {
    for (const one of WRITES) {
      const atStake = one.meta?.rate === 'signIn' || one.meta?.auth === 'public'
      if (atStake) expect([one.path, refuses(one)]).toEqual([one.path, true])
    }
    expect(REFUSING.map(([path]) => path)).toContain('account.createKey')
  })
})

describe('an Idempotency-Key', () => {
  it('with another input is another request: 422', async () => {
    const { token, accountId } = await person(infra)
    const headers = keyed(bearer(token), 'one')
    expect((await create(headers)).code).toBe('OK')
    const other = await create(headers, { ...POST, title: 'Another' })
    expect(other).toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
      data: { data: { httpStatus: 422 } },
    })
    expect(await posts(accountId)).toBe(1)
  })

  it('says nothing to others who choose the same', async () => {
    const [ana, ben] = [await person(infra), await person(infra)]
    const first = await create(keyed(bearer(ana.token), 'same'))
    const second = await create(keyed(bearer(ben.token), 'same'))
    expect([first.code, second.code]).toEqual(['OK', 'OK'])
    expect(second.data).not.toEqual(first.data)
    expect([await posts(ana.accountId), await posts(ben.accountId)]).toEqual([1, 1])
  })

  it('has a hundred calls at once do one thing; those that are told 409 get its answer later', async () => {
    const { token, accountId } = await person(infra)
    const headers = keyed(bearer(token), 'many')
    const outcomes = await Promise.all(Array.from({ length: 100 }, () => create(headers)))
    const told = new Set(outcomes.map(({ code }) => code))
    expect(told.difference(new Set(['OK', 'IDEMPOTENCY_KEY_IN_USE']))).toEqual(new Set())
    const first = outcomes.find(({ code }) => code === 'OK')
    expect(await create(headers)).toEqual(first)
    expect(await posts(accountId)).toBe(1)
  })

  it('is not used up by a call that failed', async () => {
    const { token } = await person(infra)
    const headers = keyed(bearer(token), 'late')
    const vote = { subject: { kind: 'post', id: 2_147_483_647 }, value: 1 }
    expect((await callOne(app, 'votes.set', vote, headers)).code).not.toBe('OK')
    expect((await create(headers)).code).toBe('OK')
  })

  it('does not keep what its caller may no longer see', async () => {
    const { token, accountId } = await person(infra)
    const headers = keyed(bearer(token), 'banned')
    await create(headers)
    await infra.db
      .updateTable('account')
      .set({ banned_until: new Date(Date.now() + 86_400_000) })
      .where('id', '=', accountId)
      .execute()
    await infra.db.deleteFrom('session').where('account_id', '=', accountId).execute()
    const elsewhere = createApp(testDeps(infra))
    const outcome = await callOne(elsewhere, 'posts.create', POST, headers)
    expect(['BANNED', 'SESSION_ENDED', 'UNAUTHENTICATED']).toContain(outcome.code)
  })

  it.each([
    ['empty', ''],
    ['long', 'x'.repeat(256)],
    ['with a space', 'a b'],
    ['not ASCII', 'é'],
  ])('that is %s is refused, with its name', async (_, key) => {
    const { token, accountId } = await person(infra)
    const outcome = await create(keyed(bearer(token), key))
    expect(outcome).toMatchObject({
      code: 'BAD_INPUT',
      data: { data: { fields: [{ pointer: '/headers/idempotency-key' }] } },
    })
    expect(await posts(accountId)).toBe(0)
  })

  it('names one call: a batch of several is refused, a batch of one is not', async () => {
    const { token, accountId } = await person(infra)
    const headers = keyed(bearer(token), 'batch')
    const call = { path: 'posts.create', input: POST }
    const codesOf = (outcomes: readonly Outcome[]) => outcomes.map(({ code }) => code)
    expect(codesOf(await callAll(app, [call, call], headers))).toEqual(['BAD_INPUT', 'BAD_INPUT'])
    expect(codesOf(await callAll(app, [call], headers))).toEqual(['OK'])
    expect(codesOf([await create(headers)])).toEqual(['OK'])
    expect(await posts(accountId)).toBe(1)
  })

  it('means nothing to a query', async () => {
    const answer = await app.request('/trpc/stats.maps', { headers: keyed({}, 'no good key') })
    expect(answer.status).toBe(200)
  })

  it('is one for REST and tRPC', async () => {
    const { token, accountId } = await person(infra)
    const headers = keyed({ ...bearer(token), 'content-type': 'application/json' }, 'rest')
    const send = () =>
      app.request('/api/posts', { method: 'POST', headers, body: JSON.stringify(POST) })
    const [first, second] = [await send(), await send()]
    expect([first.status, second.status]).toEqual([200, 200])
    expect(await second.text()).toBe(await first.text())
    const other = await app.request('/api/posts', {
      ...{ method: 'POST', headers },
      body: JSON.stringify({ ...POST, title: 'Another' }),
    })
    expect(other.status).toBe(422)
    expect(await posts(accountId)).toBe(1)
  })
})

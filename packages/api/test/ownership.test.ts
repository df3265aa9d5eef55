import { ERRORS, type ErrorCode } from '@loadout/core'
import { createTestInfra, type TestInfra, tableState } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../src/app.ts'
import { type Caller, createCredentials, type Headers } from './callers.ts'
import { callOne, type Outcome, PROCEDURES, type Procedure, validInput } from './calls.ts'
import { bearer } from './people.ts'
import { aimed, ownerOf, ownerOfAll, type Target, targetsOf } from './possessions.ts'
import { testDeps } from './test-app.ts'

/** Whoever it is, and whatever else they may do: these are not theirs. */
const STRANGERS: readonly Caller[] = [
  'guest',
  'user',
  'muted',
  'moderator',
  'admin',
  'key with all',
]

/** What is there to be done to things of others. */
const FOR_OTHERS: readonly string[] = [
  'reviews.vote',
  'reviews.report',
  'questions.vote',
  'questions.report',
  'questions.answer',
  'posts.report',
  'votes.set',
  'reactions.set',
  'comments.create',
  'comments.vote',
  'comments.report',
  'follows.set',
  'blocks.set',
]

/** Who may do it to others all the same. */
const ALLOWED: Readonly<Record<string, readonly Caller[]>> = { 'account.setRole': ['admin'] }

/** What is answered the same whoever's it is, and does nothing to what is not the caller's. */
const SILENT: readonly string[] = ['notifications.markRead']

/** What a valid input needs besides, to be about what is there. */
const BESIDES: Readonly<Record<string, object>> = { 'posts.edit': { expectedRevision: 1 } }

let infra: TestInfra
let app: ReturnType<typeof createApp>
let products: readonly number[]
const strangers = new Map<Caller, Headers>()

beforeAll(async () => {
  infra = await createTestInfra({ env: { TOKEN_ALGORITHM: 'ES256' } })
  const counters = { redis: infra.redis, prefix: infra.config.QUEUE_PREFIX }
  app = createApp({ ...testDeps(infra, { requestBudgetMs: 20_000 }), counters })
  const rows = await infra.db
    .insertInto('product')
    .values(
      [1, 2, 3, 4].map((n) => ({ kind: 'game', name: `Game ${n}`, slug: `game-${n}`, price: n })),
    )
    .returning('id')
    .execute()
  products = rows.map(({ id }) => id)
  const credentials = createCredentials(infra)
  for (const caller of STRANGERS) strangers.set(caller, await credentials.fresh(caller))
})
afterAll(() => infra.close())

const headersOf = (caller: Caller): Headers => strangers.get(caller) ?? {}

const byPeople = ({ meta }: Procedure) =>
  meta !== undefined && ['public', 'guest', 'user'].includes(meta.auth)

const isRefusal = ({ code }: Outcome) =>
  [401, 403, 404].includes(ERRORS[code as ErrorCode]?.status ?? 200)

/** Every way to name somebody's thing in a call that changes something. */
const CHANGES = PROCEDURES.filter((one) => one.type === 'mutation' && byPeople(one))
  .filter(({ path }) => !FOR_OTHERS.includes(path))
  .flatMap((procedure) =>
    targetsOf(procedure).map((target) => [procedure.path, target.kind, procedure, target] as const),
  )

describe('what is mine', () => {
  it('is looked for in every call', () => {
    const paths = new Set(CHANGES.map(([path]) => path))
    for (const path of ['reviews.edit', 'questions.remove', 'auth.revokeSession', 'posts.remove']) {
      expect(paths).toContain(path)
    }
    for (const path of FOR_OTHERS) expect(PROCEDURES.map((one) => one.path)).toContain(path)
  })

  it.each(CHANGES)('%s of my %s is for nobody else', async (path, kind, procedure, target) => {
    const [productId = 0] = products
    const { owner, id } = await ownerOf(infra, kind, productId)
    const input = aimed(
      SILENT.includes(path) ? {} : { ...Object(validInput(procedure)), ...BESIDES[path] },
      target,
      id,
    )
    const before = await tableState(infra.db)
    for (const caller of STRANGERS) {
      if (ALLOWED[path]?.includes(caller) === true) continue
      const outcome = await callOne(app, path, input, headersOf(caller))
      if (SILENT.includes(path)) continue
      expect([caller, outcome.code, isRefusal(outcome)]).toEqual([caller, outcome.code, true])
    }
    expect(await tableState(infra.db)).toEqual(before)
    if (ALLOWED[path] !== undefined) return
    const own = await callOne(app, path, input, bearer(owner.token))
    expect([own.code, isRefusal(own)]).toEqual([own.code, false])
  })
})

/** Reads that people can ask for, besides those that nobody is asked who they are for. */
const READS = PROCEDURES.filter((one) => one.type === 'query' && byPeople(one))

describe('what only I may see', () => {
  let mine: Awaited<ReturnType<typeof ownerOfAll>>
  let answers: ReadonlyMap<string, Outcome>
  const secretsIn = (outcome: Outcome) => {
    const text = JSON.stringify(outcome.data)
    return mine.secrets.filter((secret) => text.includes(secret))
  }

  beforeAll(async () => {
    mine = await ownerOfAll(infra, products)
    const entries = await Promise.all(
      READS.map(async ({ path }, index) => {
        const outcome = await callOne(app, path, inputOf(READS[index]), bearer(mine.owner.token))
        return [path, outcome] as const
      }),
    )
    answers = new Map(entries)
  })

  /** About what is mine, wherever the input can name that. */
  function inputOf(procedure: Procedure | undefined): unknown {
    if (procedure === undefined) return {}
    const [productId] = products
    const valid = validInput(procedure)
    const fields = Object(valid)
    const about = {
      ...fields,
      ...('productId' in fields ? { productId } : {}),
      ...('idOrSlug' in fields ? { idOrSlug: productId } : {}),
      ...('limit' in fields ? { limit: 20 } : {}),
    }
    const aim = (input: unknown, target: Target) =>
      aimed(input, target, mine.ids.get(target.kind) ?? 0)
    return targetsOf(procedure).reduce(aim, about)
  }

  it('is shown to me', () => {
    const seen = new Set([...answers.values()].flatMap(secretsIn))
    expect([...seen].sort()).toEqual([...mine.secrets].sort())
  })

  it.each(READS.map((one) => [one.path, one] as const))(
    '%s shows it to nobody else, at once after me',
    async (path, procedure) => {
      const input = inputOf(procedure)
      await callOne(app, path, input, bearer(mine.owner.token))
      for (const headers of [{}, headersOf('guest'), headersOf('user')]) {
        expect(secretsIn(await callOne(app, path, input, headers))).toEqual([])
      }
    },
  )

  /** Where my list goes on; null: it does not, or there is none. */
  async function cursorOf(procedure: Procedure): Promise<string | null> {
    const input = { ...Object(inputOf(procedure)), limit: 1 }
    const { data } = await callOne(app, procedure.path, input, bearer(mine.owner.token))
    const cursor: unknown = Reflect.get(Object(data), 'nextCursor')
    return typeof cursor === 'string' ? cursor : null
  }

  /** Lists that are about their reader have nothing for who comes with the cursor of another. */
  async function followCursor(procedure: Procedure, cursor: string): Promise<void> {
    const { path, meta } = procedure
    const input = { ...Object(inputOf(procedure)), limit: 1, cursor }
    for (const headers of [{}, headersOf('guest'), headersOf('user')]) {
      const outcome = await callOne(app, path, input, headers)
      const items = meta?.auth === 'user' ? Object(outcome.data).items : undefined
      expect([path, secretsIn(outcome), items ?? []]).toEqual([path, [], []])
    }
  }

  it('is not behind a cursor of mine', async () => {
    let cursors = 0
    for (const procedure of READS) {
      const cursor = await cursorOf(procedure)
      if (cursor === null) continue
      cursors += 1
      await followCursor(procedure, cursor)
    }
    expect(cursors).toBeGreaterThan(3)
  })
})

import type { Passwords } from '@loadout/core'
import { createTestInfra, type TestInfra, tableState } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../src/app.ts'
import { CALLERS, type Caller, type Credentials, createCredentials } from './callers.ts'
import { callAll, callOne, chunks, PROCEDURES, type Procedure, validInput } from './calls.ts'
import { expectedOf, type Verdict } from './policies.ts'
import { testDeps } from './test-app.ts'

/** Hashing is most of what signing in takes, and nothing of what is looked at here. */
const QUICK: Passwords = {
  requireRoom: () => {},
  hash: async () => 'no hash',
  verify: async () => false,
  pretend: async () => {},
  isOutdated: () => false,
  isCommon: async () => false,
}

/** Codes that say who is calling, not what they ask for. */
const REFUSALS: readonly string[] = ['UNAUTHENTICATED', 'FORBIDDEN', 'BANNED']

/** Nobody's call to a procedure that they may use ends so: it was not made as it should be, or we have failed. */
const NEVER = ['INTERNAL', 'UNAVAILABLE', 'TIMEOUT', 'RATE_LIMITED', 'METHOD_NOT_ALLOWED']

/** Documents are refused before they are received, and all calls of their request with them. */
const ALONE = ['matches.ingest']

/** Calls of one request, which run at once: with more some would wait too long for a connection. */
const AT_ONCE = 8

type Row = Record<string, string>

let infra: TestInfra
let app: ReturnType<typeof createApp>
let credentials: Credentials
let before: unknown
let after: unknown
const seen = new Map<string, Row>(PROCEDURES.map(({ path }) => [path, {}]))

beforeAll(async () => {
  infra = await createTestInfra({ env: { TOKEN_ALGORITHM: 'ES256' } })
  const services = { ...infra, passwords: QUICK }
  let address = 0
  app = createApp({
    ...testDeps(services, { requestBudgetMs: 20_000 }),
    counters: { redis: infra.redis, prefix: infra.config.QUEUE_PREFIX },
    // Each from a network of its own: guesses at one account are counted by network.
    remoteAddress: () => {
      address += 1
      return `10.${address >> 8}.${address & 255}.1`
    },
  })
  credentials = createCredentials(services)
  for (const caller of CALLERS) await credentials.shared(caller)
  before = await tableState(infra.db)
  for (const caller of CALLERS) await callRefused(caller)
  after = await tableState(infra.db)
  for (const caller of CALLERS) await callAllowed(caller)
}, 120_000)
afterAll(() => infra.close())

const callOf = (procedure: Procedure) => ({ path: procedure.path, input: validInput(procedure) })

function note(
  caller: Caller,
  calls: readonly { readonly path: string }[],
  codes: readonly string[],
) {
  for (const [index, { path }] of calls.entries()) {
    const code = codes[index] ?? 'no answer'
    const row = seen.get(path)
    if (row !== undefined) {
      row[caller] = REFUSALS.includes(code) || NEVER.includes(code) ? code : 'allowed'
    }
  }
}

const declared = PROCEDURES.filter(({ meta }) => meta !== undefined)

function whoseVerdict(caller: Caller, isAllowed: boolean) {
  return declared.filter((one) => (expectedOf(one)[caller] === 'allowed') === isAllowed)
}

/** Many at once: none of them does anything. */
async function callRefused(caller: Caller): Promise<void> {
  const headers = await credentials.shared(caller)
  const refused = whoseVerdict(caller, false)
  for (const call of refused.filter(({ type }) => type === 'subscription').map(callOf)) {
    const { code } = await callOne(app, call.path, call.input, headers)
    note(caller, [call], [code])
  }
  // A batch is of queries or of mutations.
  const batched = refused.filter(({ type }) => type !== 'subscription')
  const kinds = Map.groupBy(batched, ({ path, type }) => (ALONE.includes(path) ? path : type))
  for (const calls of kinds.values().flatMap((kind) => chunks(kind.map(callOf), AT_ONCE))) {
    const outcomes = await callAll(app, calls, headers)
    note(
      caller,
      calls,
      outcomes.map(({ code }) => code),
    )
  }
}

/** Mutations and streams one by one, each by somebody else: they may sign out, or be gone. */
async function callAllowed(caller: Caller): Promise<void> {
  const allowed = whoseVerdict(caller, true)
  const queries = allowed.filter(({ type }) => type === 'query').map(callOf)
  for (const calls of chunks(queries, AT_ONCE)) {
    const outcomes = await callAll(app, calls, await credentials.shared(caller))
    note(
      caller,
      calls,
      outcomes.map(({ code }) => code),
    )
  }
  for (const call of allowed.filter(({ type }) => type !== 'query').map(callOf)) {
    const { code } = await callOne(app, call.path, call.input, await credentials.fresh(caller))
    note(caller, [call], [code])
  }
}

describe('every procedure and every caller', () => {
  it.each(PROCEDURES.map((one) => [one.path, one] as const))(
    '%s lets in whom its policy names',
    (path, procedure) => {
      const expected: Record<Caller, Verdict> = expectedOf(procedure)
      expect(seen.get(path)).toEqual(expected)
    },
  )

  it('changes nothing for who is refused', () => {
    expect(after).toEqual(before)
  })
})

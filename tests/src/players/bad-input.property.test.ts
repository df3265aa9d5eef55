import { type Ctx, isAppError } from '@loadout/core'
import {
  erasePlayer,
  headToHead,
  playerPagesContract as pages,
  playerAgents,
  playerForm,
  playerMaps,
  playerMatches,
  playerProfile,
  playersContract,
  playerWeapons,
  searchPlayers,
  setConsent,
} from '@loadout/core/players'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addPlayers } from './seed-players.ts'

const NAMES = ['Hazel#EUW', '😀#1', '%_\\#x']

let infra: TestInfra
let ctx: Ctx

beforeAll(async () => {
  infra = await createTestInfra()
  ctx = { ...infra, actor: { kind: 'system', name: 'test' } }
  await addPlayers(infra.db, NAMES)
})
afterAll(() => infra.close())

/** What a caller may write where text is expected: names, cursors, ids, and what breaks parsers. */
const text = fc.oneof(
  fc.constantFrom(...NAMES, 'competitive', 'ascent', 'jett', '8.11', 'win', 'e10a2', 'eu'),
  fc.constantFrom('\0', '\ud800', '#', '##', '%', "'; --", '__proto__', '9'.repeat(400)),
  fc.constantFrom('W10', 'AAAA', 'eyJhIjoxfQ', btoa('["x",1,2]'), btoa('["x",1e999,-1]')),
  fc.string({ unit: 'binary', maxLength: 60 }),
)
const value = fc.oneof(
  { weight: 5, arbitrary: text },
  { weight: 2, arbitrary: fc.oneof(fc.integer(), fc.double()) },
  { weight: 1, arbitrary: fc.oneof(fc.boolean(), fc.constant(null), fc.jsonValue()) },
)
/** Some fields with something in them, over an input that each verb takes. */
const fields = fc.constantFrom(
  ...['player', 'a', 'b', 'query', 'cursor', 'limit', 'queue', 'act', 'region', 'map', 'agent'],
  ...['patch', 'result', 'last', 'window', 'days', 'consented', '__proto__', 'constructor'],
)
const changes = fc.dictionary(fields, value, { minKeys: 1, maxKeys: 3 })
const VALID = { player: NAMES[1], a: NAMES[1], b: NAMES[2], query: 'h', consented: true }

interface Verb {
  readonly schema: { safeParse(input: unknown): { readonly data?: unknown } }
  readonly call: (input: never) => Promise<unknown>
}

const VERBS: Readonly<Record<string, Verb>> = {
  search: {
    schema: playersContract.searchPlayersInput,
    call: (of) => searchPlayers(ctx, of),
  },
  profile: { schema: playersContract.playerProfileInput, call: (of) => playerProfile(ctx, of) },
  matches: { schema: playersContract.playerMatchesInput, call: (of) => playerMatches(ctx, of) },
  agents: { schema: pages.playerAgentsInput, call: (of) => playerAgents(ctx, of) },
  maps: { schema: pages.playerMapsInput, call: (of) => playerMaps(ctx, of) },
  weapons: { schema: pages.playerWeaponsInput, call: (of) => playerWeapons(ctx, of) },
  form: { schema: pages.playerFormInput, call: (of) => playerForm(ctx, of) },
  headToHead: { schema: pages.headToHeadInput, call: (of) => headToHead(ctx, of) },
  consent: { schema: playersContract.setConsentInput, call: (of) => setConsent(ctx, of) },
  erase: { schema: playersContract.erasePlayerInput, call: (of) => erasePlayer(ctx, of) },
}

describe.each(Object.entries(VERBS))('players.%s', (_, { schema, call }) => {
  it('refuses bad input, or answers it; what it throws is for the caller to read', async () => {
    let answered = 0
    await fc.assert(
      fc.asyncProperty(changes, async (changed) => {
        const { data } = schema.safeParse({ ...VALID, ...changed })
        if (data === undefined) return
        answered += 1
        const error = await call(data as never).then(
          () => undefined,
          (thrown: unknown) => thrown,
        )
        if (error !== undefined) expect(isAppError(error), String(error)).toBe(true)
      }),
      { numRuns: 200, seed: 20_261_121 },
    )
    expect(answered).toBeGreaterThan(30)
  })
})

describe('impossible filters', () => {
  it.each([
    { queue: 'none' },
    { act: 'none' },
    { region: 'none' },
    { map: 'none' },
    { patch: '99.99' },
  ])('leave nothing: %j', async (filter) => {
    const [player] = await addPlayers(infra.db, ['Somebody#0'])
    const list = playersContract.playerMatchesInput.parse({ player, ...filter })
    expect(await playerMatches(ctx, list)).toEqual({ items: [], nextCursor: null })
    const weapons = pages.playerWeaponsInput.parse({ player, ...filter })
    expect(await playerWeapons(ctx, weapons)).toEqual({ matches: 0, items: [] })
    const form = pages.playerFormInput.parse({ player, ...filter })
    expect(await playerForm(ctx, form)).toEqual({ games: [], days: [] })
  })
})

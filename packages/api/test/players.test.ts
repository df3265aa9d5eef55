import { silentLog } from '@loadout/core'
import { createInfra } from '@loadout/infra'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../src/app.ts'
import { json, leaks, newKey, type TrpcErrorAnswer } from './fixtures.ts'
import { testDeps } from './test-app.ts'

const PUUID = '3b241101-e2bb-4255-8caf-4136c566a962'
const PAGES = ['profile', 'matches', 'agents', 'maps', 'weapons', 'form']

let infra: TestInfra
/** The same installation, where pages need consent. */
let strict: ReturnType<typeof createInfra>

beforeAll(async () => {
  infra = await createTestInfra({ profile: 'api' })
  const config = { ...infra.config, PLAYER_PAGES: 'consented' } as const
  strict = createInfra(config, { profile: 'api', log: silentLog })
})
afterAll(async () => {
  await strict.close()
  await infra.close()
})
beforeEach(async () => {
  await infra.db.deleteFrom('player').execute()
  await infra.db
    .insertInto('player')
    .values({
      puuid: PUUID,
      name: 'Hazel',
      tag: 'EUW',
      search_key: 'hazel#euw',
      seen_at: new Date(),
    })
    .execute()
})

const query = (services: TestInfra | typeof strict, path: string, input: object) =>
  createApp(testDeps(services)).request(
    `/trpc/players.${path}?input=${encodeURIComponent(JSON.stringify(input))}`,
  )

function mutate(path: string, input: object, token?: string) {
  const headers = new Headers({ 'content-type': 'application/json' })
  if (token !== undefined) headers.set('authorization', `Bearer ${token}`)
  const body = JSON.stringify(input)
  return createApp(testDeps(infra)).request(`/trpc/players.${path}`, {
    method: 'POST',
    headers,
    body,
  })
}

async function refusal(response: Response) {
  const text = await response.clone().text()
  expect(leaks(text)).toEqual([])
  const { error } = await json<TrpcErrorAnswer>(response)
  return [response.status, error.data.appCode, error.data.fields[0]?.pointer]
}

describe.each(PAGES)('players.%s', (path) => {
  it('is not kept by anybody on the way', async () => {
    const response = await query(infra, path, { player: 'hazel#euw' })
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  it('says that a player is private, and that there is none, in different ways', async () => {
    const hidden = await refusal(await query(strict, path, { player: PUUID }))
    expect(hidden).toEqual([403, 'PLAYER_PRIVATE', '/player'])
    const unknown = await refusal(await query(strict, path, { player: 'nobody#0' }))
    expect(unknown).toEqual([404, 'PLAYER_NOT_FOUND', '/player'])
  })

  it.each([{}, { player: '' }, { player: 'a\0b' }, { player: 7 }, { player: PUUID, queue: '\0' }])(
    'refuses %j',
    async (input) => {
      expect((await refusal(await query(infra, path, input))).slice(0, 2)).toEqual([
        400,
        'BAD_INPUT',
      ])
    },
  )
})

describe('what is written about players', () => {
  it.each([
    ['consent', { player: PUUID, consented: true }],
    ['erase', { player: PUUID }],
  ])('needs its scope: players.%s', async (path, input) => {
    const [status, code] = await refusal(await mutate(path, input))
    expect([status, code]).toEqual([401, 'UNAUTHENTICATED'])
    const other = await newKey(infra, ['matches:write', 'ops:read'])
    const [otherStatus, otherCode] = await refusal(await mutate(path, input, other))
    expect([otherStatus, otherCode]).toEqual([403, 'FORBIDDEN'])
    const response = await mutate(path, input, await newKey(infra, ['players:write']))
    expect(response.status).toBe(200)
  })

  it('opens and closes a page with the next request', async () => {
    const token = await newKey(infra, ['players:write'])
    for (const [consented, status] of [
      [true, 200],
      [false, 403],
      [true, 200],
    ] as const) {
      await mutate('consent', { player: PUUID, consented }, token)
      expect((await query(strict, 'profile', { player: PUUID })).status).toBe(status)
    }
    await mutate('erase', { player: PUUID }, token)
    expect((await query(strict, 'profile', { player: PUUID })).status).toBe(404)
  })
})

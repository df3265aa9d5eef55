import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../src/app.ts'
import { newKey } from './fixtures.ts'
import { testDeps } from './test-app.ts'

let infra: TestInfra
let reader: string
let operator: string

beforeAll(async () => {
  infra = await createTestInfra({ profile: 'api' })
  reader = await newKey(infra, ['ops:read'])
  operator = await newKey(infra, ['ops:read', 'ops:write'])
})
afterAll(() => infra.close())

const app = () => createApp(testDeps(infra))

function send(path: string, token: string | null, input?: object) {
  const headers = new Headers({ 'content-type': 'application/json' })
  if (token !== null) headers.set('authorization', `Bearer ${token}`)
  const init = input === undefined ? {} : { method: 'POST', body: JSON.stringify(input) }
  return app().request(`/trpc/rebuild.${path}`, { ...init, headers })
}

describe('rebuild', () => {
  it('is for operators: others may look at most', async () => {
    expect((await send('start', null, {})).status).toBe(401)
    expect((await send('start', reader, {})).status).toBe(403)
    expect((await send('cancel', reader, {})).status).toBe(403)
    expect((await send('status', null)).status).toBe(401)
    const status = await send('status', reader)
    expect(status.status).toBe(200)
    expect(status.headers.get('cache-control')).toMatch(/private|no-store/)
    expect(await status.json()).toEqual({ result: { data: { build: null, audit: null } } })
  })

  it('starts, shows and cancels one', async () => {
    const started = await send('start', operator, {})
    expect(started.status).toBe(200)
    expect(await started.json()).toMatchObject({
      result: { data: { purpose: 'rebuild', state: 'running', shards: { done: 0 } } },
    })
    const second = await send('start', operator, {})
    expect(second.status).toBe(409)
    expect(await second.text()).toContain('REBUILD_RUNNING')
    expect(await (await send('cancel', operator, {})).json()).toEqual({
      result: { data: { cancelled: true } },
    })
    expect(await (await send('status', operator)).json()).toMatchObject({
      result: { data: { build: { state: 'cancelled' } } },
    })
  })

  it.each([
    ['a patch that is none', { patch: 'latest' }],
    ['a patch of another type', { patch: 11.8 }],
    ['a patch with a NUL', { patch: '11.\u00008' }],
    ['a patch that no match has', { patch: '99.9' }],
  ])('refuses %s with its field', async (_, input) => {
    const answer = await send('start', operator, input)
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain('/patch')
  })
})

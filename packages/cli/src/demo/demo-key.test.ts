import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '@loadout/core'
import { authenticateApiKey, createApiKey, listApiKeys, revokeApiKey } from '@loadout/core/accounts'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CliContext } from '../with-services.ts'
import { demoKey } from './demo-key.ts'

let infra: TestInfra
let ctx: CliContext
beforeEach(async () => {
  infra = await createTestInfra({ profile: 'cli' })
  ctx = { ...infra, actor: { kind: 'system', name: 'test' } }
})
afterEach(() => infra.close())

const file = () => join(ctx.config.LOADOUT_HOME, 'demo-key')
const idOf = (token: string) => token.split('_')[1] ?? ''

describe('the key of the demo', () => {
  it('may send matches, see the backlog and fill the shop, and is kept for its owner only', async () => {
    const token = await demoKey(ctx)
    expect(await authenticateApiKey(ctx, token)).toMatchObject({
      scopes: ['matches:write', 'ops:read', 'catalog:write', 'staff:write'],
    })
    expect(await readFile(file(), 'utf8')).toBe(`${token}\n`)
    expect((await stat(file())).mode & 0o777).toBe(0o600)
    const left = await readdir(ctx.config.LOADOUT_HOME)
    expect(left.filter((name) => name.endsWith('.tmp'))).toEqual([])
  })

  it('is the same the next time', async () => {
    const first = await demoKey(ctx)
    expect(await demoKey(ctx)).toBe(first)
    expect(await listApiKeys(ctx)).toHaveLength(1)
  })

  it.each([
    ['revoked', (token: string) => revokeApiKey(ctx, { id: idOf(token) })],
    ['damaged', () => writeFile(file(), 'ldk_nonsense')],
    ['emptied', () => writeFile(file(), '')],
    [
      'replaced by one that may less',
      async () => {
        const { token } = await createApiKey(ctx, {
          name: 'less',
          scopes: ['matches:write', 'ops:read'],
        })
        await writeFile(file(), token)
      },
    ],
  ])('is made anew when the kept one was %s', async (_, spoil) => {
    const first = await demoKey(ctx)
    await spoil(first)
    const second = await demoKey(ctx)
    expect(second).not.toBe(first)
    await expect(authenticateApiKey(ctx, second)).resolves.toMatchObject({ kind: 'api-key' })
  })

  it('is not made anew because the database could not be asked', async () => {
    const first = await demoKey(ctx)
    const clock = {
      now: () => {
        throw new AppError('UNAVAILABLE')
      },
    }
    await expect(demoKey({ ...ctx, clock })).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    expect(await readFile(file(), 'utf8')).toBe(`${first}\n`)
  })
})

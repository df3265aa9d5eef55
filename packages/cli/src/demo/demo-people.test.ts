import { readFile } from 'node:fs/promises'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CliContext } from '../with-services.ts'
import { demoPeople, passwordFile } from './demo-people.ts'

let infra: TestInfra
let ctx: CliContext
beforeAll(async () => {
  infra = await createTestInfra({ profile: 'cli' })
  ctx = { ...infra, actor: { kind: 'system', name: 'test' } }
})
afterAll(() => infra.close())

const stored = () => ctx.db.selectFrom('credential').selectAll().orderBy('account_id').execute()

describe('the people of the demo', () => {
  it('are users with the password of a private file, the same ones the next time', async () => {
    const people = await demoPeople(ctx, [{ name: 'Mira' }, { name: 'Juno' }])
    const kept = (await readFile(passwordFile(ctx), 'utf8')).trim()
    expect(people).toMatchObject([
      { email: 'mira@demo.example', password: kept },
      { email: 'juno@demo.example', password: kept },
    ])
    const before = await stored()
    for (const { password_hash: hash } of before) {
      expect(await ctx.passwords.verify(hash, kept)).toBe(true)
    }
    expect(await demoPeople(ctx, [{ name: 'Mira' }, { name: 'Juno' }])).toEqual(people)
    expect(await stored()).toEqual(before)
    const roles = await ctx.db.selectFrom('account').select('role').execute()
    expect(roles).toEqual([{ role: 'user' }, { role: 'user' }])
  })
})

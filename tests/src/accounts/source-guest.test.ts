import { sourceGuest } from '@loadout/core/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const find = (source: string, create: boolean) => sourceGuest(harness.ctx, source, { create })

describe('a guest of another system', () => {
  it('is nobody as long as none is to be made', async () => {
    expect(await find('atelier:1234', false)).toBeNull()
    expect(await find('atelier:1234', false)).toBeNull()
  })

  it('is the same one ever after', async () => {
    const made = await find('atelier:1', true)
    expect(made).toEqual({ kind: 'account', accountId: expect.any(Number), role: 'guest' })
    expect(await find('atelier:1', true)).toEqual(made)
    expect(await find('atelier:1', false)).toEqual(made)
    expect(await find('atelier:2', true)).not.toEqual(made)
  })

  it('is made once, however many ask at once', async () => {
    const made = await Promise.all(Array.from({ length: 8 }, () => find('atelier:race', true)))
    expect(new Set(made.map((one) => JSON.stringify(one))).size).toBe(1)
  })
})

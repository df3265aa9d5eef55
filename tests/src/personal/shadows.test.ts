import type { Ctx } from '@loadout/core'
import { accountsContract, listAudit } from '@loadout/core/accounts'
import { exportAccount } from '@loadout/core/personal'
import { createPost, postsContract } from '@loadout/core/posts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { impose, lift } from '../moderation/sanctioning.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { asPerson, type Person } from '../support/people.ts'

let harness: Harness
let ctx: Ctx
let author: Person
let moderator: Person
beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
  author = await asPerson(ctx)
  moderator = await asPerson(ctx, { role: 'moderator' })
})
afterAll(() => harness.close())

const events = async () => {
  const { items } = await listAudit(author, accountsContract.auditInput.parse({}))
  return items.map(({ event }) => event)
}

it('does not tell an account that nobody hears it, neither in its audit nor in its export', async () => {
  await impose(moderator, author.accountId, 'warn')
  const { sanctionId } = await impose(moderator, author.accountId, 'shadow-ban')
  await createPost(
    author,
    postsContract.createPostInput.parse({ title: 'Hello', content: 'Is anybody there?' }),
  )
  const { items } = await exportAccount(author, { limit: 20, cursor: undefined })
  expect(items.filter(({ table }) => table === 'post')).toMatchObject([{ row: { status: 0 } }])
  expect(items.filter(({ table }) => table === 'sanction')).toMatchObject([
    { row: { kind: 'warn' } },
  ])
  expect(JSON.stringify(items)).not.toMatch(/shadow/)
  expect(await events()).toEqual(['warned'])
  await lift(moderator, sanctionId)
  expect(await events()).toEqual(['warned'])
})

it('tells an account what was done to it, and of the staff nobody by number', async () => {
  const sanctioned = await asPerson(ctx)
  const { sanctionId } = await impose(moderator, sanctioned.accountId, 'mute')
  await lift(moderator, sanctionId)
  const { items: audit } = await listAudit(sanctioned, accountsContract.auditInput.parse({}))
  expect(audit.length).toBeGreaterThan(0)
  expect(new Set(audit.map(({ actor }) => actor))).toEqual(new Set(['staff']))
  const { items } = await exportAccount(sanctioned, { limit: 20, cursor: undefined })
  expect(items.map(({ table }) => table)).toEqual(
    expect.arrayContaining(['audit_entry', 'sanction']),
  )
  expect(JSON.stringify(items)).not.toContain(`account:${moderator.accountId}`)
})

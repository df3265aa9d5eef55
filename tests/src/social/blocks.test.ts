import type { Ctx } from '@loadout/core'
import { socialContract as contract, isBlockedBetween, mutedBy } from '@loadout/core/social'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { answer, ask, staffAnswer } from '../questions/asking.ts'
import { atOnce } from '../support/at-once.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { asPerson, type Person } from '../support/people.ts'
import { addProduct, asGuest } from '../support/store.ts'
import { openWatched } from '../support/watched.ts'
import { all, block, blocks, followPerson, follows } from './socialising.ts'

let harness: Harness
let watched: ReturnType<typeof openWatched>
let ctx: Ctx
let user: Person
let other: Person
beforeAll(async () => {
  harness = await createHarness()
  watched = openWatched(harness.infra.config.DATABASE_URL)
  ctx = { ...harness.ctx, db: watched.db }
})
afterAll(async () => {
  await watched?.close()
  await harness?.close()
})
beforeEach(async () => {
  user = await asPerson(ctx)
  other = await asPerson(ctx)
})

const between = () => isBlockedBetween(ctx.db, user.accountId, other.accountId)

describe('blocks.set', () => {
  it('blocks and mutes, apart from each other, and lists both', async () => {
    const guest = await asGuest(ctx)
    expect(await block(user, other.accountId, 'mute')).toEqual({ on: true })
    await block(user, other.accountId, 'block')
    await block(user, guest.accountId, 'block')
    const list = await blocks(user)
    expect(contract.blockListOutput.parse(list)).toEqual(list)
    const since = expect.stringMatching(/Z$/)
    const account = { id: other.accountId, name: other.name }
    expect(list.items).toEqual([
      { account: { id: guest.accountId, name: null }, kind: 'block', since },
      { account, kind: 'block', since },
      { account, kind: 'mute', since },
    ])
    expect(await block(user, other.accountId, 'block', false)).toEqual({ on: false })
    expect((await blocks(user)).items.map(({ kind }) => kind)).toEqual(['block', 'mute'])
  })

  it('changes nothing the second time, either way', async () => {
    await block(user, other.accountId)
    const [first] = (await blocks(user)).items
    await block(user, other.accountId)
    expect((await blocks(user)).items).toEqual([first])
    for (let n = 0; n < 2; n += 1) await block(user, other.accountId, 'block', false)
    expect((await blocks(user)).items).toEqual([])
  })

  it('is not of oneself, nor of who is not there', async () => {
    await expect(block(user, user.accountId)).rejects.toMatchObject({
      code: 'BAD_INPUT',
      fields: [{ pointer: '/accountId' }],
    })
    await expect(block(user, 2_000_000_000)).rejects.toMatchObject({ code: 'ACCOUNT_NOT_FOUND' })
    expect(await block(user, 2_000_000_000, 'mute', false)).toEqual({ on: false })
  })

  it('is for people who have signed up', async () => {
    const guest = await asGuest(ctx)
    for (const attempt of [() => block(guest, user.accountId), () => blocks(guest)]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    }
  })

  it('ends at 1,000, blocks and mutes together', async () => {
    await sql`
      with person as (
        insert into account (kind) select 'user' from generate_series(1, ${contract.MAX_BLOCKS - 1}::integer)
        returning id
      )
      insert into block (account_id, other_id, kind) select ${user.accountId}, id, 'mute' from person
    `.execute(ctx.db)
    await block(user, other.accountId)
    await block(user, other.accountId)
    await expect(block(user, other.accountId, 'mute')).rejects.toMatchObject({
      code: 'BAD_INPUT',
      fields: [{ pointer: '/accountId' }],
    })
    expect(await mutedBy(ctx.db, user.accountId)).toHaveLength(contract.MAX_BLOCKS)
  })
})

describe('a block', () => {
  it('holds both ways; muting does not', async () => {
    await block(user, other.accountId, 'mute')
    expect(await between()).toBe(false)
    await block(other, user.accountId)
    expect(await between()).toBe(true)
    expect(await isBlockedBetween(ctx.db, other.accountId, user.accountId)).toBe(true)
    const third = await asPerson(ctx)
    expect(await isBlockedBetween(ctx.db, user.accountId, third.accountId)).toBe(false)
  })

  it('ends that they follow each other; muting does not', async () => {
    await followPerson(user, other.accountId)
    await followPerson(other, user.accountId)
    await block(user, other.accountId, 'mute')
    expect((await follows(user)).items).toHaveLength(1)
    await block(user, other.accountId)
    expect((await follows(user)).items).toEqual([])
    expect((await follows(other)).items).toEqual([])
  })

  it('leaves no follow behind, in whatever order they come', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [one, two] = [await asPerson(ctx), await asPerson(ctx)]
      const acts = [
        () => followPerson(one, two.accountId),
        () => followPerson(two, one.accountId),
        () => block(one, two.accountId),
        () => block(two, one.accountId),
      ]
      const results = await atOnce(16, async (n) => acts[n % acts.length]?.())
      for (const result of results) {
        if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'BLOCKED' })
      }
      expect((await follows(one)).items).toEqual([])
      expect((await follows(two)).items).toEqual([])
    }
    expect(watched.deadlocks()).toBe(0)
  })

  it('keeps the two from answering each other, but not the staff', async () => {
    const productId = await addProduct(ctx)
    const question = await ask(user, productId, 'Why?')
    await block(user, other.accountId)
    await expect(answer(other, question, 'Because')).rejects.toMatchObject({ code: 'BLOCKED' })
    const theirs = await ask(other, productId, 'How?')
    await expect(answer(user, theirs, 'Like this')).rejects.toMatchObject({ code: 'BLOCKED' })
    await staffAnswer(ctx, question, 'Because')
    await block(user, other.accountId, 'block', false)
    await answer(other, question, 'Because')
  })
})

describe('whom somebody does not want to see', () => {
  it('is whom they muted or blocked, each once, in order', async () => {
    const third = await asPerson(ctx)
    await block(user, third.accountId)
    await block(user, other.accountId, 'mute')
    await block(user, other.accountId)
    expect(await mutedBy(ctx.db, user.accountId)).toEqual([other.accountId, third.accountId])
    expect(await mutedBy(ctx.db, other.accountId)).toEqual([])
  })
})

describe('blocks.list', () => {
  it('has each once, however small its pages, and takes its own cursors only', async () => {
    const people = await Promise.all(Array.from({ length: 5 }, () => asPerson(ctx)))
    for (const { accountId } of people) await block(user, accountId)
    for (const limit of [1, 2, 5]) {
      const items = await all((over) => blocks(user, over), limit)
      const expected = people.map(({ accountId }) => accountId).toReversed()
      expect(items.map(({ account }) => account.id)).toEqual(expected)
    }
    const { nextCursor: cursor } = await blocks(user, { limit: 1 })
    await expect(blocks(other, { cursor })).rejects.toMatchObject({ code: 'BAD_CURSOR' })
  })

  it('forgets accounts that are gone, and so do theirs', async () => {
    await block(user, other.accountId)
    await block(other, user.accountId)
    await sql`delete from account where id = ${other.accountId}`.execute(ctx.db)
    expect((await blocks(user)).items).toEqual([])
    expect(await between()).toBe(false)
  })
})

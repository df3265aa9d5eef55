import type { Ctx } from '@loadout/core'
import { admitText } from '@loadout/core/community'
import { addWord } from '@loadout/core/moderation'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { impose } from '../moderation/sanctioning.ts'
import { atOnce } from '../support/at-once.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { asPerson, later, type Person } from '../support/people.ts'
import { asGuest } from '../support/store.ts'

const HOUR = 3_600_000
const LINK = 'Look at https://a.example'

let harness: Harness
let ctx: Ctx
let user: Person
beforeAll(async () => {
  harness = await createHarness()
  ctx = {
    ...harness.ctx,
    moderation: { ...harness.ctx.moderation, maxTextsPerMinute: 3, newAccountHours: 24 },
  }
  await addWord(ctx, { word: 'casino' })
})
afterAll(() => harness.close())
beforeEach(async () => {
  user = await asPerson(ctx)
})

type Writer = Ctx & { readonly accountId: number }

const admit = (who: Writer, ...texts: readonly string[]) =>
  who.db.transaction().execute((tx) => admitText(who, tx, { accountId: who.accountId, texts }))

const VISIBLE = { status: 'visible', cause: null }
const held = (cause: string) => ({ status: 'held', cause })

describe('a text', () => {
  it('is visible unless a rule is against it', async () => {
    expect(await admit(user, 'Hello', '')).toEqual(VISIBLE)
    expect(await admit(user)).toEqual(VISIBLE)
  })

  it('is held for a word of the list, whoever writes it', async () => {
    expect(await admit(user, 'Fine', 'My casino')).toEqual(held('words'))
    expect(await admit(await asGuest(ctx), 'My casino')).toEqual(held('words'))
  })

  it('is held for what a reader sees, not for how it was written', async () => {
    for (const text of ['ca**si**no', 'c&#97;sino', 'саѕіnо', '[casi](/x)no', 'c4s1n0']) {
      expect(await admit(await asPerson(ctx), 'Fine', text), text).toEqual(held('words'))
    }
    expect(await admit(user, 'ca**si**nova')).toEqual(VISIBLE)
  })

  it('of an account that is gone is refused', async () => {
    await sql`delete from account where id = ${user.accountId}`.execute(ctx.db)
    await expect(admit(user, 'Hello')).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
  })
})

describe('a text with a link', () => {
  const newcomer = (hours: number) =>
    asPerson(ctx, { createdAt: new Date(ctx.clock.now().getTime() - hours * HOUR) })

  it('is held when its author is new, in any of its parts', async () => {
    expect(await admit(await newcomer(23), 'Hello', LINK)).toEqual(held('links'))
  })

  it.each([
    ...['mailto:kim@a.example', 'ftp://a.example', 't.me/x', 'evil.example/x', '203.0.113.7'],
    ...['[a][b]\n\n[b]: https://a.example', '<https://a.example>', '**evil**.com'],
  ])('is held however the link is written: %j', async (text) => {
    expect(await admit(await newcomer(1), 'Hello', text)).toEqual(held('links'))
  })

  it('is not when they have been here for long enough, or have none in it', async () => {
    expect(await admit(await newcomer(25), LINK)).toEqual(VISIBLE)
    expect(await admit(await newcomer(1), 'Hello')).toEqual(VISIBLE)
  })

  it('of a guest is always held', async () => {
    const guest = await asGuest(ctx)
    expect(await admit(guest, LINK)).toEqual(held('links'))
    expect(await admit(later(guest, 1_000 * HOUR), LINK)).toEqual(held('links'))
    expect(await admit(guest, 'Hello')).toEqual(VISIBLE)
  })

  it('is shown to all where the rule is off', async () => {
    const off = { ...ctx.moderation, newAccountHours: 0 }
    expect(await admit({ ...(await asGuest(ctx)), moderation: off }, LINK)).toEqual(VISIBLE)
    expect(await admit({ ...(await newcomer(0)), moderation: off }, LINK)).toEqual(VISIBLE)
  })

  it('is a photo too, unless it comes from a host that is known', async () => {
    const from = (photoHosts: readonly string[] | 'all') => ({
      ...{ ...ctx.moderation, photoHosts, maxTextsPerMinute: 100 },
    })
    const show = (who: Writer, photos: readonly string[], hosts: readonly string[] | 'all') => {
      const own = { ...who, moderation: from(hosts) }
      const { accountId } = who
      return own.db
        .transaction()
        .execute((tx) => admitText(own, tx, { accountId, texts: [], photos }))
    }
    const guest = await asGuest(ctx)
    const photo = 'https://Images.example/1.png'
    for (const who of [guest, await newcomer(1)]) {
      expect(await show(who, [photo], [])).toEqual(held('links'))
      expect(await show(who, [photo], ['other.example', 'mages.example'])).toEqual(held('links'))
      for (const hosts of [['images.example'], ['a.example', 'example'], 'all'] as const) {
        expect(await show(who, [photo], hosts)).toEqual(VISIBLE)
      }
    }
    expect(await show(guest, [photo, 'https://evil.example/1'], ['images.example'])).toEqual(
      held('links'),
    )
    expect(await show(await newcomer(25), [photo], [])).toEqual(VISIBLE)
  })

  it('is held for its words first', async () => {
    expect(await admit(await newcomer(1), `${LINK} casino`)).toEqual(held('words'))
  })
})

describe('many texts within a minute', () => {
  it('are held from the fourth on, until a minute has passed since the first that count', async () => {
    const results = []
    // Seconds at which texts come.
    for (const at of [0, 10, 20, 30, 61, 62, 95]) {
      results.push((await admit(later(user, at * 1_000), 'Hello')).cause)
    }
    expect(results).toEqual([null, null, null, 'rate', 'rate', 'rate', null])
  })

  it('count those that were held for something else', async () => {
    for (const text of ['casino', 'casino', 'Hello']) await admit(user, text)
    expect(await admit(user, 'Hello')).toEqual(held('rate'))
  })

  it('do not count what was not stored after all', async () => {
    for (let n = 0; n < 5; n += 1) {
      const undone = user.db.transaction().execute(async (tx) => {
        await admitText(user, tx, { accountId: user.accountId, texts: ['Hello'] })
        throw new Error('refused')
      })
      await expect(undone).rejects.toThrow('refused')
    }
    expect(await admit(user, 'Hello')).toEqual(VISIBLE)
  })

  it('are counted one by one, also when they come at once', async () => {
    const results = await atOnce(12, () => admit(user, 'Hello'))
    const causes = results.map((result) => result.status === 'fulfilled' && result.value.cause)
    expect(causes.filter((cause) => cause === null)).toHaveLength(3)
    expect(causes.filter((cause) => cause === 'rate')).toHaveLength(9)
  })

  it('of one are no concern of another', async () => {
    for (let n = 0; n < 4; n += 1) await admit(user, 'Hello')
    expect(await admit(await asPerson(ctx), 'Hello')).toEqual(VISIBLE)
  })

  it('take no more room than it needs to know that they are too many', async () => {
    for (let n = 0; n < 10; n += 1) await admit(later(user, n), 'Hello')
    const row = await ctx.db
      .selectFrom('recent_text')
      .select('times')
      .where('account_id', '=', user.accountId)
      .executeTakeFirstOrThrow()
    expect(row.times).toHaveLength(4)
  })
})

describe('an account under a sanction', () => {
  it('that is muted or banned is told, and why', async () => {
    await impose(ctx, user.accountId, 'mute')
    await expect(admit(user, 'Hello')).rejects.toMatchObject({ code: 'MUTED' })
    await impose(ctx, user.accountId, 'ban')
    await expect(admit(user, 'Hello')).rejects.toMatchObject({
      code: 'BANNED',
      message: 'This account is banned for good',
    })
  })

  it('that is shadow-banned is not, whatever it writes and however much', async () => {
    await impose(ctx, user.accountId, 'shadow-ban')
    for (const text of ['Hello', 'casino', LINK, 'Hello', 'Hello']) {
      expect(await admit(user, text)).toEqual({ status: 'shadowed', cause: null })
    }
  })

  it('that was warned writes on', async () => {
    await impose(ctx, user.accountId, 'warn')
    expect(await admit(user, 'Hello')).toEqual(VISIBLE)
  })
})

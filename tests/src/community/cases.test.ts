import type { Ctx } from '@loadout/core'
import { createGuest } from '@loadout/core/accounts'
import {
  closeCase,
  type communityContract,
  fileReport,
  listCases,
  openCase,
  reopenCase,
  screenText,
  spellingsOf,
} from '@loadout/core/community'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { asGuest } from '../support/store.ts'

let harness: Harness
let ctx: Ctx
let accounts: readonly number[]
let subject: { readonly kind: 'answer'; readonly id: number }
let made = 0
beforeAll(async () => {
  harness = await createHarness()
  ctx = { ...harness.ctx, moderation: { ...harness.ctx.moderation, hideAtReports: 2 } }
  const guests = await Promise.all(Array.from({ length: 6 }, () => asGuest(ctx)))
  accounts = guests.map(({ accountId }) => accountId)
})
afterAll(() => harness.close())
beforeEach(() => {
  made += 1
  subject = { kind: 'answer', id: made }
})

const report = (who: number, reason: communityContract.ReportReason = 'spam') =>
  fileReport(ctx, ctx.db, { subject, accountId: accounts[who] ?? 0, reason })
const open = async () => {
  const cases = await listCases(ctx.db, { kind: undefined, limit: 100, after: null })
  return cases.find((one) => one.subject.id === subject.id)
}

describe('fileReport', () => {
  it('opens a case, counts people, and says when to hide', async () => {
    expect(await report(0)).toEqual({ isNew: true, hide: false })
    expect(await report(0, 'abuse')).toEqual({ isNew: false, hide: false })
    expect(await open()).toMatchObject({ cause: 'reports', reports: 1, subject })
    expect(await report(1)).toEqual({ isNew: true, hide: true })
    expect(await open()).toMatchObject({
      reports: 2,
      reasons: [{ reason: 'spam', count: 2 }],
      notes: [],
    })
  })

  it('counts from zero once the case was closed', async () => {
    for (const who of [0, 1, 2]) await report(who)
    await closeCase(ctx.db, subject)
    expect(await open()).toBeUndefined()
    expect(await report(0)).toEqual({ isNew: false, hide: false })
    expect(await open()).toBeUndefined()
    expect(await report(3)).toEqual({ isNew: true, hide: false })
    expect(await open()).toMatchObject({ reports: 1 })
    expect(await report(4)).toEqual({ isNew: true, hide: true })
  })

  it('goes on counting when a decision is taken back', async () => {
    await report(0)
    await closeCase(ctx.db, subject)
    await reopenCase(ctx.db, subject)
    expect(await report(1)).toEqual({ isNew: true, hide: true })
  })

  it('takes guests from one address for one person, and other accounts for others', async () => {
    const guests = await Promise.all(
      ['home', 'home', 'home', 'office'].map((origin) => createGuest(ctx, { origin })),
    )
    const hidden: boolean[] = []
    for (const { accountId } of guests) {
      const { isNew, hide } = await fileReport(ctx, ctx.db, { subject, accountId, reason: 'spam' })
      expect(isNew).toBe(true)
      hidden.push(hide)
    }
    expect(hidden).toEqual([false, false, false, true])
    expect(await open()).toMatchObject({ reports: 4 })
  })

  it.each([
    ['is in the shadows', { shadow_banned: true }],
    ['is banned', { banned_until: new Date(Date.now() + 60_000) }],
    ['is muted', { muted_until: new Date(Date.now() + 60_000) }],
  ])('counts nobody who %s', async (_, sanction) => {
    const { accountId } = await asGuest(ctx)
    await ctx.db.updateTable('account').set(sanction).where('id', '=', accountId).execute()
    const filed = await fileReport(ctx, ctx.db, { subject, accountId, reason: 'spam' })
    expect(filed).toEqual({ isNew: true, hide: false })
    expect(await report(0)).toEqual({ isNew: true, hide: false })
    expect(await report(1)).toEqual({ isNew: true, hide: true })
    expect(await open()).toMatchObject({ reports: 3 })
  })

  it('counts those who report everything no more, for an hour', async () => {
    const brigade = await Promise.all([asGuest(ctx), asGuest(ctx)])
    const hidden: boolean[] = []
    for (let n = 0; n < 22; n += 1) {
      const one = { kind: 'comment', id: 1_000 + n } as const
      for (const { accountId } of brigade) {
        await fileReport(ctx, ctx.db, { subject: one, accountId, reason: 'spam' }).then(
          ({ hide }) => hidden.push(hide),
        )
      }
    }
    // Of the pairs, each second report may hide.
    const pairs = hidden.filter((_, index) => index % 2 === 1)
    expect(pairs).toEqual(pairs.map((_, index) => index < 20))
    const later = { ...ctx, clock: { now: () => new Date(Date.now() + 3_600_000) } }
    const one = { kind: 'comment', id: 2_000 } as const
    const filed = []
    for (const { accountId } of brigade) {
      filed.push(await fileReport(later, ctx.db, { subject: one, accountId, reason: 'spam' }))
    }
    expect(filed.at(-1)).toEqual({ isNew: true, hide: true })
  })

  it('keeps the cause of a case that is open already', async () => {
    await openCase(ctx.db, subject, 'words')
    await report(0)
    expect(await open()).toMatchObject({ cause: 'words', reports: 1 })
    await closeCase(ctx.db, subject)
    await report(1)
    expect(await open()).toMatchObject({ cause: 'reports', reports: 1 })
  })

  it('of the same number but another kind is of something else', async () => {
    await report(0)
    const other = { kind: 'question', id: subject.id } as const
    const filed = await fileReport(ctx, ctx.db, {
      subject: other,
      accountId: accounts[0] ?? 0,
      reason: 'other',
      note: 'Not the answer',
    })
    expect(filed).toEqual({ isNew: true, hide: false })
  })
})

describe('openCase', () => {
  it('leaves an open case alone, and opens a closed one anew', async () => {
    await openCase(ctx.db, subject, 'words')
    const first = await open()
    await openCase(ctx.db, subject, 'moderator')
    expect(await open()).toEqual(first)
    await closeCase(ctx.db, subject)
    await openCase(ctx.db, subject, 'moderator')
    expect(await open()).toMatchObject({ cause: 'moderator', reports: 0 })
  })

  it('takes nothing back where there is no case', async () => {
    await closeCase(ctx.db, subject)
    await reopenCase(ctx.db, subject)
    expect(await open()).toBeUndefined()
  })
})

describe('screenText', () => {
  const screen = (...texts: readonly string[]) =>
    screenText(
      ctx.db,
      texts.map((source) => ({ source, text: ctx.markdown.read(source).text })),
    )

  beforeAll(async () => {
    const words = ['ass', 'buy now', 'казино', '50 off', '日本']
    await ctx.db
      .insertInto('held_word')
      .values(words.map((word) => ({ word, spellings: [...spellingsOf(word)] })))
      .execute()
  })

  it.each([
    ['You ass!', 'held'],
    ['ASS', 'held'],
    ['a class of its own, assembled', 'visible'],
    ['Buy -- now', 'held'],
    ['buynow', 'visible'],
    ['buy it now', 'visible'],
    ['Лучшее Казино', 'held'],
    ['50% off', 'held'],
    ['150% off', 'visible'],
    ['日本', 'held'],
    ['これは日本です', 'held'],
    ['這是本日', 'visible'],
    ['Кaзино', 'held'],
    ['', 'visible'],
    ['%', 'visible'],
  ])('of %j is %s', async (text, expected) => {
    expect(await screen('Fine', text)).toBe(expected)
  })

  it.each([
    ...['a**ss**', 'a*s*s', 'b&#117;y now', 'buy [now](/x)', 'buy\u200b n\u00adow', '**50** off'],
    ...['аѕѕ', 'ａｓｓ', 'a5s', 'a$s', 'α$5', 'buу nοw', 'a\u3164ss', '[x](/ass)', '[ass]: /x'],
  ])('sees a word of the list through its disguise: %j', async (text) => {
    expect(await screen('Fine', text)).toBe('held')
  })

  it.each([
    ...['**c**lass', 'cl*as*s', 'Scunthorpe', 'cl4ss', 'класс', 'а ss', '455', 'buy*n*ow'],
    ...['150 off', 'assss', 'pass[word](/x)', 'as$ets'],
  ])('sees none in words that are longer or stand for themselves: %j', async (text) => {
    expect(await screen('Fine', text)).toBe('visible')
  })

  it('does not read over the end of a text', async () => {
    expect(await screen('I buy', 'now and then')).toBe('visible')
    expect(await screen()).toBe('visible')
  })
})

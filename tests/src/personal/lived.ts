import { createApiKey } from '@loadout/core/accounts'
import type { TestInfra } from '@loadout/infra/testing'
import { sql } from 'kysely'
import { expect } from 'vitest'
import type { createApp } from '../../../packages/api/src/app.ts'
import { type Browser, openBrowser } from '../../../packages/api/test/browser.ts'
import { bearer, type Person, person } from '../../../packages/api/test/people.ts'
import { codeOf } from '../accounts/signing-in.ts'
import { addProduct } from '../support/store.ts'

/** What nobody else writes, sends or is called. */
export const MARKS = {
  word: 'xyzzyplugh',
  email: 'Frobnitz.Quux@example.org',
  firstName: 'Wibblefoo',
  name: 'Quuxbarbaz',
  agent: 'Gargleblaster/7.1',
  address: '203.0.113.77',
  network: '203.0.113.0/24',
  password: 'eleven damp plover eggs',
} as const

/** A word for many: anybody may use it, and it is nobody's. */
export const TAG = 'zlorptag'

export interface Life {
  readonly accountId: number
  readonly browser: Browser
  readonly other: Person
  /** Of the second factor. */
  readonly totpSecret: string
  /** Tokens, codes and keys that only this person was given. */
  readonly secrets: readonly string[]
  call<Data = unknown>(path: string, input?: unknown): Promise<Data>
}

type App = ReturnType<typeof createApp>

const SITE = 'http://127.0.0.1:3000'

/** The data of an answer that went well. */
async function dataOf<Data>(response: Response, path: string): Promise<Data> {
  const { result, error } = JSON.parse(await response.text())
  if (error !== undefined) throw new Error(`${path}: ${JSON.stringify(error)}`)
  return result.data
}

/** Where answers are kept to be given again, they are. */
const keyOf = (path: string): Readonly<Record<string, string>> =>
  /^(auth\.|account\.|catalog\.interact)/.test(path)
    ? {}
    : { 'idempotency-key': crypto.randomUUID() }

/** Somebody who has done everything here that leaves a trace, among others who answer. */
export async function live(app: App, infra: TestInfra): Promise<Life> {
  const browser = openBrowser((url, init) => {
    const headers = new Headers(init.headers)
    headers.set('user-agent', MARKS.agent)
    headers.set('x-forwarded-for', MARKS.address)
    return app.request(url, { ...init, headers })
  }, SITE)
  const call = async <Data>(path: string, input: unknown = {}) =>
    dataOf<Data>(await browser.call(path, input, keyOf(path)), path)
  const by =
    ({ token }: Person) =>
    async <Data>(path: string, input: unknown = {}) => {
      const headers = { 'content-type': 'application/json', ...bearer(token) }
      const body = JSON.stringify(input)
      const response = await app.request(`/trpc/${path}`, { method: 'POST', headers, body })
      return dataOf<Data>(response, path)
    }
  const [other, moderator] = [await person(infra), await person(infra, { role: 'moderator' })]
  const [asOther, asModerator] = [by(other), by(moderator)]
  const [productId, wishId] = [await addProduct(infra), await addProduct(infra)]
  const author = { name: MARKS.word, email: MARKS.email }

  // As a guest first.
  await call('cart.add', { productId })
  const guestToken = browser.cookie('ld_guest') ?? ''
  const { profile } = await call<{ profile: { id: number } }>('auth.register', {
    ...{ email: MARKS.email, name: MARKS.firstName, password: MARKS.password },
  })
  const accountId = profile.id
  await call('account.update', { name: MARKS.name })
  await call('auth.askPasswordReset', { email: MARKS.email })
  await browser.call('auth.login', { email: MARKS.email, password: 'a wrong guess' })
  const { secret: totpSecret } = await call<{ secret: string }>('auth.setUpTotp', {
    password: MARKS.password,
  })
  const { recoveryCodes: codes } = await call<{ recoveryCodes: readonly string[] }>(
    'auth.confirmTotp',
    {
      code: codeOf(totpSecret),
    },
  )
  // Users have no scope that a key could be for; who once was a moderator may still have one.
  const { token: key } = await createApiKey(
    { ...infra, actor: { kind: 'system', name: 'test' } },
    { name: `Key of ${MARKS.word}`, scopes: ['ops:read'] },
  )
  await infra.db.updateTable('api_key').set({ account_id: accountId }).execute()

  // What others have written, so that there is something to answer.
  const theirs = await asOther<{ id: number }>('posts.create', { title: 'A', content: 'Theirs' })
  const question = await asOther<{ id: number }>('questions.ask', {
    ...{ productId, body: 'Is it good?', author: { name: 'Kim' } },
  })

  const post = await call<{ id: number }>('posts.create', {
    ...{ title: `Title ${MARKS.word}`, content: `Content ${MARKS.word}`, tags: [TAG] },
  })
  await call('posts.edit', { postId: post.id, title: `Again ${MARKS.word}`, content: 'Edited' })
  await call('posts.create', {
    title: `Second ${MARKS.word}`,
    content: MARKS.word,
    tags: ['guides'],
  })
  const review = await call<{ id: number }>('reviews.create', {
    ...{ productId, rating: 4, recommend: true, author },
    ...{ summary: MARKS.word, body: MARKS.word, photos: [`https://a.example/${MARKS.word}.jpg`] },
  })
  await call('reviews.edit', { reviewId: review.id, rating: 2, body: `More ${MARKS.word}` })
  const asked = await call<{ id: number }>('questions.ask', { productId, body: MARKS.word, author })
  const answer = { questionId: question.id, body: MARKS.word, author }
  await call('questions.answer', { ...answer, photos: [`https://a.example/${MARKS.word}.png`] })
  const comment = await call<{ id: number }>('comments.create', {
    ...{ subject: { kind: 'post', id: theirs.id }, body: MARKS.word },
  })
  await call('comments.edit', { commentId: comment.id, body: `Edited ${MARKS.word}` })
  await call('votes.set', { subject: { kind: 'post', id: theirs.id }, value: 1 })
  await call('reactions.set', { subject: { kind: 'post', id: theirs.id }, emoji: '👍' })
  await call('questions.vote', { subject: { kind: 'question', id: question.id }, value: 1 })
  const report = { reason: 'other', note: `A note with ${MARKS.word}` }
  await call('posts.report', { postId: theirs.id, ...report })
  await call('follows.set', { target: { kind: 'account', id: other.accountId } })
  await call('follows.set', { target: { kind: 'tag', id: TAG } })
  await call('blocks.set', { accountId: moderator.accountId, kind: 'mute' })
  await call('cart.add', { productId: wishId })
  await call('wishlist.add', { productId: wishId })
  await call('catalog.interact', {
    element: MARKS.word,
    widget: MARKS.word,
    time: 'now',
    productId,
  })

  // What others do to them.
  await asOther('follows.set', { target: { kind: 'account', id: accountId } })
  await asOther('comments.create', {
    ...{ subject: { kind: 'post', id: theirs.id }, parentId: comment.id, body: 'A reply' },
  })
  await asOther('questions.answer', {
    ...{ questionId: asked.id, body: 'An answer', author: { name: 'Kim' }, photos: [] },
  })
  await asOther('posts.report', { postId: post.id, reason: 'spam', note: 'Spam' })
  await asOther('blocks.set', { accountId, kind: 'mute' })
  await asModerator('moderation.sanction', { accountId, kind: 'warn', reason: 'Mind your words' })
  await asModerator('moderation.act', {
    ...{ subject: { kind: 'comment', id: comment.id }, action: 'hide', reason: 'Off topic' },
  })

  await call('account.export')
  await call('auth.refresh')
  for (const sort of ['new', 'top', 'hot']) {
    for (const tag of [undefined, TAG]) await asOther('feed.list', { sort, tag })
  }
  await asOther('posts.get', { postId: post.id })
  await asOther('comments.list', { subject: { kind: 'post', id: theirs.id } })
  await asOther('reviews.list', { productId })
  await asOther('catalog.productPage', { idOrSlug: productId })
  await asOther('stats.agents')

  const cookies = ['ld_rt', 'ld_at'].map((name) => browser.cookie(name, '/trpc/auth.refresh') ?? '')
  const stored = await storedSecrets(infra, accountId)
  const secrets = [...cookies, ...codes, ...stored, guestToken, key, totpSecret]
  for (const secret of secrets) expect(secret).not.toBe('')
  return { accountId, browser, other, totpSecret, secrets, call }
}

/** What the database keeps of an account to prove or to recognise it by. */
async function storedSecrets({ db }: TestInfra, accountId: number): Promise<readonly string[]> {
  const { rows } = await sql<{ secret: string }>`
    select unnest(array[id::text, encode(secret, 'hex')]) as secret
    from session where account_id = ${accountId}
    union all
    select unnest(array[password_hash, totp_secret]) from credential where account_id = ${accountId}
    union all select code_hash from recovery_code where account_id = ${accountId}
    union all select token_hash from mailed_token where account_id = ${accountId}
    union all select secret_hash from api_key where account_id = ${accountId}
    union all select token_hash from guest_session where account_id = ${accountId}
  `.execute(db)
  return rows.map(({ secret }) => secret)
}

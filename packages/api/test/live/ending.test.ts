import { logoutEverywhere, revokeSession } from '@loadout/core/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bearer, type Person, person as somebody } from '../people.ts'
import { compact, goodClaims, signerOf } from '../signed-tokens.ts'
import { liveUrl, type Reading, typesOf } from './reading.ts'
import { createLiveStage, type LiveStage } from './stage.ts'

let stage: LiveStage
beforeAll(async () => {
  stage = await createLiveStage()
})
afterAll(() => stage.close())

async function listening(): Promise<{ person: Person; reading: Reading }> {
  const person = await somebody(stage.infra)
  const reading = await stage.listen(person)
  await expect.poll(() => typesOf(reading)).toEqual(['start'])
  return { person, reading }
}

const ctxOf = ({ accountId, sessionId }: Person) =>
  ({ ...stage.infra, actor: { kind: 'account', accountId, role: 'user', sessionId } }) as const

const opens = async ({ token }: Person) =>
  (await stage.app.request(liveUrl(), { headers: bearer(token) })).status

describe('a stream ends', () => {
  it.each([
    ['when its session is revoked', (p: Person) => revokeSession(ctxOf(p), p), 401],
    ['when all sessions are', (p: Person) => logoutEverywhere(ctxOf(p)), 401],
    [
      'when its account is banned',
      (p: Person) =>
        stage.infra.db
          .updateTable('account')
          .set({ banned_until: new Date(Date.now() + 60_000) })
          .where('id', '=', p.accountId)
          .execute(),
      403,
    ],
    [
      'when its account is gone',
      (p: Person) => stage.infra.db.deleteFrom('account').where('id', '=', p.accountId).execute(),
      401,
    ],
  ])('%s, and cannot be opened again', async (_when, end, status) => {
    const { person, reading } = await listening()
    await end(person)
    await reading.ended
    await stage.tell(person, 'too late').catch(() => undefined)
    expect(typesOf(reading)).toEqual(['start'])
    await expect.poll(() => opens(person)).toBe(status)
  })

  it('when its token runs out, however well its session runs', async () => {
    const { person } = await listening()
    const { kid, algorithm, key } = await stage.infra.keyRing.signing()
    const head = { alg: algorithm, typ: 'at+jwt', kid }
    const exp = Math.floor(Date.now() / 1_000) + 1
    const claims = { ...goodClaims(person), exp }
    const short = await stage.listen({
      ...person,
      token: await compact(head, claims, signerOf(key)),
    })
    await short.ended
    expect(Date.now()).toBeGreaterThanOrEqual(exp * 1_000)
    // Who has another one goes on.
    const again = await stage.listen(person, short.told.at(-1)?.id)
    await stage.tell(person, 'one')
    await expect.poll(() => typesOf(again)).toEqual(['notification'])
    await again.leave()
  })

  it('and is not opened again by who is only remembered, nor by a token in its last seconds', async () => {
    const { person, reading } = await listening()
    const { kid, algorithm, key } = await stage.infra.keyRing.signing()
    const head = { alg: algorithm, typ: 'at+jwt', kid }
    const claims = { ...goodClaims(person), exp: Math.floor(Date.now() / 1_000) }
    expect(await opens({ ...person, token: await compact(head, claims, signerOf(key)) })).toBe(401)
    await revokeSession(ctxOf(person), person)
    expect(await opens(person)).toBe(401)
    await reading.ended
  })

  it('alone: those of other sessions go on', async () => {
    const { person, reading } = await listening()
    const other = await listening()
    await revokeSession(ctxOf(person), person)
    await reading.ended
    await stage.tell(other.person, 'one')
    await expect.poll(() => typesOf(other.reading)).toEqual(['start', 'notification'])
    await other.reading.leave()
  })

  it('when the process is about to stop, which takes no more then', async () => {
    const { person, reading } = await listening()
    stage.ending.abort()
    await reading.ended
    const refused = await stage.app.request(liveUrl(), { headers: bearer(person.token) })
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1'])
  })
})

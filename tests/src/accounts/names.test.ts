import type { Ctx } from '@loadout/core'
import { createUser, profile, register, updateProfile } from '@loadout/core/accounts'
import { addWord } from '@loadout/core/moderation'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { impose, inMinutes, lift } from '../moderation/sanctioning.ts'
import { addUser, as, CLIENT, PASSWORD, quickPasswords, signIn } from './signing-in.ts'

let infra: TestInfra
let ctx: Ctx
let system: Ctx
beforeAll(async () => {
  infra = await createTestInfra({ env: { TOKEN_ALGORITHM: 'ES256' } })
  ctx = { ...infra, passwords: quickPasswords(), actor: { kind: 'anonymous' } }
  system = { ...ctx, actor: { kind: 'system', name: 'test' } }
  await addWord(system, { word: 'casino' })
})
afterAll(() => infra.close())

const signUp = (name: string, email = 'new@example.org') =>
  register(ctx, { email, name, password: PASSWORD }, { client: CLIENT, guestId: null })
const somebody = async () => {
  const user = await addUser(ctx)
  return { ...(await as(ctx, await signIn(ctx, user))), user }
}
const REFUSED = { code: 'BAD_INPUT', fields: [{ pointer: '/name' }] }

describe('a name with a word of the list in it', () => {
  it.each([
    ...['Casino', 'My casino', 'best.casino-bob', 'C4sin0', 'саѕіnо', 'Cásino'],
    ...['cas.ino', 'c-a-s-i-n-o', 'Ca sino'],
  ])('is nobody’s: %s', async (name) => {
    await expect(signUp(name)).rejects.toMatchObject(REFUSED)
    await expect(updateProfile(await somebody(), { name })).rejects.toMatchObject(REFUSED)
  })

  it('leaves the one who asked for it without an account, or with the name they had', async () => {
    const own = await somebody()
    await expect(updateProfile(own, { name: 'Casino' })).rejects.toMatchObject(REFUSED)
    expect((await profile(own)).name).toBe(own.user.name)
    await expect(signUp('Casino')).rejects.toMatchObject(REFUSED)
    expect((await signUp('Fine with me')).profile.name).toBe('Fine with me')
  })

  it('is another when the word is only part of a longer one', async () => {
    expect(await updateProfile(await somebody(), { name: 'Casinova' })).toMatchObject({
      name: 'Casinova',
    })
  })

  it('is one that an operator may give', async () => {
    const user = { email: 'c@example.org', name: 'Casino', password: PASSWORD } as const
    expect(await createUser(system, { ...user, role: 'user' })).toMatchObject({ name: 'Casino' })
  })
})

describe('a name that is an address', () => {
  it.each(['evil.com', 'cheap-keys.com', 'discord.gg', 't.me', 'See evil.quest'])(
    'is nobody’s: %s',
    async (name) => {
      await expect(signUp(name)).rejects.toMatchObject(REFUSED)
      await expect(updateProfile(await somebody(), { name })).rejects.toMatchObject(REFUSED)
    },
  )

  it('is not any with a dot in it', async () => {
    expect((await updateProfile(await somebody(), { name: 'Dr. Who Jr.' })).name).toBe(
      'Dr. Who Jr.',
    )
  })
})

describe('who is muted', () => {
  it('cannot say it by another name, until the mute is over', async () => {
    const own = await somebody()
    const { sanctionId } = await impose(system, own.user.id, 'mute', { until: inMinutes(5) })
    await expect(updateProfile(own, { name: 'Loud again' })).rejects.toMatchObject({
      code: 'MUTED',
      message: expect.stringContaining('until'),
    })
    expect((await profile(own)).name).toBe(own.user.name)
    await lift(system, sanctionId)
    expect(await updateProfile(own, { name: 'Loud again' })).toMatchObject({ name: 'Loud again' })
  })

  it('is told so before anything about the name', async () => {
    const own = await somebody()
    await impose(system, own.user.id, 'mute')
    await expect(updateProfile(own, { name: 'Casino' })).rejects.toMatchObject({ code: 'MUTED' })
  })
})

it('who is shadow-banned is called what they like: a refusal would tell them', async () => {
  const own = await somebody()
  await impose(system, own.user.id, 'shadow-ban')
  expect(await updateProfile(own, { name: 'None the wiser' })).toMatchObject({
    name: 'None the wiser',
  })
})

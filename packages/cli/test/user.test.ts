import type { Ctx } from '@loadout/core'
import { login } from '@loadout/core/accounts'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCli } from './support/cli.ts'

let infra: TestInfra
beforeAll(async () => {
  infra = await createTestInfra({ profile: 'cli' })
})
afterAll(() => infra.close())

const create = (args: readonly string[], input = '') =>
  runCli(['user', 'create', ...args], { env: infra.env, input })

const CLIENT = { userAgent: null, network: null }
const OPEN = { take: async () => {}, giveBack: async () => {} }

/** Whom the address and the password sign in. */
async function signIn(email: string, password: string) {
  const ctx: Ctx = { ...infra, actor: { kind: 'anonymous' } }
  const { profile } = await login(ctx, { email, password }, { client: CLIENT, attempts: OPEN })
  return { name: profile.name, role: profile.role }
}

describe('user create', () => {
  it('prints the password that it made, and nothing else on standard output', async () => {
    const { code, stdout, stderr } = await create(['--email', 'ana@example.org', '--role', 'admin'])
    expect(code, stderr).toBe(0)
    expect(stdout).toMatch(/^[\w-]{20}\n$/)
    expect(stderr).toMatch(/^Account \d+ \(admin\): ana <ana@example\.org>\.\n$/)
    expect(await signIn('ana@example.org', stdout.trim())).toEqual({ name: 'ana', role: 'admin' })
  })

  it('takes a name, and a password from standard input', async () => {
    const args = ['--email', 'ben@example.org', '--name', 'Ben', '--password-file', '-']
    const { code, stdout } = await create(args, 'seven wet otters\n')
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
    expect(await signIn('ben@example.org', 'seven wet otters')).toEqual({
      ...{ name: 'Ben', role: 'user' },
    })
  })

  it('says of an address that has an account how to replace its password, and does so', async () => {
    const args = ['--email', 'kim@example.org']
    await create(args)
    const again = await create(args)
    expect(again).toMatchObject({ code: 1, stdout: '' })
    expect(again.stderr).toContain('--replace')
    expect(again.stderr).not.toContain('name')
    const { code, stdout } = await create([...args, '--replace', '--role', 'moderator'])
    expect(code).toBe(0)
    expect(await signIn('kim@example.org', stdout.trim())).toMatchObject({ role: 'moderator' })
  })

  it.each([
    ['a name of one letter', ['--email', 'x@example.org'], '--name'],
    ['a name that is taken', ['--email', 'ana@other.example'], '--name'],
    ['no address', ['--email', 'nobody'], '--email'],
  ])('names the option that is wrong: %s', async (_, args, option) => {
    const { code, stdout, stderr } = await create(args)
    expect({ failed: code !== 0, stdout }).toEqual({ failed: true, stdout: '' })
    expect(stderr).toContain(option)
    expect(stderr).not.toContain('/name')
  })

  it('makes no account with a password that anybody would guess', async () => {
    const args = ['--email', 'lee@example.org', '--password-file', '-']
    const { code, stderr } = await create(args, 'password1\n')
    expect(code).not.toBe(0)
    expect(stderr).toContain('--password-file')
    await expect(signIn('lee@example.org', 'password1')).rejects.toMatchObject({
      code: 'WRONG_CREDENTIALS',
    })
  })
})

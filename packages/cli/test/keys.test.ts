import { authenticateApiKey } from '@loadout/core/accounts'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCli, runCliProcess } from './support/cli.ts'

let infra: TestInfra

beforeAll(async () => {
  infra = await createTestInfra({ profile: 'cli' })
})

afterAll(() => infra.close())

const keys = (...args: string[]) => runCli(['keys', ...args], { env: infra.env })

describe('keys', () => {
  it('prints the token and a newline on standard output, and nothing else', async () => {
    const args = ['keys', 'create', '--scope', 'matches:write']
    const result = await runCliProcess(args, { env: infra.env })
    expect(result.code, result.stderr).toBe(0)
    expect(result.stdout).toMatch(/^ldk_[0-9a-f]{16}_[0-9a-f]{64}\n$/)
    const actor = await authenticateApiKey(infra, result.stdout.trim())
    expect(actor).toMatchObject({ kind: 'api-key', scopes: ['matches:write'] })
  })

  it('takes several scopes, a name and an expiry, and never shows a token again', async () => {
    const created = await keys(
      ...['create', '--scope', 'matches:write', 'ops:read', '--name', 'grafana'],
      ...['--expires', '90d'],
    )
    const [, id = '', secret = ''] = created.stdout.trim().split('_')
    const { stdout } = await keys('list')
    expect(stdout).toMatch(new RegExp(`^${id}  grafana +matches:write,ops:read  valid`, 'm'))
    expect(stdout).not.toContain(secret)
  })

  it('ends a key for good', async () => {
    const { stdout: token } = await keys('create', '--scope', 'ops:read')
    const id = token.split('_')[1] ?? ''
    expect(await keys('revoke', id)).toMatchObject({ code: 0, stdout: `key ${id} is revoked\n` })
    await expect(authenticateApiKey(infra, token.trim())).rejects.toThrow()
    expect((await keys('list')).stdout).toMatch(new RegExp(`^${id}.*revoked`, 'm'))
  })

  it.each([
    [['create'], 'required option'],
    [['create', '--scope', 'everything'], 'Allowed choices are'],
    [['create', '--scope', 'ops:read', '--expires', 'soon'], 'Say it like 90d'],
    [['create', '--scope', 'ops:read', '--expires', '2001-01-01'], 'in the past'],
  ])('refuses %j with a line that says why', async (args, reason) => {
    const result = await keys(...args)
    expect(result).toMatchObject({ code: 64, stdout: '' })
    expect(result.stderr).toContain(reason)
  })

  it('says so when there is no such key', async () => {
    const result = await keys('revoke', '0000000000000000')
    expect(result).toMatchObject({ code: 1, stdout: '' })
    expect(result.stderr).toContain('no key has this id')
  })
})

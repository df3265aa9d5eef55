import { expect, it } from 'vitest'
import { cookieSession } from '../src/session/cookie-session.ts'
import { AuthServer } from './support/auth-server.ts'
import { rawClient } from './support/calls.ts'
import { networkOf } from './support/network.ts'

it('takes turns and tells by the locks and channels of the runtime itself', async () => {
  const server = new AuthServer(() => 0)
  const jar = new Map([['ld_rt', server.signIn('ana').refreshToken]])
  const tabs = Array.from({ length: 5 }, () => {
    const session = cookieSession()
    const client = rawClient({
      url: 'https://runtime.test',
      session,
      fetch: networkOf(server, jar),
    })
    return { session, ...client }
  })
  const answers = await Promise.all(tabs.map((tab) => tab.query('me')))
  expect(answers).toEqual(tabs.map(() => ({ account: 'ana', input: null })))
  expect(server.renewals).toBe(1)

  const heard = Promise.all(
    tabs.map(({ session }) => new Promise((resolve) => session.onAuthChange(resolve))),
  )
  await tabs[0]?.mutate('auth.logout')
  expect(await heard).toEqual(tabs.map(() => 'signed-out'))
})

import {
  createClient,
  isLoadoutError,
  type LiveEvent,
  type Loadout,
  type SessionTokens,
  tokenSession,
} from '@loadout/client'
import type { PollLoop } from '@loadout/infra'
import { createTestInfra, startTestRelay, type TestInfra } from '@loadout/infra/testing'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { PASSWORD } from '../../../packages/api/test/fixtures.ts'
import { tell } from '../../../packages/api/test/live/telling.ts'
import { type Person, person as somebody } from '../../../packages/api/test/people.ts'
import {
  RUNTIMES,
  type ServerProcess,
  startServer,
} from '../../../packages/api/test/server-process.ts'
import { freePort } from '../../../scripts/services/ports.ts'

/** Somebody with the client of a front end, and what it has heard. */
interface Listening {
  readonly person: Person
  readonly loadout: Loadout
  readonly heard: LiveEvent[]
  /** The error that the subscription ended with. */
  readonly ended: Promise<unknown>
  stop(): void
}

describe.each(RUNTIMES)('the client, listening to %s', (runtime) => {
  let infra: TestInfra
  let relay: PollLoop
  let server: ServerProcess
  let env: Record<string, string>
  const open: Listening[] = []

  beforeAll(async () => {
    infra = await createTestInfra({ profile: 'api', env: { TOKEN_ALGORITHM: 'ES256' } })
    relay = startTestRelay(infra)
    env = { ...infra.env, PORT: String(await freePort()), RATE_SIGN_INS_PER_MINUTE: '0' }
    server = await startServer(runtime, env)
  })
  afterEach(() => {
    for (const one of open.splice(0)) one.stop()
  })
  afterAll(async () => {
    await server.stop('SIGKILL')
    await relay.close()
    await infra.close()
  })

  async function signedIn(person: Person): Promise<Loadout> {
    let kept: SessionTokens | null = null
    const session = tokenSession({
      load: () => kept,
      save: (tokens) => {
        kept = tokens
      },
    })
    const loadout = createClient({ url: server.url, session })
    const email = `person-${person.accountId}@example.org`
    await loadout.auth.login.mutate({ email, password: PASSWORD })
    return loadout
  }

  function listen(person: Person, loadout: Loadout): Listening {
    const stopping = new AbortController()
    const heard: LiveEvent[] = []
    async function follow(): Promise<unknown> {
      try {
        const events = loadout.live.events.subscribe(
          { channels: ['notifications'] },
          { signal: stopping.signal },
        )
        for await (const event of events) heard.push(event)
        return undefined
      } catch (error) {
        return error
      }
    }
    const one = { person, loadout, heard, ended: follow(), stop: () => stopping.abort() }
    open.push(one)
    return one
  }

  async function listening(): Promise<Listening> {
    const person = await somebody(infra)
    const one = listen(person, await signedIn(person))
    await expect.poll(() => typesOf(one)).toEqual(['start'])
    return one
  }

  const typesOf = ({ heard }: Listening) => heard.map(({ type }) => type)

  const news = ({ person }: Listening, reason: string) => tell(infra, person, reason)

  const reasonsOf = ({ heard }: Listening) =>
    heard.flatMap((event) =>
      event.type === 'notification' && event.notification.kind === 'moderation'
        ? [event.notification.detail.reason]
        : [],
    )

  it('is told what happens, and what it has read itself', async () => {
    const one = await listening()
    await news(one, 'one')
    await expect.poll(() => reasonsOf(one)).toEqual(['one'])
    const [, event] = one.heard
    if (event?.type !== 'notification') throw new Error('it was not told')
    await one.loadout.notifications.markRead.mutate({ ids: [event.notification.id] })
    await expect
      .poll(() => one.heard.at(-1))
      .toMatchObject({ type: 'unread', unread: { unread: 0 } })
  })

  it('misses nothing while the server is restarted', async () => {
    const one = await listening()
    await news(one, 'one')
    await expect.poll(() => reasonsOf(one)).toEqual(['one'])
    const stopped = server.stop()
    await news(one, 'two')
    await stopped
    await news(one, 'three')
    server = await startServer(runtime, env)
    await expect.poll(() => reasonsOf(one), { timeout: 15_000 }).toEqual(['one', 'two', 'three'])
    expect(typesOf(one)).not.toContain('resync')
  }, 30_000)

  it('is told that it may not listen when its session is over', async () => {
    const one = await listening()
    const other = await signedIn(one.person)
    await other.auth.logoutEverywhere.mutate()
    const error = await one.ended
    expect(isLoadoutError(error, 'SESSION_ENDED', 'UNAUTHENTICATED')).toBe(true)
    await news(one, 'too late')
    expect(reasonsOf(one)).toEqual([])
  })

  it('stops when it is told to', async () => {
    const one = await listening()
    one.stop()
    expect(isLoadoutError(await one.ended, 'ABORTED')).toBe(true)
    await news(one, 'one')
    expect(reasonsOf(one)).toEqual([])
  })
})

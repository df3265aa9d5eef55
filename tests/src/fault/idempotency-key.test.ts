import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bearer, person } from '../../../packages/api/test/people.ts'
import { startServer } from '../../../packages/api/test/server-process.ts'
import { accessToken } from '../../../packages/api/test/signed-tokens.ts'
import { isStress } from '../env.ts'

const KILLS = isStress() ? 200 : 2
const CALLERS = 16
/** The first to be cut off is this many answers behind the start of a server, or up to twice as many. */
const ANSWERS = 20

let infra: TestInfra
beforeAll(async () => {
  infra = await createTestInfra({ profile: 'api', env: { TOKEN_ALGORITHM: 'ES256' } })
})
afterAll(() => infra.close())

it('what is sent again after kills of the server was done once, and is answered alike', async () => {
  const { accountId, sessionId } = await person(infra)
  // The long run takes longer than one is good for.
  let token = ''
  const env = { ...infra.env, RATE_WRITES_PER_SECOND: '0' }
  const answers = new Map<string, string>()
  const doubtful = new Set<string>()
  let keys = 0
  let repeated = 0

  /** What had no answer first. */
  function nextKey(): string {
    const [lost] = doubtful
    if (lost === undefined) {
      keys += 1
      return `key-${keys}`
    }
    doubtful.delete(lost)
    repeated += 1
    return lost
  }

  /** Sends until the server is gone, now and then what has been answered. */
  async function write(url: string, onAnswer: () => void): Promise<void> {
    for (;;) {
      const key = nextKey()
      const answer = await send(url, key)
      if (answer === null) {
        doubtful.add(key)
        return
      }
      const first = answers.get(key) ?? answer
      expect(answer).toBe(first)
      answers.set(key, first)
      if (keys % 7 === 0) expect(await send(url, key)).toBeOneOf([first, null])
      onAnswer()
    }
  }

  /** The answer; null: none came. */
  async function send(url: string, key: string): Promise<string | null> {
    for (;;) {
      try {
        const response = await fetch(`${url}/trpc/posts.create`, {
          method: 'POST',
          headers: {
            ...bearer(token),
            'content-type': 'application/json',
            'idempotency-key': key,
          },
          body: JSON.stringify({ title: key, content: 'Once.' }),
        })
        const text = await response.text()
        // The call that was cut off holds the key until PostgreSQL has noticed; who has just started may not be ready.
        if ([409, 503, 504].includes(response.status)) continue
        expect([response.status, text]).toEqual([200, text])
        return text
      } catch (error) {
        if (error instanceof TypeError) return null
        throw error
      }
    }
  }

  for (let kill = 0; kill < KILLS; kill += 1) {
    token = await accessToken(infra, { accountId, sessionId })
    const server = await startServer('node', env)
    let left = ANSWERS + ((kill * 7) % ANSWERS)
    const onAnswer = () => {
      left -= 1
      if (left === 0) server.child.kill('SIGKILL')
    }
    await Promise.all(Array.from({ length: CALLERS }, () => write(server.url, onAnswer)))
    await server.stop()
  }
  const last = await startServer('node', env)
  for (const key of doubtful) answers.set(key, (await send(last.url, key)) ?? 'none')
  await last.stop()

  expect(repeated).toBeGreaterThanOrEqual(KILLS)
  const posts = await infra.db
    .selectFrom('post')
    .select('title')
    .where('account_id', '=', accountId)
    .execute()
  const titles = posts.map(({ title }) => title).toSorted()
  expect(titles).toEqual([...answers.keys()].toSorted())
}, 1_800_000)

import { once } from 'node:events'
import { request } from 'node:http'
import type { TestInfra } from '@loadout/infra/testing'
import type { ServerProcess } from '../../../packages/api/test/server-process.ts'
import { compact, signerOf } from '../../../packages/api/test/signed-tokens.ts'
import { chanceOf } from '../support/chance.ts'
import type { Door, Tokens, World } from './refresh-world.ts'

/** Doors to processes that hold the same sessions, each way through one of them or the other. */
export interface Doors {
  /** The same seed has the same ways, as long as nothing overlaps. */
  open(seed: number): Door
  /** What of these tokens any of the processes still takes. */
  alive(tokens: ReturnType<World['tokens']>): Promise<readonly string[]>
}

interface Answer {
  readonly result?: { readonly data: { readonly tokens: Tokens } }
  readonly error?: { readonly message: string; readonly data: { readonly appCode: string } }
}

const JSON_BODY = { 'content-type': 'application/json' }

export function createDoors(
  { keyRing }: Pick<TestInfra, 'keyRing'>,
  servers: readonly ServerProcess[],
): Doors {
  async function post(server: ServerProcess, refreshToken: string): Promise<Tokens | null> {
    const response = await fetch(`${server.url}/trpc/auth.refresh`, {
      method: 'POST',
      headers: JSON_BODY,
      body: JSON.stringify({ refreshToken }),
    })
    const { result, error }: Answer = JSON.parse(await response.text())
    if (result !== undefined) return result.data.tokens
    if (error?.data.appCode === 'SESSION_ENDED') return null
    throw new Error(`${response.status} ${JSON.stringify(error)}`)
  }

  /** Hangs up when the answer begins to come: the process has done its part, and nobody hears of it. */
  async function hangUp(server: ServerProcess, refreshToken: string): Promise<undefined> {
    const call = request(`${server.url}/trpc/auth.refresh`, {
      method: 'POST',
      headers: JSON_BODY,
      agent: false,
    })
    call.on('error', () => undefined)
    call.end(JSON.stringify({ refreshToken }))
    await once(call, 'response')
    call.destroy()
  }

  /**
   * The same claims in a token of its own: a process remembers for most of a real second what it was told of a
   * token, and the seconds of a trial pass between two real ones.
   */
  async function twinOf(accessToken: string): Promise<string> {
    const [, body = ''] = accessToken.split('.')
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString())
    const { kid, algorithm, key } = await keyRing.signing()
    const header = { alg: algorithm, typ: 'at+jwt', kid }
    return await compact(header, { ...claims, jti: crypto.randomUUID() }, signerOf(key))
  }

  return {
    open(seed) {
      const chance = chanceOf(seed)
      const anyOf = () => servers[Math.floor(chance() * servers.length)] as ServerProcess
      return {
        async refresh(refreshToken, isLost) {
          const server = anyOf()
          if (!isLost || chance() < 0.5) return await post(server, refreshToken)
          return await hangUp(server, refreshToken)
        },
        async call(accessToken) {
          const outcome = await callWith(anyOf(), await twinOf(accessToken))
          // So that there is something to forget when the session ends.
          await callWith(anyOf(), accessToken)
          return outcome
        },
      }
    },
    async alive({ refresh, access }) {
      const [refreshed, called] = await Promise.all([
        kept(refresh, async (server, token) => (await post(server, token)) !== null),
        kept(access, async (server, token) => (await callWith(server, token)) === 'taken'),
      ])
      return [...refreshed, ...called]
    },
  }

  /** Those of the tokens that any of the processes takes. */
  async function kept(
    tokens: readonly string[],
    takes: (server: ServerProcess, token: string) => Promise<boolean>,
  ): Promise<readonly string[]> {
    const found: string[] = []
    for (const token of tokens) {
      const taken = await Promise.all(servers.map((server) => takes(server, token)))
      if (taken.includes(true)) found.push(token)
    }
    return found
  }
}

async function callWith(server: ServerProcess, accessToken: string) {
  const response = await fetch(`${server.url}/trpc/account.me`, {
    headers: { authorization: `Bearer ${accessToken}` },
  })
  const { error }: Answer = JSON.parse(await response.text())
  if (error === undefined) return 'taken'
  if (error.data.appCode !== 'UNAUTHENTICATED') throw new Error(JSON.stringify(error))
  return error.message.includes('two parties') ? 'stolen' : 'refused'
}

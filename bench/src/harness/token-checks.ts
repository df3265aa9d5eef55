import { randomUUID } from 'node:crypto'
import type { Ctx, Services } from '@loadout/core'
import { ANONYMOUS } from '@loadout/core'
import { refreshSession } from '@loadout/core/accounts'
import { sql } from 'kysely'
import { createAuthenticate } from '../../../packages/api/src/auth/authenticate.ts'
import { createFailureLimit } from '../../../packages/api/src/http/rate-limits.ts'
import { signAccessToken } from '../../../packages/core/src/accounts/tokens/access-token.ts'
import { cpuRate } from './cpu-rate.ts'
import type { OpenSession } from './fill-people.ts'
import { loadJose } from './jose.ts'
import type { Bench } from './scenario.ts'
import type { Stack } from './stack.ts'

/** Checks per second of CPU time of this process, by what is known of a token. */
export interface TokenChecks {
  /** Nobody has used it yet, which is written down. */
  readonly unused: number
  /** Other processes have seen it, this one has not. */
  readonly unseen: number
  /** Seen here, but longer ago than a session is trusted without a look. */
  readonly known: number
  /** Seen here a moment ago. */
  readonly justSeen: number
  /** Only the signature and the claims, by the library alone. */
  readonly library: number
  /** CPU time of the signature of one token, microseconds. */
  readonly signing: number
}

/** Signatures that are made to time one. */
const SIGNATURES = 300

/** Checks under way at any moment. */
const AT_ONCE = 32

/** Longer than `authenticate` answers from memory, shorter than any token is good. */
const LATER_MS = 1_000

/** As the API does it, in this process: each token once, so that none is answered by what another left behind. */
export async function checkTokens(
  bench: Bench,
  { infra }: Pick<Stack, 'infra'>,
  sessions: readonly OpenSession[],
): Promise<TokenChecks> {
  const tokens = await accessTokens(bench, { ...infra, actor: ANONYMOUS }, sessions)
  let now = Date.now()
  const services: Services = { ...infra, clock: { now: () => new Date(now) } }
  const process = () =>
    createAuthenticate(services, createFailureLimit({ failures: 1, seconds: 1 })).token
  const rate = async (check: (token: string) => Promise<unknown>) => {
    const { perCoreSecond } = await cpuRate(
      tokens,
      { atOnce: AT_ONCE, signal: bench.signal },
      check,
    )
    return perCoreSecond
  }
  const unused = await rate(process())
  const here = process()
  const unseen = await rate(here)
  const justSeen = await rate(here)
  now += LATER_MS
  const known = await rate(here)
  return {
    ...{ unused, unseen, known, justSeen },
    library: await rate(await library(bench, infra)),
    signing: await signingTime(bench, infra),
  }
}

async function signingTime({ signal }: Bench, services: Services): Promise<number> {
  const issuedAt = Math.floor(Date.now() / 1_000)
  const claims = { accountId: 1, sessionId: randomUUID(), role: 'user', generation: 0 } as const
  const { perCoreSecond } = await cpuRate(
    Array.from({ length: SIGNATURES }),
    { atOnce: AT_ONCE, signal },
    () => signAccessToken(services, { ...claims, issuedAt }),
  )
  return 1e6 / perCoreSecond
}

/** New ones, of which nobody has used any. */
async function accessTokens(
  { signal }: Bench,
  ctx: Ctx,
  sessions: readonly OpenSession[],
): Promise<readonly string[]> {
  const ids = sessions.map(({ id }) => id)
  await sql`
    update session set rotated_at = now(), is_used = false where id = any(${ids}::uuid[])
  `.execute(ctx.db)
  // Each is younger than what is replaced, so it answers with itself.
  const tokens: string[] = []
  await cpuRate(sessions, { atOnce: AT_ONCE, signal }, async ({ refreshToken }) => {
    tokens.push((await refreshSession(ctx, refreshToken)).accessToken)
  })
  return tokens
}

async function library({ root }: Bench, { keyRing }: Services) {
  const { jwtVerify } = await loadJose(root)
  const { kid } = await keyRing.signing()
  const verifying = await keyRing.verifying(kid)
  if (verifying === null) throw new Error('the key that signs is not known')
  const { key, algorithm } = verifying
  return (token: string) =>
    jwtVerify(token, key, {
      ...{ algorithms: [algorithm], typ: 'at+jwt', issuer: 'loadout', audience: 'loadout-api' },
    })
}

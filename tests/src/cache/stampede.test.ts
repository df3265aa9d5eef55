import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type PollLoop, startCacheRelay } from '@loadout/infra'
import { bareEnv, createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isStress } from '../env.ts'
import type { Question } from './stampede-process.ts'

const PROGRAM = fileURLToPath(new URL('stampede-process.ts', import.meta.url))

const CALLS = 500
const KEYS = isStress() ? 200 : 20

/** On a machine that stands still for so long, Redis counts as away, or a load of another process as lost. */
const SLOW_MS = 150
/** Then who gave Redis up asks it again. */
const PAUSE_MS = 1_100

let infra: TestInfra
let relay: PollLoop
let children: readonly ChildProcess[] = []
const ended = new AbortController()
beforeAll(async () => {
  infra = await createTestInfra()
  await sql`create table stampede_load (id integer not null, process integer not null)`.execute(
    infra.db,
  )
  const { REDIS_URL: redisUrl, QUEUE_PREFIX: prefix } = infra.config
  relay = startCacheRelay({ services: infra, redisUrl, prefix })
  children = [1, 2].map(() =>
    fork(PROGRAM, {
      env: { ...bareEnv(), ...infra.env },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    }),
  )
  for (const child of children) child.once('exit', () => ended.abort())
  await Promise.all(children.map(next))
})
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await relay.close()
  await infra.close()
})

interface Told {
  readonly slowestMs: number
  readonly answers: readonly string[]
}

/** The next thing that a process says; rejects when one has ended. */
async function next(child: ChildProcess): Promise<Told> {
  const [told] = await once(child, 'message', { signal: ended.signal })
  return told
}

/** All of them ask for one thing at once; how often each has loaded it, and how long the slowest took. */
async function stampede({ what, id, cache }: Omit<Question, 'calls'>) {
  const answers = children.map(next)
  for (const child of children) child.send({ what, id, calls: CALLS, cache } satisfies Question)
  const all: readonly Told[] = await Promise.all(answers)
  for (const { answers } of all) expect(answers).toEqual([`{"id":${id}}`])
  const { rows } = await sql<{ loads: number }>`
    select count(*)::integer as loads from stampede_load where id = ${id} group by process
  `.execute(infra.db)
  return {
    loads: rows.map(({ loads }) => loads),
    slowestMs: Math.max(...all.map(({ slowestMs }) => slowestMs)),
  }
}

describe.each([
  ['row', 0],
  ['value', 10_000],
] as const)('a %s that 500 callers in each of two processes miss at once', (what, first) => {
  it('is loaded once', async () => {
    let exact = 0
    for (let id = first + 1; id <= first + KEYS; id += 1) {
      const { loads, slowestMs } = await stampede({ what, id, cache: 'shared' })
      if (slowestMs < SLOW_MS) {
        expect(loads, `${what} ${id}`).toEqual([1])
        exact += 1
      } else {
        expect(Math.max(...loads), `${what} ${id}`).toBe(1)
        await sleep(PAUSE_MS)
      }
    }
    expect(exact).toBeGreaterThan(0)
  })

  it('is loaded once by each while Redis is away', async () => {
    for (let id = first + 1_001; id <= first + 1_000 + KEYS; id += 1) {
      const { loads } = await stampede({ what, id, cache: 'away' })
      expect(loads, `${what} ${id}`).toEqual([1, 1])
    }
  })
})

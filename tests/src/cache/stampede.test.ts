import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
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

/** Who waits for another process's load does so for a quarter of a second, and then loads for itself. */
const PATIENCE_MS = 250

let infra: TestInfra
let relay: PollLoop
let children: readonly ChildProcess[] = []
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
  await Promise.all(children.map((child) => once(child, 'message')))
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

/** All of them ask for one row at once; how often each has loaded it, and how long the slowest took. */
async function stampede(id: number, cache: Question['cache']) {
  const told = children.map((child) => once(child, 'message'))
  for (const child of children) child.send({ id, calls: CALLS, cache } satisfies Question)
  const all: readonly Told[] = (await Promise.all(told)).map(([one]) => one)
  for (const { answers } of all) expect(answers).toEqual([`{"id":${id}}`])
  const { rows } = await sql<{ loads: number }>`
    select count(*)::integer as loads from stampede_load where id = ${id} group by process
  `.execute(infra.db)
  return {
    loads: rows.map(({ loads }) => loads),
    slowestMs: Math.max(...all.map(({ slowestMs }) => slowestMs)),
  }
}

describe('a row that 500 callers in each of two processes miss at once', () => {
  it('is loaded once', async () => {
    let waitedOut = 0
    for (let id = 1; id <= KEYS; id += 1) {
      const { loads, slowestMs } = await stampede(id, 'shared')
      // On a machine that has stood still for so long, the other process rightly did not wait any longer.
      const isSlow = slowestMs >= PATIENCE_MS
      if (isSlow) waitedOut += 1
      expect(loads, `row ${id}`).toEqual(isSlow && loads.length === 2 ? [1, 1] : [1])
    }
    expect(waitedOut).toBeLessThan(KEYS / 2)
  })

  it('is loaded once by each while Redis is away', async () => {
    for (let id = 1_001; id <= 1_000 + KEYS; id += 1) {
      const { loads } = await stampede(id, 'away')
      expect(loads, `row ${id}`).toEqual([1, 1])
    }
  })
})

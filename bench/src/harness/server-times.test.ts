import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startFloorServer } from './floor-server.ts'
import { closeConnections, get } from './http.ts'
import type { Bench } from './scenario.ts'
import { takeServerTimes, withServerTimes } from './server-times.ts'

let bench: Bench

beforeEach(() => {
  bench = withServerTimes({
    env: { scale: 1, profile: false, inherited: {} },
    root: '/',
    dir: mkdtempSync(join(tmpdir(), 'server times ')),
    profileDir: null,
    signal: new AbortController().signal,
    say: () => {},
  })
})
afterEach(() => {
  closeConnections()
  rmSync(bench.dir, { recursive: true })
})

describe('takeServerTimes', () => {
  it('tells one latency per request since the last time', async () => {
    const file = join(bench.dir, 'answer.json')
    writeFileSync(file, '{}')
    await using server = await startFloorServer(bench, file)
    await takeServerTimes(bench, server.pid)
    for (let index = 0; index < 3; index += 1) await get(server.url)
    const { latencies, stall } = await takeServerTimes(bench, server.pid)
    expect(latencies).toHaveLength(3)
    expect(Math.min(...latencies)).toBeGreaterThan(0)
    expect(stall).toBeGreaterThanOrEqual(0)
    expect((await takeServerTimes(bench, server.pid)).latencies).toEqual([])
  })
})

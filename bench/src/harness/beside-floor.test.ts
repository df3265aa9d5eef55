import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startBesideFloor } from './beside-floor.ts'
import { startFloorServer } from './floor-server.ts'
import { closeConnections, get } from './http.ts'
import type { Bench } from './scenario.ts'
import { takeServerTimes, withServerTimes } from './server-times.ts'

let bench: Bench
beforeEach(() => {
  bench = withServerTimes({
    env: { scale: 0.01, profile: false, inherited: {} },
    ...{ root: '/', dir: mkdtempSync(join(tmpdir(), 'beside ')), profileDir: null },
    ...{ signal: new AbortController().signal, say: () => {} },
  })
})
afterEach(() => {
  closeConnections()
  rmSync(bench.dir, { recursive: true })
})

describe('startBesideFloor', () => {
  it('answers the same bytes as the API, which is warm by then', async () => {
    const file = join(bench.dir, 'answer.json')
    writeFileSync(file, '{"warm":true}')
    await using api = await startFloorServer(bench, file)
    await using servers = await startBesideFloor(bench, {
      ...{ urls: [api.url], pid: api.pid, perSecond: 20 },
    })
    expect(await get(servers.floor.urls[0] ?? '')).toBe('{"warm":true}')
    expect(servers.api).toEqual({ urls: [api.url], pid: api.pid })
    expect(servers.floor.pid).not.toBe(api.pid)
    expect((await takeServerTimes(bench, api.pid)).latencies).toEqual([])
  })

  it('leaves no floor behind when the API cannot be asked', async () => {
    const stopped = new AbortController()
    const file = join(bench.dir, 'answer.json')
    writeFileSync(file, '{}')
    await using api = await startFloorServer(bench, file)
    stopped.abort(new Error('stopped'))
    const starting = startBesideFloor(
      { ...bench, signal: stopped.signal },
      { urls: [api.url], pid: api.pid, perSecond: 20 },
    )
    await expect(starting).rejects.toThrow('stopped')
  })
})

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startFloorServer } from './floor-server.ts'
import { closeConnections, get } from './http.ts'
import { type Load, loadFigures, loadPages, startFloorOf, summarise } from './page-load.ts'
import type { Bench } from './scenario.ts'
import { withServerTimes } from './server-times.ts'

let bench: Bench

beforeEach(() => {
  bench = withServerTimes({
    env: { scale: 1, profile: false, inherited: {} },
    root: '/',
    dir: mkdtempSync(join(tmpdir(), 'page load ')),
    profileDir: null,
    signal: new AbortController().signal,
    say: () => {},
  })
})
afterEach(() => {
  closeConnections()
  rmSync(bench.dir, { recursive: true })
})

function fileWith(text: string): string {
  const file = join(bench.dir, `${text}.txt`)
  writeFileSync(file, text)
  return file
}

describe('loadPages', () => {
  it('asks for the pages in turn and tells what client and server saw', async () => {
    await using server = await startFloorServer(bench, fileWith('a'), fileWith('b'))
    const urls = [`${server.url}/0`, `${server.url}/1`]
    const load = await loadPages(bench, { urls, pid: server.pid, perSecond: 20, seconds: 1 })
    expect(load.failed).toBe(0)
    expect(load.server.p50).toBeGreaterThan(0)
    expect(load.p99).toBeGreaterThan(0)
  })

  it('counts what was not answered', async () => {
    await using server = await startFloorServer(bench, fileWith('a'))
    const urls = [`${server.url}/0`, 'http://127.0.0.1:1/']
    const load = await loadPages(bench, { urls, pid: server.pid, perSecond: 20, seconds: 1 })
    expect(load.failed).toBe(50)
  })
})

describe('startFloorOf', () => {
  it('answers the same bytes in the same order', async () => {
    await using server = await startFloorServer(bench, fileWith('first'), fileWith('second'))
    const floor = await startFloorOf(bench, [`${server.url}/1`, `${server.url}/0`])
    await using _ = floor.server
    expect(await Promise.all(floor.urls.map(get))).toEqual(['second', 'first'])
  })
})

describe('loadFigures', () => {
  const load = (p99: number): Load => ({
    ...{ p50: 1, p99: 2 * p99, stall: 3, cpu: 4, failed: 0 },
    server: { p50: 0.5, p99 },
  })
  const figures = loadFigures('pages', { loads: [load(4), load(6)], floors: [load(1)], bound: 5 })

  it('sets the bound on the 99th percentile in the server, and on failures', () => {
    const bounds = figures.flatMap(({ name, target }) => (target ? [[name, target.bound]] : []))
    expect(bounds).toEqual([
      ['pages, p99 in the API', 5],
      ['pages, failed', 0],
    ])
  })

  it('has a value per run, with the floor beside it', () => {
    expect(figures.find(({ name }) => name === 'pages, p99 at the client')).toMatchObject({
      values: [8, 12],
      floor: { values: [2] },
    })
  })
})

describe('summarise', () => {
  it('takes the middle and the 99th percentile', () => {
    const latencies = Array.from({ length: 200 }, (_, index) => index + 1)
    expect(summarise(latencies)).toEqual({ p50: 100.5, p99: 198 })
  })
})

import { setTimeout as sleep } from 'node:timers/promises'
import { silentLog } from '@loadout/core'
import type { Redis } from 'ioredis'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { closeRedis, createRedis } from '../redis.ts'
import { startTestRedis, type TestRedisServer } from '../testing/redis-server.ts'
import { createGuard, type Guard } from './guard.ts'

let server: TestRedisServer
let redis: Redis
let guard: Guard
let time: number
beforeAll(async () => {
  server = await startTestRedis()
  redis = createRedis({ url: server.url, profile: 'cache', log: silentLog })
  await redis.connect()
})
afterAll(async () => {
  closeRedis(redis)
  await server.stop('SIGKILL')
})
beforeEach(() => {
  time = 0
  guard = createGuard(redis, { log: silentLog, now: () => time })
})

const ping = () => guard.attempt((one) => one.ping())
const fail = () => guard.attempt(() => Promise.reject(new Error('no answer')))

describe('createGuard', () => {
  it('passes answers on, and has none in place of an error', async () => {
    expect(await ping()).toBe('PONG')
    expect(await fail()).toBeUndefined()
    expect(await ping()).toBe('PONG')
  })

  it('asks no more after three failures in a row, until a second later it has heard that all is well', async () => {
    for (let n = 0; n < 3; n += 1) await fail()
    expect(await ping()).toBeUndefined()
    time = 1_001
    expect(await ping()).toBeUndefined()
    await expect.poll(ping).toBe('PONG')
  })

  it('has nobody wait for whether it is back, and waits a second more when it is not', async () => {
    for (let n = 0; n < 3; n += 1) await fail()
    await redis.call('CLIENT', 'PAUSE', '500', 'ALL')
    time = 1_001
    let isOver = false
    const pause = sleep(450).then(() => {
      isOver = true
    })
    expect(await ping()).toBeUndefined()
    expect(isOver).toBe(false)
    await pause
    await sleep(100)
    expect(await ping()).toBeUndefined()
    time = 2_100
    await expect.poll(ping).toBe('PONG')
  })

  it('forgets failures that an answer came between', async () => {
    for (let n = 0; n < 5; n += 1) {
      await fail()
      await fail()
      expect(await ping()).toBe('PONG')
    }
  })

  it('gives up on a server that hangs, and from then on at once', async () => {
    await redis.call('CLIENT', 'PAUSE', '2000', 'ALL')
    let asked = 0
    const answers = await Promise.all(Array.from({ length: 3 }, ping))
    expect(answers).toEqual([undefined, undefined, undefined])
    for (let n = 0; n < 100; n += 1) {
      await guard.attempt((one) => {
        asked += 1
        return one.ping()
      })
    }
    expect(asked).toBe(0)
  })

  it('has no answer from a connection that is not there', async () => {
    const away = createRedis({ url: 'redis://127.0.0.1:1', profile: 'cache', log: silentLog })
    let asked = 0
    const answer = await createGuard(away, { log: silentLog }).attempt((one) => {
      asked += 1
      return one.ping()
    })
    expect([answer, asked]).toEqual([undefined, 0])
    closeRedis(away)
  })
})

import { erasePlayer } from '@loadout/core/players'
import { parseEnv } from '@loadout/infra'
import { startWorker, type WorkerProcess, workerEnv } from '@loadout/worker'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { leftovers } from './leftovers.ts'
import { createWorld, nameOf, nth, type World } from './world.ts'

let world: World
let worker: WorkerProcess

beforeAll(async () => {
  world = await createWorld('erase worker', 6)
  worker = await startWorker(parseEnv(workerEnv, { ...world.infra.env, WORKER_PORT: '0' }))
})
afterAll(async () => {
  await worker?.close()
  await world?.close()
})

describe('an erasure that a worker carries out', () => {
  it('is finished without anybody asking again, and its record says nothing of the player', async () => {
    const { db } = world.infra
    const player = nth(world.players, 0)
    await erasePlayer(world.ctx, { player: nameOf(player) })
    const finished = () => db.selectFrom('erasure').select('finished_at').execute()
    await expect.poll(finished, { timeout: 20_000 }).toEqual([{ finished_at: expect.any(Date) }])
    const states = () =>
      db.selectFrom('job_run').select('state').where('name', '=', 'players.erase').execute()
    await expect.poll(states, { timeout: 20_000 }).toEqual([{ state: 'completed' }])
    expect(await leftovers(world.infra, [player.puuid, nameOf(player)])).toEqual([])
  })
})

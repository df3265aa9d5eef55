import { randomUUID } from 'node:crypto'
import type { ListHead } from '@loadout/core'
import { jitter } from '../jitter.ts'
import { runScript } from '../script.ts'
import type { Guard } from './guard.ts'
import type { CacheKeys } from './keys.ts'
import { ACQUIRE_LIST, BUILD } from './scripts.ts'

/** How long a list is kept, milliseconds, whether it is read or not. */
const LIST_MS = 3_600_000
/** Whoever builds a list has so long. */
const LEASE_MS = 5_000

export interface BuildDeps {
  readonly guard: Guard
  readonly keys: CacheKeys
  /** Rows that a list has when it is built. */
  readonly headRows: number
}

/** Builds lists in the background, each by one process at a time. */
export function createHeadBuilder({ guard, keys, headRows }: BuildDeps) {
  const building = new Set<string>()

  async function build(head: ListHead, epoch: string, isAbsent: boolean): Promise<void> {
    const list = keys.list(head.name)
    const lease = keys.lease(list)
    const token = randomUUID()
    const won = await guard.attempt((redis) =>
      runScript(redis, ACQUIRE_LIST, [list, lease], [token, LEASE_MS, isAbsent ? epoch : '']),
    )
    if (won !== 1) return
    const places = await head.load(headRows + 1)
    const isWhole = places.length <= headRows
    // The list is complete above its floor, so the floor itself is not in it.
    const floor = isWhole ? '' : (places[headRows - 1] ?? '')
    const kept = isWhole ? places : places.slice(0, headRows - 1)
    const ms = Math.round(jitter(LIST_MS, 0.9))
    await guard.attempt((redis) =>
      runScript(redis, BUILD, [list, lease], [token, epoch, floor, ms, ...kept]),
    )
  }

  /** `isAbsent`: it is not wanted any more once somebody has built it. */
  return (head: ListHead, epoch: string, isAbsent: boolean): void => {
    if (building.has(head.name)) return
    building.add(head.name)
    const end = () => building.delete(head.name)
    // The database answers meanwhile; when it cannot, its callers hear of it.
    build(head, epoch, isAbsent).then(end, end)
  }
}

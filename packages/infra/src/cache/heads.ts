import { randomUUID } from 'node:crypto'
import type { HeadPage, ListHead, RowKind, SharedCache } from '@loadout/core'
import type { Guard } from './guard.ts'
import type { CacheKeys } from './keys.ts'
import { readRow } from './row-text.ts'
import { ACQUIRE_LIST, BUILD, PAGE, runScript } from './scripts.ts'

/** Rows of a list that are kept, if nothing else is said; changes may make it a quarter longer. */
export const HEAD_ROWS = 1_000
/** How long a list is kept, milliseconds, whether it is read or not. */
const LIST_MS = 3_600_000
/** Whoever builds a list has so long. */
const LEASE_MS = 5_000

export interface HeadsDeps {
  readonly guard: Guard
  readonly keys: CacheKeys
  readonly rows: SharedCache['rows']
  /** Rows that a list has when it is built. */
  readonly headRows: number
}

/** `SharedCache.page` and `drop`. A list that is not there is built in the background: nobody waits for it. */
export function createHeads(deps: HeadsDeps): Pick<SharedCache, 'page' | 'drop'> {
  const { guard, keys, rows, headRows } = deps
  const building = new Set<string>()

  async function build(head: ListHead, epoch: string): Promise<void> {
    const list = keys.list(head.name)
    const lease = keys.lease(list)
    const token = randomUUID()
    const won = await guard.attempt((redis) =>
      runScript(redis, ACQUIRE_LIST, [lease], [token, LEASE_MS]),
    )
    if (won !== 1) return
    const places = await head.load(headRows + 1)
    const kept = places.slice(0, headRows)
    const floor = places.length > headRows ? (kept.at(-1) ?? '') : ''
    const ms = Math.round(LIST_MS * (1 - Math.random() / 10))
    await guard.attempt((redis) =>
      // The floor itself is the last place the list is complete down to, so it is not in it.
      runScript(redis, BUILD, [list, lease], [token, epoch, floor, ms, ...kept.filter((place) => place !== floor)]),
    )
  }

  function startBuild(head: ListHead, epoch: string): void {
    if (building.has(head.name)) return
    building.add(head.name)
    const end = () => building.delete(head.name)
    // The database answers meanwhile; when it cannot, its callers hear of it.
    build(head, epoch).then(end, end)
  }

  /** Rows that came with the page, and the others. */
  async function itemsOf(kind: RowKind, flat: readonly unknown[], epoch: string) {
    const places: string[] = []
    const held = new Map<string, string | null>()
    const missing: number[] = []
    for (let index = 0; index < flat.length; index += 2) {
      const place = String(flat[index])
      const text = flat[index + 1]
      const row = typeof text === 'string' ? readRow(text, epoch) : undefined
      places.push(place)
      if (row === undefined) missing.push(idOf(place))
      else held.set(place, row.json)
    }
    const loaded = missing.length === 0 ? undefined : await rows(kind, missing)
    return places.map((place) => {
      const json = held.get(place)
      return { place, json: json === undefined ? (loaded?.get(idOf(place)) ?? null) : json }
    })
  }

  return {
    async page(head, { below, limit, seen }): Promise<HeadPage | null> {
      const { kind, name } = head
      const answer = await guard.attempt((redis) =>
        runScript(
          redis,
          PAGE,
          [keys.fresh, keys.list(name), keys.seen(kind.name, seen?.id ?? 0)],
          [below ?? '', limit, seen?.version ?? '', keys.row(kind.name, 0).slice(0, -1)],
        ),
      )
      if (!Array.isArray(answer)) return null
      const [state, epoch, ...flat] = answer
      // So much of it has gone that it has no first page left.
      const isSpent = state === 'past' && below === null
      if (state === 'absent' || isSpent) startBuild(head, String(epoch))
      if (state !== 'all' && state !== 'more') return null
      return { items: await itemsOf(kind, flat, String(epoch)), hasMore: state === 'more' }
    },
    drop({ name }) {
      void guard.attempt((redis) => redis.unlink(keys.list(name)))
    },
  }
}

function idOf(place: string): number {
  return Number(place.slice(-10))
}

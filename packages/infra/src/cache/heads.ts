import type { HeadPage, RowKind, SharedCache } from '@loadout/core'
import { runScript } from '../script.ts'
import { type BuildDeps, createHeadBuilder } from './build-head.ts'
import { readRow } from './row-text.ts'
import { PAGE } from './scripts.ts'

/** Rows of a list that are kept, if nothing else is said; changes may make it a quarter longer. */
export const HEAD_ROWS = 1_000

export interface HeadsDeps extends BuildDeps {
  readonly rows: SharedCache['rows']
}

/** `SharedCache.page` and `drop`. A list that is not there is built in the background: nobody waits for it. */
export function createHeads(deps: HeadsDeps): Pick<SharedCache, 'page' | 'drop'> {
  const { guard, keys, rows } = deps
  const startBuild = createHeadBuilder(deps)
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
      if (state === 'absent' || isSpent) startBuild(head, String(epoch), !isSpent)
      if (state !== 'all' && state !== 'more') return null
      return {
        items: await itemsOf(flat, { rows, kind, epoch: String(epoch) }),
        hasMore: state === 'more',
      }
    },
    drop({ name }) {
      void guard.attempt((redis) => redis.unlink(keys.list(name)))
    },
  }
}

/** The rows that came with their places, and those that have to be got. */
async function itemsOf(
  flat: readonly unknown[],
  of: { readonly rows: SharedCache['rows']; readonly kind: RowKind; readonly epoch: string },
): Promise<HeadPage['items']> {
  const places: string[] = []
  const held = new Map<string, string | null>()
  const missing: number[] = []
  for (let index = 0; index < flat.length; index += 2) {
    const place = String(flat[index])
    const text = flat[index + 1]
    const row = typeof text === 'string' ? readRow(text, of.epoch) : undefined
    places.push(place)
    if (row === undefined) missing.push(idOf(place))
    else held.set(place, row.json)
  }
  const loaded = missing.length === 0 ? undefined : await of.rows(of.kind, missing)
  return places.map((place) => {
    const json = held.get(place)
    return { place, json: json === undefined ? (loaded?.get(idOf(place)) ?? null) : json }
  })
}

function idOf(place: string): number {
  return Number(place.slice(-10))
}

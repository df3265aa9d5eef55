import type { SharedCache } from '@loadout/core'

/** Keeps nothing and knows nothing: all that is asked is asked of the database. */
export const NO_CACHE: SharedCache = {
  page: async () => null,
  drop: () => {},
  kept: () => undefined,
  local: (_key, _lists, load) => load(),
  value: (_key, _revision, load) => load(),
  async rows(kind, ids) {
    const rows = await kind.load(ids)
    return new Map(rows.flatMap(({ id, json }) => (json === null ? [] : [[id, json] as const])))
  },
}

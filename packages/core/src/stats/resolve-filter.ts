import type { Services } from '../context.ts'

/** Ids or names as callers write them. */
export interface FilterInput {
  readonly queue?: string | undefined
  readonly map?: string | undefined
  readonly patch?: string | undefined
  readonly act?: string | undefined
  readonly region?: string | undefined
}

/** The same filters as database keys; absent means "all". */
export interface FilterKeys {
  readonly queue_key?: number
  readonly map_key?: number
  readonly patch_key?: number
  readonly act_key?: number
  readonly region_key?: number
}

/** Null when a filter names something no match has: there is nothing to look for then. */
export async function resolveFilter(
  services: Pick<Services, 'dimensions'>,
  input: FilterInput,
): Promise<FilterKeys | null> {
  const resolved: { -readonly [Column in keyof FilterKeys]: number } = {}
  for (const kind of ['queue', 'map', 'patch', 'act', 'region'] as const) {
    const wanted = input[kind]
    if (wanted === undefined) continue
    const key = await services.dimensions.find(
      kind,
      kind === 'patch' ? canonicalPatch(wanted) : wanted,
    )
    if (key === null) return null
    resolved[`${kind}_key`] = key
  }
  return resolved
}

/** `08.07` and `8.7` are the same patch. */
function canonicalPatch(patch: string): string {
  return patch.split('.').map(Number).join('.')
}

import type { TierScheme } from '../../stats/content/index.ts'
import type { DocumentPlayer } from '../match-document.ts'
import type { Cursor } from './cursor.ts'
import { normaliseTier } from './normalise.ts'

export const NAME_MAX_LENGTH = 64

export function readTier(
  value: unknown,
  key: string,
  tools: { readonly at: Cursor; readonly scheme: TierScheme },
): number {
  const tier = normaliseTier(value, tools.scheme)
  return tier ?? tools.at.fail('INVALID_FIELD', key, 'Expected a rank')
}

const CAST_SLOTS = ['grenade', 'ability1', 'ability2', 'ultimate'] as const

/** Field names of the ability casts in one source. */
export type CastKeys = Readonly<Record<(typeof CAST_SLOTS)[number] | 'list', string>>

/** Ability casts of a player; null unless all four are stated (modes without abilities have none). */
export function readCasts(value: unknown, keys: CastKeys, at: Cursor): DocumentPlayer['casts'] {
  const casts = at.nullableObject(value, keys.list)
  if (casts === null || CAST_SLOTS.some((slot) => (casts[keys[slot]] ?? null) === null)) return null
  at.enter(keys.list)
  const counts = {
    grenade: at.count(casts[keys.grenade], keys.grenade),
    ability1: at.count(casts[keys.ability1], keys.ability1),
    ability2: at.count(casts[keys.ability2], keys.ability2),
    ultimate: at.count(casts[keys.ultimate], keys.ultimate),
  }
  at.leave()
  return counts
}

import { hash } from 'node:crypto'
import { VERSION } from '../version.ts'

/**
 * Keys of the cache of this release: another one may make other JSON of the same data, and while both run nothing of
 * one counts for the other. They share a hash tag: scripts that touch several lie on one node of a cluster.
 */
export interface CacheKeys {
  /** Holds the epoch for as long as what is kept counts; see `writer.ts`. */
  readonly fresh: string
  /** Messages about what changed. */
  readonly channel: string
  readonly row: (kind: string, id: number) => string
  /** Of the version of a row up to which changes were applied. */
  readonly seen: (kind: string, id: number) => string
  readonly list: (name: string) => string
  readonly lease: (key: string) => string
  readonly value: (key: string) => string
  /** A sorted set: the keys of all values by the time at which they go. */
  readonly values: string
}

export function cacheKeys(prefix: string): CacheKeys {
  const base = `${prefix}:{cache}:${VERSION}`
  return {
    fresh: `${base}:fresh`,
    channel: `${base}:changed`,
    row: (kind, id) => `${base}:row:${kind}:${id}`,
    seen: (kind, id) => `${base}:seen:${kind}:${id}`,
    list: (name) => `${base}:list:${name}`,
    lease: (key) => `${key}:lease`,
    value: (key) => `${base}:value:${hash('sha256', key, 'base64url')}`,
    values: `${base}:values`,
  }
}

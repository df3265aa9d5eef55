import type { RowChange } from '@loadout/core'
import type { ChainableCommander, Redis } from 'ioredis'
import { HEAD_ROWS } from './heads.ts'
import type { CacheKeys } from './keys.ts'
import { writeRow } from './row-text.ts'
import { ROW_MS } from './rows.ts'
import { APPLY } from './scripts.ts'

/** How long nothing may be heard of the relay before nothing that is kept counts, milliseconds. */
const FRESH_MS = 3_000
/** A position is good for so long; later the database answers, which is right too. */
const SEEN_MS = 60_000

/** Applies committed changes. Unlike readers it rejects when Redis fails: the relay keeps them and tries again. */
export interface CacheWriter {
  apply(kind: string, changes: readonly RowChange[]): Promise<void>
  /**
   * Everything that was committed until a moment ago is applied. The epoch that this writes is the run of the
   * server: one that was restarted, or has taken over, may have lost what was applied last, and what it
   * has kept from before does not count.
   */
  confirm(): Promise<void>
}

/** A message about a change: the key of the row, then the names of the lists. */
export type ChangeMessage = readonly [row: string, ...lists: string[]]

/** Null for anything else: whoever may use the server may publish what he likes. */
export function readMessage(text: string): ChangeMessage | null {
  try {
    const message: unknown = JSON.parse(text)
    return isMessage(message) ? message : null
  } catch {
    return null
  }
}

function isMessage(value: unknown): value is ChangeMessage {
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string')
}

export function createCacheWriter(
  redis: Redis,
  keys: CacheKeys,
  headRows: number = HEAD_ROWS,
): CacheWriter {
  let epoch: string | undefined
  redis.on('close', () => {
    epoch = undefined
  })

  async function currentEpoch(): Promise<string> {
    epoch ??= /^run_id:(\w+)/m.exec(await redis.info('server'))?.[1] ?? 'unknown'
    return epoch
  }

  return {
    async apply(kind, changes) {
      const run = await currentEpoch()
      const pipeline = redis.pipeline()
      // The server may have forgotten it.
      pipeline.script('LOAD', APPLY.text)
      for (const change of changes)
        addChange(pipeline, { keys, kind, change, epoch: run, headRows })
      for (const [error] of (await pipeline.exec()) ?? []) if (error !== null) throw error
    },
    async confirm() {
      await redis.set(keys.fresh, await currentEpoch(), 'PX', FRESH_MS)
    },
  }
}

function addChange(
  pipeline: ChainableCommander,
  of: {
    readonly keys: CacheKeys
    readonly kind: string
    readonly change: RowChange
    readonly epoch: string
    readonly headRows: number
  },
): void {
  const { keys, kind, change, epoch, headRows } = of
  const { id, version, json, place, into, outOf } = change
  const row = keys.row(kind, id)
  const lists = [...into, ...outOf]
  const listKeys = lists.flatMap((name) => [keys.list(name), keys.lease(keys.list(name))])
  const all = [row, keys.lease(row), keys.seen(kind, id), ...(place === null ? [] : listKeys)]
  const value = writeRow({ version, epoch, json, expiresAt: Date.now() + ROW_MS })
  const message = JSON.stringify([row, ...lists] satisfies ChangeMessage)
  pipeline.evalsha(
    ...[APPLY.sha, all.length, ...all],
    ...[version, value, ROW_MS, SEEN_MS, place ?? ''],
    ...[keys.channel, message, Math.ceil(headRows * 1.25), into.length],
  )
}

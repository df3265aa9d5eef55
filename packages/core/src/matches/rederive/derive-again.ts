import type { Ctx } from '../../context.ts'
import { CounterOverflow } from '../lanes.ts'
import { measureMatch } from '../prepare-document.ts'
import type { PreparedDocument } from '../prepared-document.ts'
import { type KeyLookup, type Measured, resolveKeys } from '../store-prepared.ts'
import { type OutdatedMatch, storedPlayers } from './queries.ts'
import { storedDocument } from './stored-document.ts'

/** A match measured anew. */
export interface Derived {
  readonly match: OutdatedMatch
  readonly measured: Measured
  readonly keys: KeyLookup
  /** Whether the raw document said who played; else the stored rows do. */
  readonly isNamed: boolean
}

/** Measures matches anew: from their raw documents, or where these are gone from what is stored. */
export async function deriveAgain(
  ctx: Ctx,
  matches: readonly OutdatedMatch[],
): Promise<readonly Derived[]> {
  const raw = await fromArchive(ctx, matches)
  const derived: Derived[] = []
  for (const match of matches) {
    ctx.signal?.throwIfAborted()
    const one = raw.get(match.match_key) ?? (await fromStored(ctx, match))
    if (one !== null) derived.push(one)
  }
  return derived
}

/** By match key. A document that the present parser refuses, or takes for another match, is left out. */
async function fromArchive(
  ctx: Ctx,
  matches: readonly OutdatedMatch[],
): Promise<ReadonlyMap<number, Derived>> {
  const found: { match: OutdatedMatch; measured: Measured }[] = []
  for (const match of matches) {
    const measured = await prepareArchived(ctx, match)
    if (measured?.kind === 'match' && measured.rows.match.id === match.id)
      found.push({ match, measured })
  }
  const keys = await resolveKeys(
    ctx.dimensions,
    found.map(({ measured }) => measured),
  )
  return new Map(
    found.map((one) => [one.match.match_key, { ...one, keys, isNamed: true }] as const),
  )
}

async function prepareArchived(
  ctx: Ctx,
  match: OutdatedMatch,
): Promise<PreparedDocument | undefined> {
  if (!ctx.game.sources.some(({ name }) => name === match.source)) return undefined
  const day = match.received_at.toISOString().slice(0, 10)
  const compressed = await ctx.archive.get({ day, hash: toHex(match.raw_hash) })
  if (compressed === null) return undefined
  const bytes = decompressed(ctx, compressed)
  if (bytes === undefined) return undefined
  const raw = { line: 1, bytes, totalBytes: bytes.length }
  const [prepared] = await ctx.preparer.prepare([raw], match.source)
  return prepared
}

/** Undefined for a broken file, which is as good as none. */
function decompressed(
  { codec, log }: Ctx,
  compressed: Uint8Array,
): Uint8Array<ArrayBuffer> | undefined {
  try {
    return codec.decompress(compressed)
  } catch (error) {
    log.warn('a raw document cannot be read', { error })
    return undefined
  }
}

/** Null for a match whose counters the present parser would refuse. */
async function fromStored(ctx: Ctx, match: OutdatedMatch): Promise<Derived | null> {
  const players = await storedPlayers(ctx.db, match.match_key)
  const { queue_key, map_key, patch_key, act_key, region_key } = match
  const named = await ctx.dimensions.named([
    ...[queue_key, map_key, patch_key, act_key, region_key],
    ...players.map(({ agent_key }) => agent_key),
  ])
  const document = storedDocument(ctx, { match, players }, named)
  try {
    const { tradeWindowMs } = ctx.preparer
    const measured = measureMatch(document, { codec: ctx.codec, tradeWindowMs })
    const weapons = await ctx.dimensions.keys(
      'weapon',
      measured.weapons.map(({ weapon }) => weapon),
    )
    const byId = new Map([...named.values()].map(({ kind, id, key }) => [`${kind} ${id}`, key]))
    return {
      match,
      measured,
      keys: (kind, id) => (kind === 'weapon' ? weapons.get(id) : byId.get(`${kind} ${id}`)) ?? 0,
      isNamed: false,
    }
  } catch (error) {
    if (error instanceof CounterOverflow) return null
    throw error
  }
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

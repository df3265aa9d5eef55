import type { Transaction } from 'kysely'
import type { Services } from '../context.ts'
import type { Database } from '../db/database.ts'
import { transact } from '../db/transaction.ts'
import { enqueue } from '../outbox/index.ts'
import type { DimensionKind, Dimensions } from '../stats/index.ts'
import type { IngestOutcome } from './contract.ts'
import type { PreparedDocument } from './prepared-document.ts'
import {
  claimMatches,
  claimPlayers,
  deleteRejections,
  insertEvents,
  insertMatchRows,
  insertPendingRollups,
  type SeenPlayer,
  upsertRejections,
} from './store-queries.ts'

type PreparedMatch = Extract<PreparedDocument, { kind: 'match' }>
type PreparedRejection = Extract<PreparedDocument, { kind: 'rejected' }>

/** Where documents come from, for the people who will look into the rejected ones. */
export interface Receipt {
  readonly source: string
  readonly origin: string
}

/**
 * Stores a batch: matches, players, events, rejections and the wake-up of the roll-up in one
 * transaction; a match that is already there is left alone. Outcomes come in the order of the input.
 */
export async function storePrepared(
  services: Services,
  documents: readonly PreparedDocument[],
  receipt: Receipt,
): Promise<readonly IngestOutcome[]> {
  const matches = uniqueMatches(documents)
  const keys = await resolveKeys(services.dimensions, matches)
  const stored = await transact(services.db, async (tx) => {
    const fresh = await storeMatches(services, tx, { matches, keys })
    if (matches.length > 0)
      await deleteRejections(
        tx,
        matches.map(({ raw }) => raw.hash),
      )
    await storeRejections(services, tx, { documents, receipt })
    if (fresh.size > 0) await enqueue(tx, 'stats.rollup', {})
    return new Set(fresh)
  })
  return documents.map((document) => outcomeOf(document, stored))
}

async function storeMatches(
  services: Services,
  tx: Transaction<Database>,
  batch: { readonly matches: readonly PreparedMatch[]; readonly keys: KeyLookup },
): Promise<ReadonlySet<string>> {
  if (batch.matches.length === 0) return new Set()
  const { keys } = batch
  const claimed = await claimMatches(
    tx,
    batch.matches.map(({ rows: { match } }) => ({
      id: match.id,
      patchKey: keys('patch', match.patch),
    })),
  )
  const fresh = batch.matches.flatMap((document) => {
    const match_key = claimed.get(document.rows.match.id)
    return match_key === undefined ? [] : [{ document, match_key }]
  })
  if (fresh.length === 0) return new Set()

  const playerKeys = await claimPlayers(tx, latestSightings(fresh.map(({ document }) => document)))
  const received_at = services.clock.now().toISOString()
  const refs = fresh.map(({ document, match_key }) => ({
    document,
    ref: { match_key, patch_key: keys('patch', document.rows.match.patch) },
  }))
  await insertMatchRows(tx, {
    matches: refs.map(({ document: { rows, raw }, ref }) => ({
      ...rows.match,
      ...ref,
      queue_key: keys('queue', rows.match.queue),
      map_key: keys('map', rows.match.map),
      act_key: keys('act', rows.match.act),
      region_key: keys('region', rows.match.region),
      received_at,
      raw_hash: raw.hash,
    })),
    players: refs.flatMap(({ document: { rows }, ref }) =>
      rows.players.map((player) => ({
        ...player,
        ...ref,
        player_key: playerKeys.get(player.puuid),
        agent_key: keys('agent', player.agent),
      })),
    ),
  })
  await insertEvents(
    tx,
    refs.map(({ document, ref }) => ({ ...ref, events: document.events })),
  )
  await insertPendingRollups(
    tx,
    refs.map(({ ref }) => ref),
  )
  // Before the commit: a stored match always has its raw document. A crash here leaves at most a file
  // that no row names, and its day removes it.
  await archiveAll(
    services,
    fresh.map(({ document }) => document),
  )
  return new Set(fresh.map(({ document }) => document.rows.match.id))
}

async function storeRejections(
  services: Services,
  tx: Transaction<Database>,
  batch: { readonly documents: readonly PreparedDocument[]; readonly receipt: Receipt },
): Promise<void> {
  // The same bytes twice in one batch are one row.
  const rejected = [
    ...new Map(batch.documents.filter(isRejection).map((row) => [row.raw.hash, row])).values(),
  ]
  if (rejected.length === 0) return
  await upsertRejections(
    tx,
    rejected.map(({ line, raw, rejection: { matchId, ...reason } }) => ({
      ...reason,
      ...batch.receipt,
      match_id: matchId,
      line,
      raw_hash: raw.hash,
      raw_bytes: raw.bytes,
      received_at: services.clock.now(),
    })),
  )
  await archiveAll(services, rejected)
}

async function archiveAll(
  services: Services,
  documents: readonly PreparedDocument[],
): Promise<void> {
  const day = services.clock.now().toISOString().slice(0, 10)
  await Promise.all(
    documents.map(({ raw }) => services.archive.put({ day, hash: raw.hash }, raw.compressed)),
  )
}

type KeyLookup = (kind: DimensionKind, id: string | null) => number

async function resolveKeys(
  dimensions: Dimensions,
  matches: readonly PreparedMatch[],
): Promise<KeyLookup> {
  const rows = matches.map(({ rows: { match } }) => match)
  const agents = matches.flatMap(({ rows }) => rows.players.map(({ agent }) => agent))
  const maps: Readonly<Record<DimensionKind, ReadonlyMap<string | null, number>>> = {
    agent: await dimensions.keys('agent', agents),
    map: await dimensions.keys(
      'map',
      rows.map(({ map }) => map),
    ),
    patch: await dimensions.keys(
      'patch',
      rows.map(({ patch }) => patch),
    ),
    act: await dimensions.keys(
      'act',
      rows.map(({ act }) => act),
    ),
    queue: await dimensions.keys(
      'queue',
      rows.map(({ queue }) => queue),
    ),
    region: await dimensions.keys(
      'region',
      rows.map(({ region }) => region),
    ),
  }
  return (kind, id) => {
    const key = maps[kind].get(id)
    if (key === undefined) throw new Error(`no key for ${kind} ${id}`)
    return key
  }
}

/** The first document of each match id; the others of the batch are duplicates of it. */
function uniqueMatches(documents: readonly PreparedDocument[]): readonly PreparedMatch[] {
  const byId = new Map<string, PreparedMatch>()
  for (const document of documents) {
    if (document.kind === 'match' && !byId.has(document.rows.match.id))
      byId.set(document.rows.match.id, document)
  }
  return [...byId.values()]
}

/** One row per player: the name they had in their latest match of the batch. */
function latestSightings(matches: readonly PreparedMatch[]): readonly SeenPlayer[] {
  const latest = new Map<string, SeenPlayer>()
  for (const { rows } of matches) {
    for (const { puuid, name, tag } of rows.players) {
      const seen_at = rows.match.started_at
      const known = latest.get(puuid)
      if (known === undefined || known.seen_at < seen_at)
        latest.set(puuid, { puuid, name, tag, seen_at })
    }
  }
  return [...latest.values()]
}

function isRejection(document: PreparedDocument): document is PreparedRejection {
  return document.kind === 'rejected'
}

/** `stored` loses each id it is asked for: the second document of a match is a duplicate. */
function outcomeOf(document: PreparedDocument, stored: Set<string>): IngestOutcome {
  if (document.kind === 'match') {
    const matchId = document.rows.match.id
    return { outcome: stored.delete(matchId) ? 'accepted' : 'duplicate', matchId }
  }
  const { rejection } = document
  return rejection.kind === 'excluded'
    ? { outcome: 'excluded', matchId: rejection.matchId, reason: rejection.code }
    : {
        outcome: 'quarantined',
        code: rejection.code,
        pointer: rejection.pointer,
        message: rejection.message,
      }
}

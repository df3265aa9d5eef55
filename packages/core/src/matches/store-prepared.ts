import type { Transaction } from 'kysely'
import type { Services } from '../context.ts'
import type { Database } from '../db/database.ts'
import { transact } from '../db/transaction.ts'
import { enqueue } from '../outbox/index.ts'
import { ERASED_PLAYER, searchKey } from '../privacy.ts'
import { insertPendingRatings } from '../ratings/index.ts'
import {
  type DimensionKind,
  type Dimensions,
  encodeWeaponTallies,
  insertPending,
  lockRollupVersions,
} from '../stats/index.ts'
import type { IngestOutcome } from './contract.ts'
import { joinEvents } from './events.ts'
import type { Team } from './match-document.ts'
import type { PreparedDocument } from './prepared-document.ts'
import {
  claimPlayers,
  deleteRejections,
  insertMatches,
  insertPlayerMatches,
  rawHashes,
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
    await forgetRejections(services, tx, matches)
    await storeRejections(services, tx, { documents, receipt })
    if (fresh.size > 0) await enqueue(tx, 'stats.rollup', {})
    return new Set(fresh)
  })
  return documents.map((document) => outcomeOf(document, stored))
}

/**
 * Documents that were understood after all are rejected no more. The file of one that only told again of a
 * stored match goes with its row: nothing would name it any more.
 */
async function forgetRejections(
  services: Services,
  tx: Transaction<Database>,
  matches: readonly PreparedMatch[],
): Promise<void> {
  if (matches.length === 0) return
  const rows = await deleteRejections(
    tx,
    matches.map(({ raw }) => raw.hash),
  )
  if (rows.length === 0) return
  const ids = matches.map(({ rows: { match } }) => match.id)
  const named = new Set(await rawHashes(tx, ids))
  await Promise.all(
    rows
      .filter(({ raw_hash }) => !named.has(raw_hash))
      .map(({ raw_hash: hash, received_at }) =>
        services.archive.remove({ day: received_at.toISOString().slice(0, 10), hash }),
      ),
  )
}

async function storeMatches(
  services: Services,
  tx: Transaction<Database>,
  batch: { readonly matches: readonly PreparedMatch[]; readonly keys: KeyLookup },
): Promise<ReadonlySet<string>> {
  if (batch.matches.length === 0) return new Set()
  await lockRollupVersions(tx, 'shared')
  const received_at = services.clock.now().toISOString()
  const stored = await insertMatches(
    tx,
    batch.matches.map((document) => ({
      ...toStoredMatch(document, batch.keys),
      raw_hash: `\\x${document.raw.hash}`,
      received_at,
    })),
    batch.matches.map((document) => toEvents(document, batch.keys)),
  )
  const fresh = batch.matches.flatMap((document) => {
    const match_key = stored.get(document.rows.match.id)
    return match_key === undefined ? [] : [{ document, match_key }]
  })
  if (fresh.length === 0) return new Set()

  const playerKeys = await claimPlayers(tx, latestSightings(fresh.map(({ document }) => document)))
  await insertPlayerMatches(
    tx,
    fresh.flatMap(({ document, match_key }) =>
      toStoredPlayers(document, batch.keys).map((player) => ({
        ...player,
        match_key,
        player_key: playerKeys.get(player.puuid) ?? ERASED_PLAYER,
      })),
    ),
  )
  const matchKeys = fresh.map(({ match_key }) => match_key)
  await insertPending(tx, matchKeys)
  await insertPendingRatings(tx, matchKeys)
  // Before the commit: a stored match has its raw document, unless it names a player who was erased. A
  // crash here leaves at most a file that no row names, and its day removes it.
  await archiveAll(
    { ...services, day: received_at.slice(0, 10) },
    fresh
      .map(({ document }) => document)
      .filter(({ rows }) => rows.players.every(({ puuid }) => playerKeys.has(puuid))),
  )
  return new Set(fresh.map(({ document }) => document.rows.match.id))
}

/** What of a prepared match its rows are made from. */
export type Measured = Pick<PreparedMatch, 'rows' | 'weapons' | 'rounds'>

/** The match's row with keys in place of ids, without where its document is. */
export function toStoredMatch({ rows: { match, players } }: Measured, keys: KeyLookup) {
  const comp = (team: Team) =>
    players
      .filter((player) => player.team === team)
      .map(({ agent }) => keys('agent', agent))
      .sort((a, b) => a - b)
      .join('.')
  return {
    ...match,
    patch_key: keys('patch', match.patch),
    queue_key: keys('queue', match.queue),
    map_key: keys('map', match.map),
    act_key: keys('act', match.act),
    region_key: keys('region', match.region),
    red_comp: comp('red'),
    blue_comp: comp('blue'),
  }
}

/** The players' rows, without the keys of match and player. */
export function toStoredPlayers({ rows: { players } }: Measured, keys: KeyLookup) {
  return players.map((player) => ({ ...player, agent_key: keys('agent', player.agent) }))
}

/** The match's events with the weapons' keys in their head. */
export function toEvents({ weapons, rounds }: Measured, keys: KeyLookup): Uint8Array {
  const tallies = weapons.map((tally) => ({ ...tally, weapon: keys('weapon', tally.weapon) }))
  return joinEvents(encodeWeaponTallies(tallies), rounds)
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
  const received_at = services.clock.now()
  await upsertRejections(
    tx,
    rejected.map(({ line, raw, rejection: { matchId, ...reason } }) => ({
      ...reason,
      ...batch.receipt,
      match_id: matchId,
      line,
      raw_hash: raw.hash,
      raw_bytes: raw.bytes,
      received_at,
    })),
  )
  await archiveAll({ ...services, day: received_at.toISOString().slice(0, 10) }, rejected)
}

async function archiveAll(
  { archive, day }: Pick<Services, 'archive'> & { readonly day: string },
  documents: readonly PreparedDocument[],
): Promise<void> {
  await Promise.all(
    documents.map(({ raw }) => archive.put({ day, hash: raw.hash }, raw.compressed)),
  )
}

export type KeyLookup = (kind: DimensionKind, id: string | null) => number

/** Keys of all ids in these matches, made where missing. */
export async function resolveKeys(
  dimensions: Dimensions,
  matches: readonly Measured[],
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
    weapon: await dimensions.keys(
      'weapon',
      matches.flatMap(({ weapons }) => weapons.map(({ weapon }) => weapon)),
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
export function latestSightings(matches: readonly Measured[]): readonly SeenPlayer[] {
  const latest = new Map<string, SeenPlayer>()
  for (const { rows } of matches) {
    for (const { puuid, name, tag } of rows.players) {
      const seen_at = rows.match.started_at
      const known = latest.get(puuid)
      if (known === undefined || known.seen_at < seen_at)
        latest.set(puuid, { puuid, name, tag, search_key: searchKey(name, tag), seen_at })
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

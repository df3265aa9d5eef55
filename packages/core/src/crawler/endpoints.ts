import { z } from 'zod'
import type { UpstreamRequest } from '../ports/upstream.ts'

/** VAL-MATCH-V1: https://developer.riotgames.com/apis#val-match-v1 */

/** The source whose documents this API answers with. */
export const SOURCE = 'riot'

/** Ids taken from one answer: real ones hold some hundreds. */
const MAX_IDS = 1_000
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const PUUID = /^[\w-]{1,128}$/

/** One endpoint: how to ask it, and what to make of its body. `read` answers null when it is not one. */
export interface Endpoint<Subject, Body> {
  request(region: string, subject: Subject): UpstreamRequest
  read(body: Uint8Array, subject: Subject): Body | null
}

/** Matches of a queue that ended within the last minutes. */
export const RECENT_MATCHES: Endpoint<string, readonly string[]> = {
  request: (region, queue) => ({
    region,
    method: 'recent-matches',
    path: `/val/match/v1/recent-matches/by-queue/${encodeURIComponent(queue)}`,
  }),
  read: (body) => {
    const list = parse(body, z.object({ matchIds: z.array(z.string()) }))
    return list === null ? null : matchIds(list.matchIds)
  },
}

export interface Walk {
  readonly puuid: string
  readonly queues: readonly string[]
}

/** Matches of one player, in these queues. */
export const MATCH_LIST: Endpoint<Walk, readonly string[]> = {
  request: (region, { puuid }) => ({
    region,
    method: 'match-list',
    path: `/val/match/v1/matchlists/by-puuid/${encodeURIComponent(puuid)}`,
  }),
  read: (body, { queues }) => {
    const entry = z.object({ matchId: z.string(), queueId: z.string().nullish() })
    const list = parse(body, z.object({ history: z.array(entry) }))
    if (list === null) return null
    const wanted = list.history.filter(({ queueId }) =>
      queues.includes((queueId ?? '').toLowerCase()),
    )
    return matchIds(wanted.map(({ matchId }) => matchId))
  },
}

export interface FetchedMatch {
  readonly bytes: Uint8Array
  /** Everybody who was there. */
  readonly puuids: readonly string[]
}

/** One match. What is not a document of that very match is not read: it may be cut off. */
export const MATCH: Endpoint<string, FetchedMatch> = {
  request: (region, id) => ({
    region,
    method: 'match',
    path: `/val/match/v1/matches/${encodeURIComponent(id)}`,
  }),
  read: (bytes, id) => {
    const document = parse(
      bytes,
      z.object({
        matchInfo: z.object({ matchId: z.string() }),
        players: z.array(z.object({ puuid: z.unknown().optional() })).nullish(),
      }),
    )
    if (document?.matchInfo.matchId.toLowerCase() !== id) return null
    const puuids = (document.players ?? []).flatMap(({ puuid }) =>
      typeof puuid === 'string' && PUUID.test(puuid) ? [puuid] : [],
    )
    return { bytes, puuids: [...new Set(puuids)] }
  },
}

function matchIds(texts: readonly string[]): readonly string[] {
  const ids = texts.map((text) => text.toLowerCase()).filter((id) => UUID.test(id))
  return [...new Set(ids)].slice(0, MAX_IDS)
}

/** The body as JSON of this shape, or null. */
function parse<Shape extends z.ZodType>(body: Uint8Array, shape: Shape): z.output<Shape> | null {
  try {
    const parsed = shape.safeParse(
      JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)),
    )
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** A byte range of a match's JSON text that changes from copy to copy. */
export interface Place {
  readonly kind: 'match' | 'player' | 'start'
  /** Which of the ids of its kind stands here. */
  readonly index: number
  readonly offset: number
}

export interface Places {
  readonly places: readonly Place[]
  readonly matchId: string
  readonly playerIds: readonly string[]
  readonly start: StartTime
}

/** The start of the game as written in the document. */
export interface StartTime {
  /** The text for a later start, of the same length. */
  shifted(byMs: number): Uint8Array
}

const UUID_OR_ENCRYPTED = '[0-9A-Za-z_-]{36,78}'
const MATCH_ID = new RegExp(`"(?:matchId|match_id)":\\s*"(${UUID_OR_ENCRYPTED})"`)
const PLAYER_ID = new RegExp(`"(?:puuid|subject)":\\s*"(${UUID_OR_ENCRYPTED})"`, 'g')
const START = /"(?:gameStartMillis":\s*(\d{13})|started_at":\s*"([^"]{24})")/

/** Finds the match id, every player id with all its uses, and the start time. */
export function findPlaces(template: Buffer): Places {
  // One character per byte, so that positions in the text are positions in the buffer.
  const text = template.toString('latin1')
  const matchId = MATCH_ID.exec(text)?.[1]
  const start = START.exec(text)
  if (matchId === undefined || start === null)
    throw new TypeError('not a match document of a known shape')
  const playerIds = [
    ...new Set([...text.matchAll(PLAYER_ID)].flatMap(([, id]) => (id === undefined ? [] : [id]))),
  ]
  const written = start[1] ?? start[2] ?? ''
  return {
    places: [
      ...usesOf(text, matchId).map((offset): Place => ({ kind: 'match', index: 0, offset })),
      ...playerIds.flatMap((id, index) =>
        usesOf(text, id).map((offset): Place => ({ kind: 'player', index, offset })),
      ),
      { kind: 'start', index: 0, offset: text.indexOf(written, start.index) },
    ],
    matchId,
    playerIds,
    start: startTime(written),
  }
}

function usesOf(text: string, id: string): number[] {
  const offsets: number[] = []
  for (let at = text.indexOf(id); at !== -1; at = text.indexOf(id, at + id.length)) offsets.push(at)
  return offsets
}

/** Thirteen digits of Unix milliseconds, or an ISO time with milliseconds. */
function startTime(written: string): StartTime {
  const isMillis = /^\d+$/.test(written)
  const start = isMillis ? Number(written) : Date.parse(written)
  return {
    shifted: (byMs) => {
      const time = start + byMs
      return Buffer.from(isMillis ? String(time) : new Date(time).toISOString())
    },
  }
}

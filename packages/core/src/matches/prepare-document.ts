import type { Codec } from '../ports/codec.ts'
import { encodeRounds } from './events.ts'
import { EXCLUSION_MESSAGES } from './exclusion-messages.ts'
import { CounterOverflow } from './lanes.ts'
import type { MatchDocument, ParseOutcome } from './match-document.ts'
import { toMatchRows } from './match-rows.ts'
import { weaponTallies } from './measures/weapon-tallies.ts'
import type { PreparedDocument, RawDocument, Rejection } from './prepared-document.ts'
import type { Game } from './sources/game.ts'
import { parseText } from './sources/parse-document.ts'
import { MAX_DOCUMENT_BYTES } from './split-lines.ts'

/**
 * Decodes, parses, shrinks, measures and compresses one document. `source` is the name of one of the
 * game's sources, or `auto`. Never throws on the document's content.
 */
export function prepareDocument(
  deps: { readonly codec: Codec; readonly game: Game; readonly tradeWindowMs?: number },
  raw: RawDocument,
  source: string,
): PreparedDocument {
  const archived = {
    hash: deps.codec.sha256(raw.bytes),
    bytes: raw.totalBytes,
    compressed: deps.codec.compress(raw.bytes),
  }
  const outcome = parseBytes(raw, source, deps.game)
  const measured = outcome.kind === 'match' ? measure(deps, outcome.match) : outcome
  return measured.kind === 'match'
    ? { ...measured, line: raw.line, raw: archived }
    : { kind: 'rejected', line: raw.line, raw: archived, rejection: toRejection(measured) }
}

type Measured = Pick<Extract<PreparedDocument, { kind: 'match' }>, 'rows' | 'weapons' | 'rounds'>

/** All that is stored of a match. Throws CounterOverflow for counters that no real match reaches. */
export function measureMatch(
  match: MatchDocument,
  { codec, tradeWindowMs }: { readonly codec: Codec; readonly tradeWindowMs?: number | undefined },
): Measured {
  return {
    rows: toMatchRows(match, tradeWindowMs),
    weapons: weaponTallies(match),
    rounds: encodeRounds(codec, match),
  }
}

type Refused = Exclude<ParseOutcome, { kind: 'match' }>

function measure(
  { codec, tradeWindowMs }: { readonly codec: Codec; readonly tradeWindowMs?: number },
  match: MatchDocument,
): (Measured & { readonly kind: 'match' }) | Refused {
  try {
    return { kind: 'match', ...measureMatch(match, { codec, tradeWindowMs }) }
  } catch (error) {
    if (!(error instanceof CounterOverflow)) throw error
    return { kind: 'invalid', code: 'INCONSISTENT_DOCUMENT', pointer: '', message: error.message }
  }
}

function toRejection(refused: Refused): Rejection {
  if (refused.kind === 'excluded') {
    const { kind, reason, matchId } = refused
    return { kind, code: reason, matchId, pointer: '', message: EXCLUSION_MESSAGES[reason] }
  }
  const { code, pointer, message } = refused
  return { kind: 'quarantined', code, matchId: null, pointer, message }
}

function parseBytes(raw: RawDocument, source: string, game: Game): ParseOutcome {
  if (raw.totalBytes > MAX_DOCUMENT_BYTES) {
    const message = `The document has ${raw.totalBytes} bytes; the limit is ${MAX_DOCUMENT_BYTES}`
    return { kind: 'invalid', code: 'DOCUMENT_TOO_LARGE', pointer: '', message }
  }
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(raw.bytes)
  } catch {
    return {
      kind: 'invalid',
      code: 'INVALID_UTF8',
      pointer: '',
      message: 'The document is not valid UTF-8',
    }
  }
  return parseText(source, text, game)
}

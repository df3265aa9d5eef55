import type { Codec } from '../ports/codec.ts'
import { createContentLookup } from '../stats/content/index.ts'
import { encodeEvents } from './events.ts'
import { EXCLUSION_MESSAGES } from './exclusion-messages.ts'
import type { MatchDocument, ParseOutcome, SourceName } from './match-document.ts'
import { toMatchRows } from './match-rows.ts'
import type { PreparedDocument, PreparedRaw, RawDocument, Rejection } from './prepared-document.ts'
import { parseText } from './sources/parse-document.ts'
import { MAX_DOCUMENT_BYTES } from './split-lines.ts'

const CONTENT = createContentLookup()

/** Decodes, parses, shrinks, measures and compresses one document. Never throws on its content. */
export function prepareDocument(
  deps: { readonly codec: Codec },
  raw: RawDocument,
  source: SourceName | 'auto',
): PreparedDocument {
  const archived = {
    hash: deps.codec.sha256(raw.bytes),
    bytes: raw.totalBytes,
    compressed: deps.codec.compress(raw.bytes),
  }
  const outcome = parseBytes(raw, source)
  if (outcome.kind === 'match') return prepared(deps.codec, raw.line, archived, outcome.match)
  const rejection: Rejection =
    outcome.kind === 'excluded'
      ? {
          kind: 'excluded',
          code: outcome.reason,
          matchId: outcome.matchId,
          pointer: '',
          message: EXCLUSION_MESSAGES[outcome.reason],
        }
      : {
          kind: 'quarantined',
          code: outcome.code,
          matchId: null,
          pointer: outcome.pointer,
          message: outcome.message,
        }
  return { kind: 'rejected', line: raw.line, raw: archived, rejection }
}

function prepared(
  codec: Codec,
  line: number,
  raw: PreparedRaw,
  match: MatchDocument,
): PreparedDocument {
  return { kind: 'match', line, raw, rows: toMatchRows(match), events: encodeEvents(codec, match) }
}

function parseBytes(raw: RawDocument, source: SourceName | 'auto'): ParseOutcome {
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
  return parseText(source, text, CONTENT)
}

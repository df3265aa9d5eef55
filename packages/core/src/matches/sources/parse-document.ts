import type { ContentLookup } from '../../stats/content/index.ts'
import type { ParseOutcome, SourceName } from '../match-document.ts'
import { Cursor } from './cursor.ts'
import { type DetectedSource, detectSource } from './detect-source.ts'
import { DocumentError } from './document-error.ts'
import { parseHenrik } from './henrik-v4.ts'
import { RIOT } from './riot.ts'
import { RIOT_CLIENT } from './riot-client.ts'
import { parseRiotFamily } from './riot-family.ts'

/**
 * Turns one raw document, already JSON.parsed, into a match, shrunk to what statistics need, or into the
 * reason why it is none. Only what is kept is validated. Never throws, whatever the input.
 */
export function parseDocument(
  source: SourceName | 'auto',
  raw: unknown,
  content: ContentLookup,
): ParseOutcome {
  const detected = detectSource(raw)
  if (detected === null) {
    return invalid('UNKNOWN_SHAPE', '', 'The document is of no known source')
  }
  if (source !== 'auto' && source !== detected.source) {
    return invalid('SOURCE_MISMATCH', '', `Stated as ${source}, but it is ${detected.source}`)
  }
  try {
    return parseDetected(detected, content)
  } catch (error) {
    if (error instanceof DocumentError) return invalid(error.code, error.pointer, error.message)
    throw error
  }
}

/** `parseDocument` for text; a text that is not JSON is `INVALID_JSON`. */
export function parseText(
  source: SourceName | 'auto',
  text: string,
  content: ContentLookup,
): ParseOutcome {
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch (error) {
    return invalid('INVALID_JSON', '', syntaxMessage(error))
  }
  return parseDocument(source, raw, content)
}

/** Without the quotation of the input that engines put in, each in its own words. */
function syntaxMessage(error: unknown): string {
  const [, position] = /at position (\d+)/.exec(error instanceof Error ? error.message : '') ?? []
  return position === undefined ? 'Not valid JSON' : `Not valid JSON at character ${position}`
}

function parseDetected(
  { source, root, path }: DetectedSource,
  content: ContentLookup,
): ParseOutcome {
  const at = new Cursor(path)
  if (source === 'henrik-v4') return parseHenrik(root, { content, at })
  const dialect = source === 'riot' ? RIOT : RIOT_CLIENT
  return parseRiotFamily(root, { dialect, content, at })
}

function invalid(
  code: DocumentError['code'],
  pointer: string,
  message: string,
): Extract<ParseOutcome, { kind: 'invalid' }> {
  return { kind: 'invalid', code, pointer, message }
}

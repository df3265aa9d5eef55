import type { ParseOutcome } from '../match-document.ts'
import { Cursor } from './cursor.ts'
import { detectSource } from './detect-source.ts'
import { DocumentError } from './document-error.ts'
import type { Game } from './game.ts'

/**
 * Turns one raw document, already JSON.parsed, into a match, shrunk to what statistics need, or into the
 * reason why it is none. `source` is the name of one of the game's sources, or `auto`. Only what is kept
 * is validated. Never throws, whatever the input.
 */
export function parseDocument(source: string, raw: unknown, game: Game): ParseOutcome {
  const detected = detectSource(game.sources, raw)
  if (detected === null) {
    return invalid('UNKNOWN_SHAPE', '', 'The document is of no known source')
  }
  if (source !== 'auto' && source !== detected.source.name) {
    const message = `Stated as ${source}, but it is ${detected.source.name}`
    return invalid('SOURCE_MISMATCH', '', message)
  }
  const tools = { content: game.lookup, at: new Cursor(detected.path) }
  try {
    return detected.source.parse(detected.root, tools)
  } catch (error) {
    if (error instanceof DocumentError) return invalid(error.code, error.pointer, error.message)
    throw error
  }
}

/** `parseDocument` for text; a text that is not JSON is `INVALID_JSON`. */
export function parseText(source: string, text: string, game: Game): ParseOutcome {
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch (error) {
    return invalid('INVALID_JSON', '', syntaxMessage(error))
  }
  return parseDocument(source, raw, game)
}

/** Without the quotation of the input that engines put in, each in its own words. */
function syntaxMessage(error: unknown): string {
  const [, position] = /at position (\d+)/.exec(error instanceof Error ? error.message : '') ?? []
  return position === undefined ? 'Not valid JSON' : `Not valid JSON at character ${position}`
}

function invalid(
  code: DocumentError['code'],
  pointer: string,
  message: string,
): Extract<ParseOutcome, { kind: 'invalid' }> {
  return { kind: 'invalid', code, pointer, message }
}

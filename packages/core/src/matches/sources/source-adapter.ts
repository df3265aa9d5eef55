import type { ContentLookup } from '../../stats/content/index.ts'
import type { ParseOutcome } from '../match-document.ts'
import type { Cursor, JsonObject } from './cursor.ts'

/** One format of match documents: how to tell it and how to read it. */
export interface SourceAdapter {
  /** Lower case, digits and hyphens; stored with each match. */
  readonly name: string
  /** Finds the match in a raw document of this format; null in any other. Never throws. */
  readonly detect: (raw: unknown) => MatchRoot | null
  /** Reads and shrinks the match. Throws DocumentError (`at.fail`) where a field is wrong. */
  readonly parse: (root: JsonObject, tools: ParseTools) => ParseOutcome
}

/** Where the match begins in a raw value. */
export interface MatchRoot {
  readonly root: JsonObject
  /** Path of `root`, for error pointers: some sources wrap the match, as in `{ status, data }`. */
  readonly path: readonly string[]
}

export interface ParseTools {
  readonly content: ContentLookup
  /** Stands at `root`. */
  readonly at: Cursor
}

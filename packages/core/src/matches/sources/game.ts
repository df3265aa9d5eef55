import {
  type ContentLookup,
  type ContentTables,
  createContentLookup,
} from '../../stats/content/index.ts'
import type { SourceAdapter } from './source-adapter.ts'

/**
 * A round-based game of two teams of five: its content and the formats of its match documents. All that
 * is particular to a game is in this value; what is counted and how is the same for every game.
 */
export interface GameDefinition {
  readonly name: string
  /** `import.meta.url` of the module that exports this game as `game`: threads load it from there. */
  readonly module: string
  readonly content: ContentTables
  readonly sources: readonly SourceAdapter[]
}

export interface Game extends GameDefinition {
  /** Finds things in `content`. */
  readonly lookup: ContentLookup
}

const SOURCE_NAME = /^[a-z0-9][a-z0-9-]{0,31}$/

/** Callers who do not know the source say `auto`. */
const RESERVED_NAME = 'auto'

/** Throws TypeError when a source's name is malformed, reserved or taken. */
export function defineGame(definition: GameDefinition): Game {
  const names = new Set<string>()
  for (const { name } of definition.sources) {
    if (!SOURCE_NAME.test(name) || name === RESERVED_NAME || names.has(name)) {
      throw new TypeError(`${definition.name}: ${JSON.stringify(name)} cannot name a source`)
    }
    names.add(name)
  }
  return { ...definition, lookup: createContentLookup(definition.content) }
}

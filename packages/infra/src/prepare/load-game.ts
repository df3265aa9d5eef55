import type { Game } from '@loadout/core/sources'

/** The game a module exports as `game`. A module is loaded once per thread; throws when it has none. */
export async function loadGame(module: string): Promise<Game> {
  const exports: { readonly game?: unknown } = await import(module)
  if (!isGame(exports.game)) throw new TypeError(`${module} exports no \`game\` of defineGame`)
  return exports.game
}

function isGame(value: unknown): value is Game {
  return typeof value === 'object' && value !== null && 'sources' in value && 'lookup' in value
}

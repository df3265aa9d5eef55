import { AppError } from '../errors.ts'
import type { Game } from './sources/game.ts'

/** Throws BAD_INPUT unless `source` is `auto` or names one of the game's sources. */
export function requireSource(game: Game, source: string): void {
  const names = ['auto', ...game.sources.map(({ name }) => name)]
  if (names.includes(source)) return
  const message = `must be one of ${names.join(', ')}`
  throw new AppError('BAD_INPUT', { fields: [{ pointer: '/source', message }] })
}

import { playersContract } from '@loadout/core/players'
import { Argument, InvalidArgumentError } from 'commander'

/** A player as operators name one. */
export function playerArgument(): Argument {
  return new Argument('<player>', 'a puuid, or name#tag (in quotes)').argParser(parsePlayer)
}

function parsePlayer(text: string): string {
  const { data } = playersContract.playerRefSchema.safeParse(text)
  if (data !== undefined) return data
  throw new InvalidArgumentError('Give a puuid or name#tag of at most 200 characters.')
}

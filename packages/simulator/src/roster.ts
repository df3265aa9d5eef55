import type { Agent, GameMap } from '@loadout/core/content'
import { createPurse, type Purse } from './economy.ts'
import { randomUuid } from './identifiers.ts'
import { agentStrength, canRevive, draftTeam } from './meta.ts'
import type { RoundTeam } from './modes.ts'
import type { SimulatedPlayer } from './population.ts'
import type { Prng } from './prng.ts'

/** Running totals of one player in one match; they only ever grow. */
export interface Tally {
  score: number
  kills: number
  deaths: number
  assists: number
}

/** One of the ten players of a match. `index` is the position in every list of the document. */
export interface Seat {
  readonly index: number
  readonly player: SimulatedPlayer
  readonly team: RoundTeam
  readonly agent: Agent
  readonly partyId: string
  readonly canRevive: boolean
  /** Fighting power relative to the lobby: skill, agent on this map and the form of the day. */
  readonly power: number
  readonly tally: Tally
  readonly purse: Purse
}

export interface RosterInput {
  readonly players: readonly SimulatedPlayer[]
  readonly map: GameMap
  readonly actIndex: number
}

/** Splits ten players into two teams with agents and parties, in the random order documents have. */
export function createRoster(prng: Prng, { players, map, actIndex }: RosterInput): Seat[] {
  const average = players.reduce((sum, player) => sum + player.skill, 0) / players.length
  const agents = { Red: draftTeam(prng, map, actIndex), Blue: draftTeam(prng, map, actIndex) }
  const parties = { Red: drawParties(prng), Blue: drawParties(prng) }
  const places = prng.shuffled(Array.from({ length: players.length }, (_, place) => place))
  return places.map((place, index) => {
    const team = place % 2 === 0 ? 'Red' : 'Blue'
    const slot = Math.floor(place / 2)
    const agent = agents[team][slot]
    const player = players[place]
    const partyId = parties[team][slot]
    if (agent === undefined || player === undefined || partyId === undefined) {
      throw new RangeError('a roster needs ten players')
    }
    const skill = (player.skill - average) * 1.2
    const power = skill + agentStrength(agent, map, actIndex) + prng.normal() * 0.35
    return {
      index,
      player,
      team,
      agent,
      partyId,
      canRevive: canRevive(agent),
      power,
      tally: { score: 0, kills: 0, deaths: 0, assists: 0 },
      purse: createPurse(),
    }
  })
}

/** Party ids of five team mates: mostly alone or in twos and threes. */
function drawParties(prng: Prng): string[] {
  const parties: string[] = []
  while (parties.length < 5) {
    const size = 1 + prng.weighted([5, 3, 1.5, 0, 0.5])
    const partyId = randomUuid(prng)
    for (let member = 0; member < size && parties.length < 5; member += 1) parties.push(partyId)
  }
  return parties
}

export interface Queue {
  /** The game's own id, lower case; the empty string is a custom game. */
  readonly id: string
  readonly name: string
  /** Rounds before the sides swap; null where sides never swap by a fixed number or are not known. */
  readonly halfRounds: number | null
  /** Whether the mode is played in attack and defence rounds, so that round statistics make sense. */
  readonly hasRounds: boolean
}

export const QUEUES = [
  { id: 'competitive', name: 'Competitive', halfRounds: 12, hasRounds: true },
  { id: 'unrated', name: 'Unrated', halfRounds: 12, hasRounds: true },
  { id: 'swiftplay', name: 'Swiftplay', halfRounds: 4, hasRounds: true },
  { id: 'spikerush', name: 'Spike Rush', halfRounds: 3, hasRounds: true },
  { id: 'deathmatch', name: 'Deathmatch', halfRounds: null, hasRounds: false },
  { id: 'hurm', name: 'Team Deathmatch', halfRounds: null, hasRounds: false },
  { id: 'ggteam', name: 'Escalation', halfRounds: null, hasRounds: false },
  { id: 'onefa', name: 'Replication', halfRounds: null, hasRounds: true },
  { id: 'snowball', name: 'Snowball Fight', halfRounds: null, hasRounds: false },
  { id: 'premier', name: 'Premier', halfRounds: 12, hasRounds: true },
  { id: 'newmap', name: 'New Map', halfRounds: 12, hasRounds: true },
  { id: '', name: 'Custom', halfRounds: null, hasRounds: true },
] as const satisfies readonly Queue[]

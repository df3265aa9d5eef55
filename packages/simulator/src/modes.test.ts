import { QUEUES } from '@loadout/core/content'
import { describe, expect, it } from 'vitest'
import { attackingTeam, opponentOf, ROUND_MODES, type RoundMode } from './modes.ts'

const attackers = (mode: RoundMode, rounds: readonly number[]) =>
  rounds.map((round) => attackingTeam(mode, round))

describe('attackingTeam', () => {
  it('swaps sides after the half and every round of overtime', () => {
    const { competitive } = ROUND_MODES
    expect(attackers(competitive, [0, 11, 12, 23])).toEqual(['Red', 'Red', 'Blue', 'Blue'])
    expect(attackers(competitive, [24, 25, 26, 27])).toEqual(['Red', 'Blue', 'Red', 'Blue'])
  })

  it('follows the half of short modes', () => {
    expect(attackers(ROUND_MODES.swiftplay, [3, 4])).toEqual(['Red', 'Blue'])
    expect(attackers(ROUND_MODES.spikerush, [2, 3])).toEqual(['Red', 'Blue'])
  })
})

describe('ROUND_MODES', () => {
  const modes: readonly RoundMode[] = Object.values(ROUND_MODES)

  it('are queues with rounds, with the halves statistics assume', () => {
    for (const mode of modes) {
      const queue = QUEUES.find(({ id }) => id === mode.queueId)
      expect(queue?.hasRounds).toBe(true)
      expect(queue?.halfRounds ?? 12).toBe(mode.halfRounds)
    }
  })

  it('are won with one round more than a half has', () => {
    for (const mode of modes) expect(mode.winAt).toBe(mode.halfRounds + 1)
  })

  it('play overtime in the long modes only', () => {
    const long = modes.filter((mode) => mode.winByTwo).map((mode) => mode.queueId)
    expect(long.sort()).toEqual(['', 'competitive', 'unrated'])
  })

  it('are found by matchmaking, custom games apart', () => {
    for (const { queueId, provisioningFlowId } of modes) {
      expect(provisioningFlowId).toBe(queueId === '' ? 'CustomGame' : 'Matchmaking')
    }
  })
})

it('knows the other team', () => {
  expect([opponentOf('Red'), opponentOf('Blue')]).toEqual(['Blue', 'Red'])
})

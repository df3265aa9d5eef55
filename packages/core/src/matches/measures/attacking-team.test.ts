import { describe, expect, it } from 'vitest'
import { realMatches, realMatchesMissing } from '../sources/testing/real-matches.ts'
import { game } from '../sources/valorant.ts'
import { attackingTeam } from './attacking-team.ts'

function sides(queue: string, numbers: readonly number[]): string {
  const rules = game.lookup.rulesOf(queue)
  return numbers
    .map((number) => attackingTeam(rules, { number, statedAttacker: null }).charAt(0))
    .join('')
}

describe('attackingTeam', () => {
  it('swaps sides at half time and every round of overtime', () => {
    expect(sides('competitive', [0, 11, 12, 23])).toBe('rrbb')
    expect(sides('competitive', [24, 25, 26, 27, 28, 29])).toBe('rbrbrb')
  })

  it('does not take every round from 12 on as an attack of Blue', () => {
    expect(sides('unrated', [24, 26, 40])).toBe('rrr')
  })

  it('knows the shorter halves of Swiftplay and Spike Rush', () => {
    expect(sides('swiftplay', [0, 3, 4, 7, 8])).toBe('rrbbr')
    expect(sides('spikerush', [0, 2, 3, 5, 6])).toBe('rrbbr')
  })

  it('takes the half from the rules, of whatever length', () => {
    const attackers = [0, 6, 7, 13, 14, 15].map((number) =>
      attackingTeam({ halfRounds: 7 }, { number, statedAttacker: null }),
    )
    expect(attackers).toEqual(['red', 'red', 'blue', 'blue', 'red', 'blue'])
  })

  it('takes queues of unknown halves as standard', () => {
    expect(sides('brandnew', [11, 12])).toBe('rb')
  })

  it('prefers what the document states', () => {
    const rules = { halfRounds: 12 }
    expect(attackingTeam(rules, { number: 0, statedAttacker: 'blue' })).toBe('blue')
    expect(attackingTeam(rules, { number: 12, statedAttacker: 'red' })).toBe('red')
  })
})

describe.skipIf(realMatchesMissing)(`planters ${realMatchesMissing ?? ''}`, () => {
  it.each(realMatches)('$name: only attackers plant, only defenders defuse', ({ match }) => {
    for (const round of match.rounds) {
      const attacker = attackingTeam(match.rules, round)
      if (round.plant) expect(match.players[round.plant.player]?.team).toBe(attacker)
      if (round.defuse) expect(match.players[round.defuse.player]?.team).not.toBe(attacker)
    }
  })
})

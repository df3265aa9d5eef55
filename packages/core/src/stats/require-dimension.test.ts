import { describe, expect, it } from 'vitest'
import type { Dimensions } from './dimensions.ts'
import { requireDimension } from './require-dimension.ts'
import { agentDimension } from './testing/sums.ts'

const JETT = agentDimension(7, 'jett', 'duelist')

const dimensions: Dimensions = {
  keys: async () => new Map(),
  find: async (kind, idOrName) => (kind === 'agent' && idOrName === 'jett' ? JETT.key : null),
  named: async () => new Map([[JETT.key, JETT]]),
  clear() {},
}

describe('requireDimension', () => {
  it('finds what the database knows', async () => {
    expect(await requireDimension({ dimensions }, 'agent', 'jett')).toBe(JETT)
  })

  it.each([
    ['agent', 'nobody', 'AGENT_NOT_FOUND'],
    ['map', 'jett', 'MAP_NOT_FOUND'],
  ] as const)('says which %s is not there', async (kind, name, code) => {
    await expect(requireDimension({ dimensions }, kind, name)).rejects.toMatchObject({
      code,
      fields: [{ pointer: `/${kind}` }],
    })
  })
})

import { describe, expect, expectTypeOf, it } from 'vitest'
import {
  ACTS,
  AGENTS,
  createContentLookup,
  MAPS,
  QUEUES,
  ROLES,
  ROUND_RULES,
  type Role,
  TIERS,
  WEAPONS,
} from './index.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const idsByTable: Record<string, readonly string[]> = {
  agents: AGENTS.map((row) => row.id),
  maps: MAPS.flatMap((row) => (row.id === null ? [] : [row.id])),
  weapons: WEAPONS.map((row) => row.id),
  acts: ACTS.map((row) => row.id),
}

describe('content tables', () => {
  it.each(Object.entries(idsByTable))('%s have unique lower-case uuids', (_table, ids) => {
    expect(ids.length).toBeGreaterThan(0)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(UUID)
  })

  it('names are unique within a table', () => {
    for (const rows of [AGENTS, MAPS, WEAPONS, QUEUES, TIERS]) {
      const names = rows.map((row) => row.name)
      expect(new Set(names).size).toBe(names.length)
    }
  })

  it('gives each agent a role and fills each role', () => {
    expectTypeOf<(typeof AGENTS)[number]['role']>().toEqualTypeOf<Role>()
    expect(new Set(AGENTS.map((agent) => agent.role))).toEqual(new Set(ROLES))
  })

  it('keeps map asset paths distinct even without case', () => {
    const paths = MAPS.map((map) => map.assetPath.toLowerCase())
    expect(new Set(paths).size).toBe(paths.length)
  })

  it('lists acts in time order and switches the tier scheme with Ascendant', () => {
    const order = ACTS.map((act) => act.episode * 10 + act.act)
    expect(order).toEqual([...order].sort((a, b) => a - b))
    for (const act of ACTS) {
      expect(act.short).toBe(`e${act.episode}a${act.act}`)
      expect(act.tierScheme).toBe(act.episode < 5 ? 'pre-ascendant' : 'current')
    }
  })

  it('has no half length for queues without rounds', () => {
    for (const queue of QUEUES) if (!queue.hasRounds) expect(queue.halfRounds).toBeNull()
  })

  it('numbers tiers without a gap', () => {
    expect(TIERS.map((tier) => tier.id)).toEqual(TIERS.map((_tier, index) => index))
  })
})

describe('createContentLookup', () => {
  const content = createContentLookup()

  it('finds by id whatever the case', () => {
    expect(content.agentById('ADD6443A-41bd-e414-f6ad-e58d267f4e95')?.name).toBe('Jett')
    expect(content.mapByAssetPath('/game/maps/duality/DUALITY')?.name).toBe('Bind')
    expect(content.mapById('7EAECC1B-4337-bbf6-6ab9-04b8f06b3319')?.name).toBe('Ascent')
    expect(content.weaponById('9C82E19D-4575-0200-1a81-3eacf00cf872')?.name).toBe('Vandal')
    expect(content.queueById('COMPETITIVE')?.halfRounds).toBe(12)
    expect(content.queueById('')?.name).toBe('Custom')
    expect(content.actById('67e373c7-48f7-b422-641b-079ace30b427')?.short).toBe('e5a1')
  })

  it('answers undefined for what it does not know', () => {
    expect(content.agentById('unknown')).toBeUndefined()
    expect(content.mapByAssetPath('/Game/Maps/Nowhere/Nowhere')).toBeUndefined()
    expect(content.actById('')).toBeUndefined()
  })

  it('names tiers, also those of the future', () => {
    expect(content.tierName(0)).toBe('Unranked')
    expect(content.tierName(27)).toBe('Radiant')
    expect(content.tierName(28)).toBe('Tier 28')
  })

  it('takes the current tier scheme for unknown or missing acts', () => {
    expect(content.tierSchemeOf('3f61c772-4560-cd3f-5d3f-a7ab5abda6b3')).toBe('pre-ascendant')
    expect(content.tierSchemeOf('00000000-0000-0000-0000-000000000000')).toBe('current')
    expect(content.tierSchemeOf(null)).toBe('current')
  })

  it('tells how a queue is played, as standard where its halves are not known', () => {
    expect(content.rulesOf('Competitive')).toEqual(ROUND_RULES)
    expect(content.rulesOf('swiftplay')).toEqual({ ...ROUND_RULES, halfRounds: 4 })
    expect(content.rulesOf('onefa')).toEqual(ROUND_RULES)
    expect(content.rulesOf('brandnew')).toEqual(ROUND_RULES)
  })

  it('works on other tables', () => {
    const other = createContentLookup({
      agents: [{ id: 'x', name: 'X', role: 'duelist' }],
      maps: [],
      weapons: [],
      queues: [],
      acts: [],
      tiers: [],
      rules: { halfRounds: 7, roundMs: 60_000, fuseMs: 30_000 },
      released: '2026-01-01T00:00:00Z',
    })
    expect(other.agentById('X')?.name).toBe('X')
    expect(other.rulesOf('any').halfRounds).toBe(7)
    expect(other.agentById('add6443a-41bd-e414-f6ad-e58d267f4e95')).toBeUndefined()
  })
})

import { ACTS, AGENTS, QUEUES } from '@loadout/core/content'
import { type Game, VALORANT } from '@loadout/core/sources'
import { createDimensions, syncContent } from '@loadout/core/stats'
import { createTestDatabase, type TestDatabase } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let database: TestDatabase & { readonly game: Game }
beforeAll(async () => {
  // With the content in it, as every migrated database has.
  database = { ...(await createTestDatabase()), game: VALORANT }
})
afterAll(() => database.drop())

const everything = async () => ({
  names: await database.db.selectFrom('dimension').selectAll().orderBy('key').execute(),
  roles: await database.db
    .selectFrom('agent_role')
    .selectAll()
    .orderBy('agent_key')
    .orderBy('since')
    .execute(),
})

const [JETT] = AGENTS.filter(({ name }) => name === 'Jett')

async function roleOf(agent: string) {
  const dimensions = createDimensions(database.db)
  const key = (await dimensions.keys('agent', [agent])).get(agent) ?? -1
  return { key, role: (await dimensions.named([key])).get(key)?.role }
}

describe('syncContent', () => {
  it('knows every agent with its role, every queue and every act', async () => {
    const { names, roles } = await everything()
    const known = (kind: string) => names.filter((row) => row.kind === kind && row.known).length
    expect(known('agent')).toBe(AGENTS.length)
    expect(known('queue')).toBe(QUEUES.length)
    expect(known('act')).toBe(ACTS.length)
    expect(roles).toHaveLength(AGENTS.length)
  })

  it('changes nothing the second time, nor when two processes do it at once', async () => {
    const before = await everything()
    await syncContent(database)
    await Promise.all([syncContent(database), syncContent(database), syncContent(database)])
    expect(await everything()).toEqual(before)
  })

  it('names an id that a document brought first, under the key it already has', async () => {
    const [act] = ACTS
    const before = await everything()
    await database.db
      .updateTable('dimension')
      .set((eb) => ({ name: eb.ref('id'), known: false }))
      .where('kind', '=', 'act')
      .where('id', '=', act.id)
      .execute()
    await syncContent(database)
    expect(await everything()).toEqual(before)
  })

  it('leaves ids alone that it does not know', async () => {
    await createDimensions(database.db).keys('agent', ['somebody new'])
    await syncContent(database)
    const { names } = await everything()
    expect(names.find(({ id }) => id === 'somebody new')).toMatchObject({
      name: 'somebody new',
      known: false,
    })
    expect((await roleOf('somebody new')).role).toBeNull()
  })

  it('shows the latest of an agent’s roles, and keeps the earlier ones', async () => {
    const { key, role } = await roleOf(JETT?.id ?? '')
    expect(role).toBe('duelist')
    const later = { agent_key: key, since: new Date('2026-01-01'), role: 'initiator' }
    await database.db.insertInto('agent_role').values(later).execute()
    expect((await roleOf(JETT?.id ?? '')).role).toBe('initiator')
    const history = (await everything()).roles.filter((row) => row.agent_key === key)
    expect(history.map((row) => row.role)).toEqual(['duelist', 'initiator'])
  })

  it('repairs a first role that is wrong', async () => {
    const sage = AGENTS.find(({ name }) => name === 'Sage')
    const { key } = await roleOf(sage?.id ?? '')
    const write = database.db.updateTable('agent_role').where('agent_key', '=', key)
    await write.set({ role: 'duelist' }).execute()
    expect((await roleOf(sage?.id ?? '')).role).toBe('duelist')
    await syncContent(database)
    expect((await roleOf(sage?.id ?? '')).role).toBe('sentinel')
  })
})

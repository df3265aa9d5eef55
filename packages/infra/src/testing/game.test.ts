import { VALORANT } from '@loadout/core/sources'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestInfra, type TestInfra } from './test-infra.ts'

const [JETT] = VALORANT.content.agents.filter(({ name }) => name === 'Jett')
const other = { ...VALORANT, name: 'other', content: { ...VALORANT.content, agents: [] } }

let infra: TestInfra
beforeAll(async () => {
  infra = await createTestInfra({ game: other })
})
afterAll(() => infra.close())

const agentsIn = async ({ db }: Pick<TestInfra, 'db'>) =>
  db.selectFrom('dimension').select('id').where('kind', '=', 'agent').execute()

describe('createTestInfra with a game', () => {
  it('hands the game to the verbs and its content to the database', async () => {
    expect(infra.game).toBe(other)
    expect(await agentsIn(infra)).toEqual([])
  })

  it('leaves the databases of the usual game alone', async () => {
    const usual = await createTestInfra()
    expect(await agentsIn(usual)).toContainEqual({ id: JETT?.id })
    await usual.close()
  })
})

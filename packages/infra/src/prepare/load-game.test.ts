import { VALORANT } from '@loadout/core/sources'
import { describe, expect, it } from 'vitest'
import { loadGame } from './load-game.ts'

describe('loadGame', () => {
  it('finds the game by the module it names itself', async () => {
    const loaded = await loadGame(VALORANT.module)
    expect(loaded.name).toBe(VALORANT.name)
    expect(loaded.sources.map(({ name }) => name)).toEqual(VALORANT.sources.map(({ name }) => name))
  })

  it('says which module exports no game', async () => {
    const module = new URL('./load-game.ts', import.meta.url).href
    await expect(loadGame(module)).rejects.toThrow(`${module} exports no \`game\``)
  })

  it('fails for a module that is not there', async () => {
    const module = new URL('./no-such-game.ts', import.meta.url).href
    await expect(loadGame(module)).rejects.toThrow('no-such-game')
  })
})

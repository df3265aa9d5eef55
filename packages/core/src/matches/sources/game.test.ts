import { describe, expect, it } from 'vitest'
import { VALORANT_CONTENT } from '../../stats/content/index.ts'
import { defineGame } from './game.ts'
import type { SourceAdapter } from './source-adapter.ts'
import { game } from './valorant.ts'

function adapter(name: string): SourceAdapter {
  return {
    name,
    detect: () => null,
    parse: () => ({ kind: 'excluded', reason: 'custom', matchId: null }),
  }
}

function gameOf(...names: string[]) {
  const sources = names.map(adapter)
  return defineGame({ name: 'g', module: import.meta.url, content: VALORANT_CONTENT, sources })
}

describe('defineGame', () => {
  it('adds the lookup of its content', () => {
    expect(
      gameOf('one', 'two').lookup.agentById('add6443a-41bd-e414-f6ad-e58d267f4e95')?.name,
    ).toBe('Jett')
  })

  it.each([['auto'], ['One'], [''], ['a b'], ['-x'], ['x'.repeat(33)], ['one', 'one']])(
    'refuses the sources %j, %j',
    (...names) => {
      expect(() => gameOf(...names)).toThrow(TypeError)
    },
  )
})

describe('VALORANT', () => {
  it('has three sources and says where threads find it', async () => {
    expect(game.sources.map(({ name }) => name)).toEqual(['riot', 'riot-client', 'henrik-v4'])
    expect((await import(game.module)).game).toBe(game)
  })
})

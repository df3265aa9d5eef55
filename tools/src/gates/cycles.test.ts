import { describe, expect, it } from 'vitest'
import { repoOfFiles } from '../testing/repo-of-files.ts'
import { cycles } from './cycles.ts'

async function messages(files: Readonly<Record<string, string | object>>) {
  const { findings } = await cycles.check(repoOfFiles(files))
  return findings.map(({ message }) => message)
}

describe('cycles', () => {
  it('finds none in a tree', async () => {
    const files = {
      'a.ts': "import { b } from './b.ts'\nimport { c } from './c.ts'",
      'b.ts': "import { c } from './c.ts'",
      'c.ts': 'export const c = 1',
    }
    expect(await messages(files)).toEqual([])
  })

  it('finds a cycle that is made of types', async () => {
    const files = {
      'a.ts': "import type { B } from './b.ts'",
      'b.ts': "import type { A } from './a.ts'",
    }
    expect(await messages(files)).toEqual(['import cycle: a.ts -> b.ts -> a.ts'])
  })

  it('finds a cycle through re-exports and dynamic imports', async () => {
    const files = {
      'a.ts': "export * from './b.ts'",
      'b.ts': "export const c = () => import('./c.ts')",
      'c.ts': "import './a.ts'",
    }
    expect(await messages(files)).toEqual(['import cycle: a.ts -> b.ts -> c.ts -> a.ts'])
  })

  it('finds a cycle between packages', async () => {
    const manifest = (name: string) => ({ name, exports: { '.': './a.ts' } })
    const files = {
      'packages/x/package.json': manifest('@loadout/x'),
      'packages/x/a.ts': "import '@loadout/y'",
      'packages/y/package.json': manifest('@loadout/y'),
      'packages/y/a.ts': "import '@loadout/x'",
    }
    expect(await messages(files)).toHaveLength(1)
  })

  it('tells the shortest way round, once, and the line it starts at', async () => {
    const repo = repoOfFiles({
      'a.ts': "\nimport './b.ts'\nimport './c.ts'",
      'b.ts': "import './c.ts'",
      'c.ts': "import './a.ts'",
    })
    const { findings } = await cycles.check(repo)
    expect(findings[0]).toMatchObject({ path: 'a.ts', line: 3 })
    expect(findings[0]?.message).toBe('import cycle: a.ts -> c.ts -> a.ts')
  })

  it('finds a file that imports itself', async () => {
    expect(await messages({ 'a.ts': "import './a.ts'" })).toEqual(['import cycle: a.ts -> a.ts'])
  })

  it('reports two separate cycles', async () => {
    const files = {
      'a.ts': "import './b.ts'",
      'b.ts': "import './a.ts'",
      'c.ts': "import './d.ts'\nimport './a.ts'",
      'd.ts': "import './c.ts'",
    }
    expect(await messages(files)).toHaveLength(2)
  })
})

import { describe, expect, it } from 'vitest'
import { repoOfFiles } from '../testing/repo-of-files.ts'
import { docs } from './docs.ts'

async function missing(text: string, path = 'README.md') {
  const repo = repoOfFiles({ [path]: text, 'packages/core/src/errors.ts': '', 'STYLE.md': '' })
  const { findings } = await docs.check(repo)
  return findings.map(({ line, message }) => `${line} ${message.split(' ')[1]?.replace(',', '')}`)
}

describe('docs', () => {
  it.each([
    'See `packages/core/src/errors.ts`.',
    'See `packages/core/src/errors.ts:1`.',
    'See `packages/core/`.',
    'See [errors](packages/core/src/errors.ts#L1) and [style](./STYLE.md "Style").',
    'Send `application/json`, call `stats.agents`, run `pnpm check`, read `docs/openapi.json`.',
    'Every `packages/*/src/index.ts` and `packages/<name>/src`.',
    'See [the site](https://example.test/a/b), [mail](mailto:a@example.test), [below](#below).',
  ])('is content with: %s', async (text) => {
    expect(await missing(text)).toEqual([])
  })

  it('finds a path in backticks that does not exist', async () => {
    expect(await missing('# A\n\nSee `packages/core/src/gone.ts`.')).toEqual([
      '3 packages/core/src/gone.ts',
    ])
  })

  it('finds a link to nothing', async () => {
    expect(await missing('[a](GONE.md)')).toEqual(['1 GONE.md'])
  })

  it('reads a link from the folder of its document', async () => {
    expect(await missing('[a](../core/src/errors.ts)', 'packages/api/README.md')).toEqual([])
    expect(await missing('[a](STYLE.md)', 'packages/api/README.md')).toEqual([
      '1 packages/api/STYLE.md',
    ])
  })

  it('leaves code fences to the test that runs them', async () => {
    expect(await missing('```sh\ncat `packages/gone.ts`\n```\n`packages/gone.ts`')).toEqual([
      '4 packages/gone.ts',
    ])
  })
})

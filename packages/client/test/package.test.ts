import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { publint } from 'publint'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Packed, packAndInstall, run } from './support/packed.ts'

let packed: Packed
beforeAll(() => {
  packed = packAndInstall()
})
afterAll(() => packed.remove())

function filesOf(extension: string): readonly string[] {
  const dist = join(packed.installed, 'dist')
  return readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(extension))
    .map((name) => join(dist, name))
}

/** What the modules of these files import. */
function importsOf(files: readonly string[]): readonly string[] {
  const specifier = /(?:\bfrom|\bimport\(?|\brequire\()\s*['"]([^'"]+)['"]/g
  return files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(specifier)].map((match) => match[1] ?? ''),
  )
}

describe('the published package', () => {
  it('contains the build, the readme, the licence and nothing else', () => {
    const files = ['LICENSE', 'README.md', 'dist', 'package.json']
    expect(readdirSync(packed.installed).sort()).toEqual(files)
    expect(filesOf('.test.js')).toEqual([])
    expect(filesOf('.d.ts')).not.toEqual([])
  })

  it('has no runtime dependency', () => {
    const manifest: object = createRequire(import.meta.url)(join(packed.installed, 'package.json'))
    expect(manifest).not.toHaveProperty('dependencies')
    expect(manifest).not.toHaveProperty('peerDependencies')
    expect(manifest).not.toHaveProperty('private')
    expect(manifest).toMatchObject({
      exports: {
        '.': { types: './dist/index.d.ts', default: './dist/index.js' },
        './server': { types: './dist/server.d.ts', default: './dist/server.js' },
      },
      sideEffects: false,
    })
  })

  it.each(['.js', '.d.ts'])('imports nothing but itself in its %s files', (extension) => {
    const imports = importsOf(filesOf(extension))
    expect(imports).not.toEqual([])
    expect(imports.filter((specifier) => !/^\.\.?\/[\w/-]+\.[jt]s$/.test(specifier))).toEqual([])
  })

  it('is clean for publint', async () => {
    const { messages } = await publint({ pkgDir: packed.installed, pack: false, strict: true })
    expect(messages).toEqual([])
  })

  it('is clean for attw', () => {
    const attw = createRequire(import.meta.url).resolve('@arethetypeswrong/cli/package.json')
    const report = run(
      'node',
      [
        join(attw, '../dist/index.js'),
        packed.tarball,
        '--profile',
        'esm-only',
        '--format',
        'ascii',
      ],
      packed.project,
    )
    expect(report).toContain('node16 (from ESM): 🟢')
  })
})

/** Bytes of what `source` needs of the package, minified and gzipped. */
async function sizeOf(source: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: join(packed.installed, 'dist') },
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
  })
  return gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length
}

// Minified and gzipped. The peers that the core is measured against are 7.2 KB (tRPC, without streams), 8.3 KB (oRPC)
// and 11.2 KB (tRPC with streams, retries and a logger).
it.each([
  ['the core', 8_500, "export { createClient, isLoadoutError, safe } from './index.js'"],
  ['everything', 12_000, "export * from './index.js'"],
])('%s is at most %i bytes', async (_what, budget, source) => {
  expect(await sizeOf(source)).toBeLessThanOrEqual(budget)
})

it('leaves out what is not used', async () => {
  const core = await sizeOf("export { createClient } from './index.js'")
  expect(core).toBeLessThanOrEqual(6_700)
  const session = "export { createClient, cookieSession } from './index.js'"
  expect(await sizeOf(session)).toBeLessThanOrEqual(8_700)
  expect(await sizeOf("export * from './server.js'")).toBeLessThanOrEqual(8_700)
})

const CONSUMER = `
import { createClient, isLoadoutError, type Rate, safe } from '@loadout/client'

const answer = { maps: [], matches: 3, updatedAt: null }
const loadout = createClient({
  url: 'https://api.example.gg',
  fetch: async (url) =>
    url.includes('roleBoard')
      ? Response.json({ result: { data: answer } })
      : new Response('<html>', { status: 502 }),
  retry: false,
})

const board = await loadout.stats.roleBoard.query({ queue: 'competitive', top: 3 })
const rate: Rate | undefined = board.maps[0]?.roles.duelist[0]?.winRate
const matches: number = board.matches
const health = await safe(loadout.ops.health.query())
const code = health.ok ? 'fine' : health.error.code
const narrowed = !health.ok && isLoadoutError(health.error, 'UNAVAILABLE')
console.log(JSON.stringify({ rate, matches, code, narrowed }))

// @ts-expect-error -- a misspelt filter does not compile for the consumer either.
export const wrong = () => loadout.stats.roleBoard.query({ quue: 'x' })
`

/** Strict, without this workspace's settings, and with every declaration file checked. */
const CONSUMER_CONFIG = {
  compilerOptions: {
    target: 'ES2022',
    lib: ['ESNext', 'DOM'],
    module: 'NodeNext',
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
  },
  files: ['consumer.ts'],
}

describe('a project that installs it', () => {
  beforeAll(() => {
    writeFileSync(join(packed.project, 'package.json'), '{ "type": "module" }')
    writeFileSync(join(packed.project, 'consumer.ts'), CONSUMER)
    writeFileSync(join(packed.project, 'tsconfig.json'), JSON.stringify(CONSUMER_CONFIG))
  })

  it('compiles against the declarations alone', () => {
    expect(run('tsc', ['-p', '.'], packed.project)).toBe('')
  })

  it('compiles every example of the readme', () => {
    const readme = readFileSync(join(packed.installed, 'README.md'), 'utf8')
    const examples = [...readme.matchAll(/```ts\n(.*?)```/gs)].map((match) => match[1] ?? '')
    const files = examples.map((_example, index) => `example-${index}.ts`)
    for (const [index, file] of files.entries()) {
      writeFileSync(join(packed.project, file), examples[index] ?? '')
    }
    const config = { ...CONSUMER_CONFIG, files }
    writeFileSync(join(packed.project, 'tsconfig.examples.json'), JSON.stringify(config))
    expect(files).toHaveLength(10)
    expect(run('tsc', ['-p', 'tsconfig.examples.json', '--noEmit'], packed.project)).toBe('')
  })

  it.each(['node', 'bun'])('runs on %s', (runtime) => {
    const printed: unknown = JSON.parse(run(runtime, ['consumer.js'], packed.project))
    expect(printed).toEqual({ matches: 3, code: 'UNAVAILABLE', narrowed: true })
  })
})

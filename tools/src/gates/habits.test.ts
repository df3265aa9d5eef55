import { describe, expect, it } from 'vitest'
import { repoOfFiles } from '../testing/repo-of-files.ts'
import { habits } from './habits.ts'

async function messages(path: string, text: string) {
  const { findings } = await habits.check(repoOfFiles({ [path]: text }))
  return findings.map(({ message }) => message)
}

describe('idle tests', () => {
  const inTest = (text: string) => messages('a.test.ts', text)

  it.each([
    "it.only('a', f)",
    "describe.only('a', f)",
    "it.concurrent.only('a', f)",
    "it.todo('a')",
    "it.skip('a', f)",
    "describe.skip('a', f)",
    "it('a', () => {})",
    "test('a', async () => {})",
  ])('finds %s', async (text) => {
    expect(await inTest(text)).toHaveLength(1)
  })

  it.each([
    "it('a', () => { expect(1).toBe(1) })",
    "it('a', f)",
    "// Bun has no SIGSTOP.\nit.skip('a', f)",
    "it.skip('a', f) // Bun has no SIGSTOP.",
    "it.skipIf(!redis)('a', f)",
    'stream.skip(3)',
    'beforeEach(() => {})',
  ])('is content with %s', async (text) => {
    expect(await inTest(text)).toEqual([])
  })

  it('looks at tests only', async () => {
    expect(await messages('a.ts', "it.only('a', f)")).toEqual([])
  })
})

describe('concurrent tests', () => {
  const EXPECT = "import { expect, it } from 'vitest'\n"

  it.each([
    "it.concurrent('a', f)",
    "describe.concurrent.each([1])('a', f)",
    "describe('a', () => { it.concurrent('b', f) })",
  ])('do not share the expect of their file: %s', async (text) => {
    expect(await messages('a.test.ts', EXPECT + text)).toHaveLength(1)
  })

  it.each([
    `${EXPECT}it('a', f)`,
    "import { it } from 'vitest'\nit.concurrent('a', ({ expect }) => { expect(1).toBe(1) })",
    `${EXPECT}pool.concurrent('a', f)`,
  ])('%s is well', async (text) => {
    expect(await messages('a.test.ts', text)).toEqual([])
  })
})

describe('comments', () => {
  const inSource = (text: string) => messages('a.ts', text)

  it.each([
    '// TODO later',
    '/* FIXME: leaks */',
    '// const a = 1',
    "// import { x } from 'x'",
    '// return rows.map(toRow)',
    '// await close(pool)',
    '// if (rows.length === 0) {',
    '// ctx.log.info(message)',
    '/* const a = 1\nconst b = 2 */',
  ])('finds %s', async (text) => {
    expect(await inSource(text)).toHaveLength(1)
  })

  it.each([
    '// TODO(#12): drop with Node 22',
    '// TODO https://example.test/issues/12',
    '// A pause of 5 s, so that the proxy notices.',
    '// return early: nothing else can match.',
    '// const assertions keep the union narrow',
    '// if (and only if) the lease is ours',
    '// await is needed: the driver throws late.',
    '// biome-ignore lint/style/noNonNullAssertion: checked above',
    '/** const a = f() */',
    '/**\n * @example\n * const a = f()\n */',
    '// https://example.test/a(b)',
  ])('is content with %s', async (text) => {
    expect(await inSource(text)).toEqual([])
  })
})

describe('secrets', () => {
  // Put together here, or this file would hold what it looks for.
  it.each([
    ['AKIA', 'ABCDEFGHIJKLMNOP'],
    ['ghp_', 'a'.repeat(36)],
    ['npm_', 'a'.repeat(36)],
    ['-----BEGIN PRIVATE KEY', `-----\n${'a'.repeat(64)}`],
  ])('finds one that starts with %s', async (start, rest) => {
    expect(await messages('deploy/a.yaml', `key: ${start}${rest}`)).toHaveLength(1)
  })

  it('is content with words about secrets', async () => {
    const text = 'password: change-me\n# -----BEGIN PRIVATE KEY----- starts a PEM file\n'
    expect(await messages('deploy/a.yaml', text)).toEqual([])
  })
})

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { countsOf, runCli, runCliProcess } from './support/cli.ts'
import { documents, ndjson, pretty } from './support/documents.ts'

let infra: TestInfra
let folder: string

beforeEach(async () => {
  infra = await createTestInfra({ profile: 'cli' })
  folder = join(infra.config.LOADOUT_HOME, 'input')
  await mkdir(join(folder, 'deep/er'), { recursive: true })
})

afterEach(() => infra.close())

const importMatches = (args: readonly string[], input?: string | Uint8Array, run = runCli) =>
  run(['import', 'matches', ...args], {
    env: infra.env,
    cwd: folder,
    ...(input === undefined ? {} : { input }),
  })

async function storedMatches(): Promise<number> {
  const rows = await infra.db.selectFrom('match').select('id').execute()
  return rows.length
}

describe('import matches', () => {
  it('reads a directory with every format, compressed or not, at any depth', async () => {
    const [one = '', two = '', three = '', ...rest] = documents(12, 'formats')
    await writeFile(join(folder, 'one.json'), pretty(one))
    await writeFile(join(folder, 'two.json.gz'), gzipSync(pretty(two)))
    await writeFile(join(folder, 'deep/three.json.zst'), zstdCompressSync(three))
    await writeFile(join(folder, 'deep/lines.ndjson'), ndjson(rest.slice(0, 3)))
    await writeFile(join(folder, 'deep/er/lines.jsonl'), ndjson(rest.slice(3, 6)).trimEnd())
    await writeFile(join(folder, 'deep/er/lines.ndjson.gz'), gzipSync(ndjson(rest.slice(6, 9))))
    await writeFile(join(folder, 'README.md'), 'no match')
    const result = await importMatches(['.'])
    expect(result.code, result.stderr).toBe(0)
    expect(countsOf(result)).toEqual({
      accepted: 12,
      duplicate: 0,
      excluded: 0,
      quarantined: 0,
      files: 6,
    })
    expect(await storedMatches()).toBe(12)
  })

  it('reads standard input, whether it is compressed or not', async () => {
    const lines = ndjson(documents(4, 'stdin'))
    const first = await importMatches(['-'], lines, runCliProcess)
    expect(first.code, first.stderr).toBe(0)
    expect(countsOf(first)).toMatchObject({ accepted: 4 })
    const second = await importMatches(['-'], gzipSync(lines))
    expect(countsOf(second)).toMatchObject({ accepted: 0, duplicate: 4 })
  })

  it('takes a glob that no shell has expanded', async () => {
    const [one = '', two = ''] = documents(2, 'glob')
    await writeFile(join(folder, 'a1.json'), one)
    await writeFile(join(folder, 'b1.json'), two)
    const result = await importMatches(['a*.json'])
    expect(countsOf(result)).toMatchObject({ accepted: 1, files: 1 })
  })

  it('says what was not counted by file and line, and goes on', async () => {
    const [good = '', better = ''] = documents(2, 'bad')
    const [custom = ''] = documents(1, 'bad', 'custom')
    await writeFile(join(folder, 'mixed.ndjson'), ndjson([good, '{"broken":', '', custom, better]))
    const result = await importMatches(['mixed.ndjson'])
    expect(result.code).toBe(0)
    expect(countsOf(result)).toMatchObject({ accepted: 2, excluded: 1, quarantined: 1 })
    expect(result.stdout).toMatch(/mixed\.ndjson:2 +INVALID_JSON/)
    expect(result.stdout).toMatch(/mixed\.ndjson:4 +custom/)
    expect(result.stderr).toContain('quarantine list')
  })

  it('fails with --strict when a document was quarantined', async () => {
    const result = await importMatches(['-', '--strict'], '{}\n')
    expect(result.code).toBe(2)
  })

  it('names a broken file, keeps what was read, and does the other files', async () => {
    const texts = documents(40, 'truncated')
    const whole = gzipSync(ndjson(texts.slice(0, 39)))
    await writeFile(join(folder, 'broken.ndjson.gz'), whole.subarray(0, whole.length - 2_000))
    await writeFile(join(folder, 'fine.json'), texts[39] ?? '')
    const result = await importMatches(['.'])
    expect(result.code).toBe(1)
    expect(result.stdout).toMatch(/1 file could not be read to the end:\nbroken\.ndjson\.gz: /)
    const { accepted = 0, files } = countsOf(result)
    expect(files).toBe(1)
    expect(accepted).toBeGreaterThan(1)
    expect(await storedMatches()).toBe(accepted)
  })

  it('refuses a path that means nothing, and a mix with standard input', async () => {
    expect(await importMatches(['nothing-*.json'])).toMatchObject({ code: 66, stdout: '' })
    expect(await importMatches(['-', 'x.json'])).toMatchObject({ code: 64 })
    expect(await importMatches(['-', '--url', 'http://127.0.0.1:1'])).toMatchObject({ code: 64 })
  })
})

import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { exportAtelier, exportGames, type importsContract } from '@loadout/core/imports'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CliResult, runCli, runCliProcess } from './support/cli.ts'

type Run = importsContract.ImportRun

let infra: TestInfra
let other: TestInfra
let folder: string

/** What a shop that nobody has looked after for years would send: the comments say what is wrong. */
const FILES: Readonly<Record<string, string>> = {
  // No number for an id; an id that was there.
  'z-first.csv': `id,name,slogan,description,category,default_price
1,Camo Onesie,Blend in,"Soft, ""very"" soft",Jackets,140
x,Broken,,,Jackets,1
2,Sunglasses,null,,Accessories,69.5
1,Again,,,Jackets,1
`,
  // A style of a product that is not there.
  'styles.csv': `id,productId,name,sale_price,original_price,default_style
1,1,Green,null,140,1\n2,9,Lost,null,10,0\n`,
  // A quote that is not closed; no end of the last line.
  'photos.csv': `id, styleId,url,thumbnail_url
1,1,"https://img.example/1,null\n2,1,https://img.example/2,null`,
  'skus.csv': 'id,styleId,size,quantity\n1,1,XS,8\n2,1,null,0\n',
  // A product that goes with itself.
  'related.csv': 'id,current_product_id,related_product_id\n1,1,2\n2,2,2\n',
  // A rating beyond all.
  'reviews.csv': `id,product_id,rating,date,summary,body,recommend,reported,reviewer_name,reviewer_email,response,helpfulness
1,1,5,1596080481467,Great,Wow,true,0,funtime,a@b.example,null,8
2,1,9,2019-01-11,Meh,Small,0,1,other,,null,0\n`,
  // A mark in front, lines of DOS.
  'questions.csv': `\ufeffid,product_id,body,date_written,asker_name,asker_email,reported,helpful\r
1,1,What fabric?,1595880000000,me,a@b.example,0,1\r\n`,
  'answers.csv': `id,question_id,body,date_written,answerer_name,answerer_email,reported,helpful
1,1,Canvas,1599958385988,Seller,,0,3\n`,
  'notes.csv': 'what,who\n1,2\n',
}

const GAMES = [
  { kind: 'game', name: 'Ember', source: { source: 'shop', key: 'ember' } },
  { kind: 'edition', name: 'Ember Gold', base: { source: 'shop', key: 'ember' } },
  { kind: 'toy', name: 'No such kind' },
  {
    ...{ kind: 'merch', name: 'A mug', source: { source: 'shop', key: 'mug' } },
    styles: [{ name: 'Red', price: { amount: 900 }, skus: [{ size: null, quantity: 4 }] }],
  },
]

/** Of each file: rows that are taken, and why others are not. */
const EXPECTED: Readonly<Record<string, readonly [number, Readonly<Record<string, number>>]>> = {
  product: [2, { INVALID_VALUE: 1, DUPLICATE_ID: 1 }],
  styles: [1, { UNKNOWN_PARENT: 1 }],
  photos: [1, { BROKEN_QUOTES: 1 }],
  skus: [2, {}],
  related: [1, { SELF_LINK: 1 }],
  reviews: [1, { INVALID_VALUE: 1 }],
  questions: [1, {}],
  answers: [1, {}],
}

beforeAll(async () => {
  ;[infra, other] = await Promise.all([
    createTestInfra({ profile: 'cli' }),
    createTestInfra({ profile: 'cli' }),
  ])
  folder = join(infra.config.LOADOUT_HOME, 'input')
  await mkdir(join(folder, 'shop'), { recursive: true })
  for (const [name, text] of Object.entries(FILES))
    await writeFile(join(folder, 'shop', name), text)
  const games = GAMES.map((game) => `${JSON.stringify(game)}\n`).join('')
  await writeFile(join(folder, 'games.ndjson.gz'), gzipSync(games))
})
afterAll(async () => {
  await Promise.all([infra.close(), other.close()])
})

const cli = (args: readonly string[], input?: string | Uint8Array, env = infra.env) =>
  runCli(args, { env, cwd: folder, ...(input === undefined ? {} : { input }) })

const runsOf = ({ stdout }: CliResult) =>
  stdout
    .trim()
    .split('\n')
    .map((line): Run => JSON.parse(line))

/** Of each dataset: rows that were counted under this name, and why others were quarantined. */
function counted(runs: readonly Run[], name: 'inserted' | 'unchanged') {
  for (const run of runs) expect(run.rowsRead, run.file).toBe(run[name] + run.quarantined)
  return Object.fromEntries(runs.map((run) => [run.dataset, [run[name], run.codes]]))
}

const products = async ({ db }: TestInfra) =>
  (await db.selectFrom('product').select('id').execute()).length

describe('import atelier', () => {
  it('counts what a folder would come to, and leaves nothing behind', async () => {
    const result = await cli(['import', 'atelier', 'shop', '--dry-run', '--json'])
    expect(result.code, result.stderr).toBe(0)
    const runs = runsOf(result)
    expect(counted(runs, 'inserted')).toEqual(EXPECTED)
    expect(runs.every(({ dryRun }) => dryRun)).toBe(true)
    expect(await products(infra)).toBe(0)
  })

  it('takes every file of it, parents first, and says what it did not take', async () => {
    const { code, stdout, stderr } = await cli(['import', 'atelier', 'shop'])
    expect(code, stderr).toBe(0)
    const [heading = '', ...lines] = stdout.split('\n')
    expect(heading).toMatch(
      /^ID +FILE +DATASET +STATE +READ +INSERTED +UPDATED +UNCHANGED +QUARANTINED$/,
    )
    expect(lines[0]).toMatch(/^ *\d+ +z-first\.csv +product +done +4 +2 +0 +0 +2$/)
    expect(stdout).toMatch(/^16 rows in /m)
    expect(stdout).toMatch(/^6 quarantined:\nINVALID_VALUE +2\n/m)
    expect(stdout).toMatch(/^Not of this kind: notes\.csv$/m)
    expect(stderr).toMatch(/imports rejects \d+` shows/)
    expect(await products(infra)).toBe(2)
  })
})

describe('what is imported again', () => {
  const of = (...names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, EXPECTED[name]]))

  it('changes nothing: products; --strict fails for the rows that were not taken', async () => {
    const result = await cli(['import', 'products', 'shop', '--strict', '--json'])
    expect(result.code, result.stderr).toBe(2)
    expect(counted(runsOf(result), 'unchanged')).toEqual(
      of('product', 'styles', 'photos', 'skus', 'related'),
    )
  })

  it('changes nothing: reviews, from standard input, compressed', async () => {
    const args = ['import', 'reviews', '-', '--json']
    const input = gzipSync(FILES['reviews.csv'] ?? '')
    const result = await runCliProcess(args, { env: infra.env, cwd: folder, input })
    expect(result.code, result.stderr).toBe(0)
    const runs = runsOf(result)
    expect(runs).toMatchObject([{ file: 'stdin', bytesTotal: null }])
    expect(counted(runs, 'unchanged')).toEqual(of('reviews'))
  })

  it('changes nothing: questions, file by file', async () => {
    const files = ['shop/answers.csv', 'shop/questions.csv']
    const result = await cli(['import', 'questions', ...files, '--strict', '--json'])
    expect(result.code, result.stderr).toBe(0)
    expect(counted(runsOf(result), 'unchanged')).toEqual(of('questions', 'answers'))
  })
})

describe('import games', () => {
  it('takes store documents, merchandise too', async () => {
    const result = await cli(['import', 'games', 'games.ndjson.gz', '--json'])
    expect(result.code, result.stderr).toBe(0)
    expect(counted(runsOf(result), 'inserted')).toEqual({ store: [3, { INVALID_VALUE: 1 }] })
    expect(await products(infra)).toBe(5)
  })
})

describe('imports', () => {
  let id: string
  it('list shows them, the latest first', async () => {
    const { code, stdout } = await cli(['imports', 'list', '--limit', '100'])
    expect(code).toBe(0)
    const rows = stdout.trimEnd().split('\n').slice(1)
    expect(rows).toHaveLength(8 + 8 + 5 + 1 + 2 + 1)
    expect(rows[0]).toMatch(/ games\.ndjson\.gz +store +done +4 +3 +0 +0 +1$/)
    expect(rows.at(-1)).toMatch(/^ *1 +z-first\.csv +product +done \(dry run\) +4 +2 +0 +0 +2$/)
    id = / *(\d+) +z-first\.csv +product +done +4 +2 /.exec(stdout)?.[1] ?? ''
  })

  it('show says why rows were not taken', async () => {
    const { code, stdout } = await cli(['imports', 'show', id])
    expect(code).toBe(0)
    expect(stdout).toMatch(
      /^INVALID_VALUE +1\nDUPLICATE_ID +1$|^DUPLICATE_ID +1\nINVALID_VALUE +1$/m,
    )
    expect(stdout).toMatch(/^ +3 +id +INVALID_VALUE +a whole number .* x,Broken,,,Jackets,1$/m)
    expect(stdout).toMatch(/^ +5 +id +DUPLICATE_ID +- +1,Again,,,Jackets,1$/m)
  })

  it('rejects writes them into a file', async () => {
    const { code, stdout, stderr } = await cli(['imports', 'rejects', id, '--out', 'rejects.csv'])
    expect(code, stderr).toBe(0)
    expect(stdout).toBe('')
    const [, broken, again, ...none] = (await readFile(join(folder, 'rejects.csv'), 'utf8'))
      .trimEnd()
      .split('\n')
    expect(broken).toMatch(/^z-first\.csv,2,3,id,INVALID_VALUE,.*,"x,Broken,,,Jackets,1"\r?$/)
    expect(again).toMatch(/^z-first\.csv,4,5,id,DUPLICATE_ID,.*,"1,Again,,,Jackets,1"\r?$/)
    expect(none).toEqual([])
  })
})

describe('export', () => {
  it('writes files that make the same of an empty database', { timeout: 60_000 }, async () => {
    const atelier = await cli(['export', 'atelier', 'out'])
    expect(atelier.code, atelier.stderr).toBe(0)
    expect(atelier.stderr).toMatch(/^product\.csv {2}0\.0 MB$/m)
    const games = await cli(['export', 'games', '-'])
    expect(games.code, games.stderr).toBe(0)
    await writeFile(join(folder, 'out/games.ndjson'), games.stdout)

    const result = await cli(['import', 'atelier', 'out', '--strict', '--json'], '', other.env)
    expect(result.code, result.stderr).toBe(0)
    const rows = Object.fromEntries(runsOf(result).map((run) => [run.dataset, run.inserted]))
    expect(rows).toMatchObject({ product: 2, skus: 2, answers: 1, store: 3 })
    expect(await exported(other)).toEqual(await exported(infra))
    expect((await exported(infra)).games).toBe(games.stdout)
    for (const [name, text] of Object.entries(await exported(infra))) {
      const ending = name === 'games' ? 'ndjson' : 'csv'
      expect(await readFile(join(folder, 'out', `${name}.${ending}`), 'utf8')).toBe(text)
    }
  })

  /** By the names of the files. */
  async function exported(services: TestInfra): Promise<Record<string, string>> {
    const ctx = { ...services, actor: { kind: 'system', name: 'test' } } as const
    const files: Record<string, string> = {}
    const writeFile = async (name: string, chunks: AsyncIterable<Uint8Array>) => {
      files[name] = Buffer.concat(await Array.fromAsync(chunks)).toString()
    }
    await exportAtelier(ctx, writeFile)
    await exportGames(ctx, (chunks) => writeFile('games', chunks))
    return files
  }
})

describe('what cannot be imported', () => {
  it('is named: nothing is there', async () => {
    const result = await cli(['import', 'products', 'shop', 'nowhere.csv'])
    expect(result).toMatchObject({ code: 66, stdout: '' })
    expect(result.stderr).toContain('There is no file to import at nowhere.csv')
  })

  it('is named: it holds nothing of the kind', async () => {
    const result = await cli(['import', 'games', 'shop/notes.csv'])
    expect(result).toMatchObject({ code: 1, stdout: '' })
    expect(result.stderr).toMatch(/^loadout: .*what, who/)
  })
})

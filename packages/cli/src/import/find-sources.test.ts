import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findSources } from './find-sources.ts'

let cwd: string

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'loadout-sources-'))
  await mkdir(join(cwd, 'shop/older.csv'), { recursive: true })
  await mkdir(join(cwd, 'empty'))
  const names = [
    'b.csv',
    'a.NDJSON.gz',
    'c.tsv.zst',
    'd.jsonl',
    'e.csv.bak',
    'notes.txt',
    'older.csv/f.csv',
  ]
  await Promise.all(names.map((name) => writeFile(join(cwd, 'shop', name), 'x')))
})
afterAll(() => rm(cwd, { recursive: true }))

const names = async (...paths: string[]) => (await findSources(paths, cwd)).map(({ name }) => name)

describe('findSources', () => {
  it('takes the tables of a folder, in the order of their names, and no folders in it', async () => {
    expect(await names('shop')).toEqual(['a.NDJSON.gz', 'b.csv', 'c.tsv.zst', 'd.jsonl'])
  })

  it('takes a file that is named, whatever its name, and each once', async () => {
    expect(await names('shop/notes.txt', 'shop/b.csv', join(cwd, 'shop/b.csv'))).toEqual([
      'notes.txt',
      'b.csv',
    ])
    expect(await names('shop/d.jsonl', 'shop')).toHaveLength(4)
  })

  it('knows how large they are, and knows them again', async () => {
    const [[one], [again]] = await Promise.all([
      findSources(['shop/b.csv'], cwd),
      findSources(['b.csv'], join(cwd, 'shop')),
    ])
    expect(one).toMatchObject({ bytes: 1, fingerprint: expect.stringMatching(/./) })
    expect(again?.fingerprint).toBe(one?.fingerprint)
  })

  it('takes standard input, which has neither, alone', async () => {
    expect(await findSources(['-'], cwd)).toMatchObject([
      { name: 'stdin', bytes: null, fingerprint: '' },
    ])
    await expect(findSources(['-', 'shop'], cwd)).rejects.toMatchObject({ exitCode: 64 })
  })

  it.each(['nothing.csv', 'empty', 'shop/*.csv'])('refuses %s, where nothing is', async (path) => {
    const refused = findSources(['shop', path], cwd)
    await expect(refused).rejects.toMatchObject({
      exitCode: 66,
      message: `There is no file to import at ${path}`,
      hint: expect.stringContaining('.ndjson'),
    })
  })
})

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CliError } from '../cli-error.ts'
import { findFiles } from './find-files.ts'
import { formatOf } from './match-file.ts'

let cwd: string

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'loadout-find-'))
  await mkdir(join(cwd, 'a/b'), { recursive: true })
  await mkdir(join(cwd, 'empty'))
  const names = ['a/1.json', 'a/2.ndjson.gz', 'a/b/3.JSONL', 'a/b/4.txt', 'a/[5].json', 'list']
  await Promise.all(names.map((name) => writeFile(join(cwd, name), 'x')))
})

afterAll(() => rm(cwd, { recursive: true }))

const origins = async (...paths: string[]) =>
  (await findFiles(paths, cwd)).map(({ origin }) => origin)

describe('findFiles', () => {
  it('takes what is named like a match file from a directory, at any depth', async () => {
    expect(await origins('a')).toEqual(['a/1.json', 'a/2.ndjson.gz', 'a/[5].json', 'a/b/3.JSONL'])
  })

  it('takes a file that is named, whatever its name', async () => {
    expect(await findFiles(['list'], cwd)).toMatchObject([
      { path: join(cwd, 'list'), origin: 'list', format: 'ndjson', bytes: 1 },
    ])
    expect(await origins('a/[5].json')).toEqual(['a/[5].json'])
  })

  it('expands globs, and takes each file once', async () => {
    expect(await origins('a/**/*.{json,JSONL}', 'a/1.json', join(cwd, 'a/1.json'))).toEqual([
      'a/1.json',
      'a/[5].json',
      'a/b/3.JSONL',
    ])
  })

  it('names files elsewhere by their whole path', async () => {
    const [file] = await findFiles([join(cwd, 'a/1.json')], join(cwd, 'empty'))
    expect(file?.origin).toBe(join(cwd, 'a/1.json'))
  })

  it.each(['nothing.json', 'empty', '*.gz'])('refuses %s, which means no file', async (path) => {
    await expect(findFiles([path, 'list'], cwd)).rejects.toThrow(CliError)
  })
})

describe('formatOf', () => {
  it.each([
    ['x.json', 'json'],
    ['x.JSON.GZ', 'json'],
    ['x.json.zst', 'json'],
    ['x.ndjson', 'ndjson'],
    ['x.jsonl.gz', 'ndjson'],
    ['x.gz', null],
    ['json', null],
    ['x.json.txt', null],
  ])('reads %s as %s', (name, format) => {
    expect(formatOf(name)).toBe(format)
  })
})

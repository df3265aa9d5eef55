import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type importsContract, runImport } from '@loadout/core/imports'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../src/app.ts'
import { json, leaks, newKey, type ProblemAnswer, type TrpcErrorAnswer } from './fixtures.ts'
import { testDeps } from './test-app.ts'

type Headers = Readonly<Record<string, string>>
type ImportRun = importsContract.ImportRun

const MAX_BYTES = 20_000

let infra: TestInfra
let app: Pick<Hono, 'request'>
let importer: Headers
let other: Headers

beforeAll(async () => {
  infra = await createTestInfra({ profile: 'api' })
  app = createApp(testDeps(infra, { maxImportBytes: MAX_BYTES }))
  importer = { authorization: `Bearer ${await newKey(infra, ['imports:write'])}` }
  other = { authorization: `Bearer ${await newKey(infra, ['catalog:write', 'staff:write'])}` }
})
afterAll(() => infra.close())

const upload = (
  name: string,
  body: string | Uint8Array<ArrayBuffer> | null,
  headers: Headers = importer,
) => app.request(`/imports/${name}`, { method: 'POST', body, headers })
const start = (input: object, headers: Headers = importer) =>
  app.request('/trpc/imports.start', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(input),
  })
const ask = (procedure: string, input: object, headers: Headers = importer) =>
  app.request(`/trpc/imports.${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`, {
    headers,
  })
const download = (id: string | number, headers: Headers = importer) =>
  app.request(`/imports/${id}/rejects.csv`, { headers })

async function data<Shape>(answer: Response | Promise<Response>): Promise<Shape> {
  const response = await answer
  expect([response.status, response.ok ? '' : await response.clone().text()]).toEqual([200, ''])
  return (await json<{ result: { data: Shape } }>(response)).result.data
}

/** Status, code and the fields that are wrong, as a procedure says them. */
async function refusal(answer: Response | Promise<Response>) {
  const { error } = await json<TrpcErrorAnswer>(await answer)
  const { httpStatus, appCode, fields } = error.data
  return [httpStatus, appCode, ...fields.map(({ pointer }) => pointer)]
}

/** The same of a plain route. */
async function problem(answer: Response | Promise<Response>) {
  const response = await answer
  expect(leaks(await response.clone().text())).toEqual([])
  expect(response.headers.get('content-type')).toMatch('application/problem+json')
  const { code, fields } = await json<ProblemAnswer>(response)
  return [response.status, code, ...fields.map(({ pointer }) => pointer)]
}

const HEADER = 'id,name,slogan,description,category,default_price'
const lines = (...rows: readonly string[]) => `${[HEADER, ...rows].join('\n')}\n`

/** What the worker does once it has the job. */
const work = (runId: number) =>
  runImport({ ...infra, actor: { kind: 'system', name: 'test' } }, { runId })

/** An import of this text from upload to end. */
async function imported(name: string, text: string): Promise<ImportRun> {
  expect((await upload(name, text)).status).toBe(201)
  const { run } = await data<{ run: ImportRun }>(start({ file: name, kind: 'products' }))
  await work(run.id)
  return data(ask('get', { id: run.id }))
}

describe('POST /imports/:name', () => {
  it('takes a file, says its size, and replaces one of that name', async () => {
    const first = await upload('a.csv', lines('1,A,,,,1'))
    expect([first.status, await first.json()]).toEqual([
      201,
      { file: 'a.csv', bytes: lines('1,A,,,,1').length },
    ])
    expect(first.headers.get('cache-control')).toBe('no-store')
    expect((await upload('a.csv', 'x')).status).toBe(201)
    expect(await infra.importFolder.find('a.csv')).toMatchObject({ bytes: 1 })
  })

  it('keeps a compressed file compressed', async () => {
    const packed = gzipSync(lines('1,A,,,,1'))
    const answer = await upload('packed.csv.gz', packed)
    expect(await answer.json()).toEqual({ file: 'packed.csv.gz', bytes: packed.length })
  })

  it('asks for a key with the scope before it reads anything', async () => {
    expect(await problem(upload('key.csv', 'x', {}))).toEqual([401, 'UNAUTHENTICATED'])
    expect(await problem(upload('key.csv', 'x', other))).toEqual([403, 'FORBIDDEN'])
    expect(await infra.importFolder.find('key.csv')).toBeNull()
  })

  it.each(['.hidden', '..%2fescape', '%2e%2e', 'a%5cb', 'a%00b', 'x'.repeat(201), '%ff'])(
    'takes no name that is a path or worse: %s',
    async (name) => {
      const answer = await upload(name, 'x')
      expect([400, 404, 405]).toContain(answer.status)
      expect(leaks(await answer.text())).toEqual([])
    },
  )

  it('names the field of a name that is none', async () => {
    expect(await problem(upload('.hidden', 'x'))).toEqual([400, 'BAD_INPUT', '/name'])
  })

  it('refuses a body that is missing or too large, said or not, and leaves nothing', async () => {
    expect(await problem(upload('none.csv', null))).toEqual([400, 'BAD_INPUT'])
    const large = 'x'.repeat(MAX_BYTES + 1)
    expect(await problem(upload('large.csv', large))).toEqual([413, 'BODY_TOO_LARGE'])
    const said = { ...importer, 'content-length': String(MAX_BYTES + 1) }
    expect(await problem(upload('large.csv', 'x', said))).toEqual([413, 'BODY_TOO_LARGE'])
    expect(await infra.importFolder.find('large.csv')).toBeNull()
    const left = await readdir(join(infra.config.LOADOUT_HOME, 'imports'))
    expect(left.filter((name) => name.startsWith('.'))).toEqual([])
  })
})

describe('imports.start', () => {
  it('imports what was sent: the counts add up, and a second time all is unchanged', async () => {
    const text = lines('1,Camo,,,Jackets,140', '2,Shades,,,Eyes,x', '3,Shoes,,,Kicks,40')
    const run = await imported('shop.csv', text)
    expect(run).toMatchObject({
      ...{ dataset: 'product', file: 'shop.csv', state: 'done', dryRun: false },
      ...{ rowsRead: 3, inserted: 2, updated: 0, unchanged: 0, quarantined: 1 },
      ...{ codes: { INVALID_VALUE: 1 }, bytesTotal: text.length, bytesRead: text.length },
    })
    const again = await imported('shop.csv', text)
    expect(again.id).not.toBe(run.id)
    expect(again).toMatchObject({ inserted: 0, unchanged: 2, quarantined: 1 })
  })

  it('goes on with an import that is not done instead of beginning another', async () => {
    await upload('twice.csv', lines('10,Ten,,,,1'))
    const input = { file: 'twice.csv', kind: 'products' }
    const [one, two] = [
      await data<{ run: ImportRun }>(start(input)),
      await data<{ run: ImportRun }>(start(input)),
    ]
    expect(one.run).toMatchObject({ state: 'queued', rowsRead: 0 })
    expect(two.run.id).toBe(one.run.id)
    await work(one.run.id)
  })

  it('tries without writing', async () => {
    await upload('dry.csv', lines('20,Twenty,,,,1'))
    const { run } = await data<{ run: ImportRun }>(
      start({ file: 'dry.csv', kind: 'products', dryRun: true }),
    )
    await work(run.id)
    expect(await data(ask('get', { id: run.id }))).toMatchObject({
      ...{ state: 'done', dryRun: true, inserted: 1 },
    })
    const found = await infra.db.selectFrom('product').select('id').where('id', '=', 20).execute()
    expect(found).toEqual([])
  })

  it('fails an import whose file has changed since it was asked for', async () => {
    await upload('changing.csv', lines('30,Thirty,,,,1'))
    const { run } = await data<{ run: ImportRun }>(
      start({ file: 'changing.csv', kind: 'products' }),
    )
    await upload('changing.csv', lines('30,Thirty,,,,1', '31,More,,,,1'))
    expect(await work(run.id)).toMatchObject({ state: 'failed', rowsRead: 0 })
    const { error } = await data<ImportRun>(ask('get', { id: run.id }))
    expect(error).toMatch('changing.csv has changed')
  })

  it('refuses what it cannot begin with', async () => {
    const input = { file: 'a.csv', kind: 'products' }
    expect(await refusal(start(input, {}))).toEqual([401, 'UNAUTHENTICATED'])
    expect(await refusal(start(input, other))).toEqual([403, 'FORBIDDEN'])
    const bad = [
      [{ file: 'gone.csv', kind: 'products' }, 404, 'NOT_FOUND', '/file'],
      [{ file: '../secret', kind: 'products' }, 400, 'BAD_INPUT', '/file'],
      [{ file: 'shop.csv', kind: 'toys' }, 400, 'BAD_INPUT', '/kind'],
      [{ file: 'shop.csv' }, 400, 'BAD_INPUT', '/kind'],
    ] as const
    for (const [wrong, ...expected] of bad) {
      expect(await refusal(start(wrong)), JSON.stringify(wrong)).toEqual(expected)
    }
    // Reviews are not in a file of products.
    const [status, code] = await refusal(start({ file: 'shop.csv', kind: 'reviews' }))
    expect([status, code]).toEqual([400, 'BAD_INPUT'])
    await upload('broken.csv.gz', gzipSync(lines('1,A,,,,1')).subarray(0, 20))
    const broken = { file: 'broken.csv.gz', kind: 'products' }
    expect(await refusal(start(broken))).toEqual([400, 'BAD_INPUT', '/file'])
    await upload('binary.csv', new Uint8Array([0, 255, 254, 1, 2, 3]))
    const [binary] = await refusal(start({ file: 'binary.csv', kind: 'products' }))
    expect(binary).toBe(400)
  })
})

describe('imports.get, list and rejects', () => {
  it('pages through imports, the latest first, of a state and a dataset', async () => {
    const page = await data<{ items: ImportRun[]; nextCursor: string | null }>(
      ask('list', { dataset: 'product', state: 'done', limit: 2 }),
    )
    expect(page.items.map(({ state }) => state)).toEqual(['done', 'done'])
    expect(page.items[0]?.id).toBeGreaterThan(page.items[1]?.id ?? Number.NaN)
    const next = await data<{ items: ImportRun[] }>(
      ask('list', { dataset: 'product', state: 'done', limit: 2, cursor: page.nextCursor }),
    )
    expect(next.items[0]?.id).toBeLessThan(page.items[1]?.id ?? Number.NaN)
    expect(await refusal(ask('list', { cursor: 'forged' }))).toEqual([400, 'BAD_CURSOR', '/cursor'])
  })

  it('shows rows that were not taken, a code at a time', async () => {
    const { id } = await imported('bad.csv', lines('40,A,,,,x', '41', '42,B,,,,NaN', '42,C,,,,1'))
    const all = await data<{ items: importsContract.ImportReject[] }>(ask('rejects', { id }))
    expect(all.items.map(({ line, code }) => [line, code])).toEqual([
      [2, 'INVALID_VALUE'],
      [3, 'WRONG_COLUMNS'],
      [4, 'INVALID_VALUE'],
    ])
    const some = await data<{ items: importsContract.ImportReject[] }>(
      ask('rejects', { id, code: 'WRONG_COLUMNS' }),
    )
    expect(some.items).toMatchObject([{ row: 2, line: 3, column: null, original: '41' }])
  })

  it('knows no import of another id, and shows nobody else anything', async () => {
    for (const procedure of ['get', 'rejects']) {
      expect(await refusal(ask(procedure, { id: 999_999 }))).toEqual([
        404,
        'IMPORT_NOT_FOUND',
        '/id',
      ])
      expect(await refusal(ask(procedure, { id: 1 }, {}))).toEqual([401, 'UNAUTHENTICATED'])
      expect(await refusal(ask(procedure, { id: 1 }, other))).toEqual([403, 'FORBIDDEN'])
      expect(await refusal(ask(procedure, { id: -1 }))).toEqual([400, 'BAD_INPUT', '/id'])
    }
  })
})

describe('GET /imports/:id/rejects.csv', () => {
  it('gives every row that was not taken, as it stood in the file', async () => {
    const rows = ['50,"a ""quoted"" name, and more",,,,x', '51,plain,,,,y']
    const { id } = await imported('quoted.csv', lines(...rows))
    const answer = await download(id)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="import-${id}-rejects.csv"`,
    )
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const [header, ...found] = (await answer.text()).trimEnd().split('\r\n')
    expect(header).toBe('file,row,line,column,code,expected,original')
    expect(found).toHaveLength(2)
    expect(found[0]).toMatch(/^quoted\.csv,1,2,default_price,INVALID_VALUE,/)
    expect(found[0]).toContain('"50,""a """"quoted"""" name, and more"",,,,x"')
    expect(found[1]).toContain('"51,plain,,,,y"')
  })

  it('gives more than are read at a time, in their order', async () => {
    const many = Array.from({ length: 1_100 }, (_, row) => `${1_000 + row},P,,,,x`)
    const { id } = await imported('many.csv', lines(...many))
    const found = (await (await download(id)).text()).trimEnd().split('\r\n').slice(1)
    expect(found.map((line) => Number(line.split(',')[1]))).toEqual(many.map((_, row) => row + 1))
  })

  it('is a header when all were taken', async () => {
    const { id } = await imported('fine.csv', lines('60,Fine,,,,1'))
    expect(await (await download(id)).text()).toBe(
      'file,row,line,column,code,expected,original\r\n',
    )
  })

  it('lets go when the reader does', async () => {
    const { id } = await imported('left.csv', lines('70,A,,,,x'))
    const reader = (await download(id)).body?.getReader()
    await reader?.read()
    await reader?.cancel()
    expect((await download(id)).status).toBe(200)
  })

  it('asks for the scope, and for an id', async () => {
    expect(await problem(download(1, {}))).toEqual([401, 'UNAUTHENTICATED'])
    expect(await problem(download(1, other))).toEqual([403, 'FORBIDDEN'])
    expect(await problem(download(999_999))).toEqual([404, 'IMPORT_NOT_FOUND', '/id'])
    for (const id of ['x', '0', '-1', '1.5', '1e3000', '99999999999999999999']) {
      expect(await problem(download(id)), id).toEqual([400, 'BAD_INPUT', '/id'])
    }
  })
})

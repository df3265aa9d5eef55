import { gzipSync } from 'node:zlib'
import { type Ctx, type ImportSource, isAppError } from '@loadout/core'
import {
  getImport,
  importFile,
  importFiles,
  importsContract,
  listImports,
} from '@loadout/core/imports'
import { streamSource } from '@loadout/infra'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Harness } from '../support/harness.ts'
import {
  createShop,
  HEADERS,
  importText,
  outcome,
  outcomeOf,
  productLines,
  textSource,
} from './importing.ts'

let harness: Harness
let ctx: Ctx
beforeAll(async () => {
  harness = await createShop(10)
  ctx = harness.ctx
})
afterAll(() => harness.close())

let next = 0

/** A file of features with ids of their own, and a line for each of so many rows. */
function features(rows: number): { readonly name: string; readonly lines: readonly string[] } {
  next += 1
  const lines = Array.from(
    { length: rows },
    (_, row) => `${next * 1_000 + row},${(row % 10) + 1},Fabric,Canvas`,
  )
  return { name: `features-${next}.csv`, lines: [HEADERS.features, ...lines] }
}

/** A source that asks for a stop once so many batches are written. */
function stopAfter(batches: number) {
  const controller = new AbortController()
  let written = 0
  return {
    ctx: { ...ctx, signal: controller.signal },
    onProgress: () => {
      written += 1
      if (written === batches) controller.abort()
    },
  }
}

const codeOf = (error: unknown) => (isAppError(error) ? error.code : error)

describe('an import that is stopped', () => {
  it('says so, and goes on with the same file where it was', async () => {
    const { name, lines } = features(400)
    const stop = stopAfter(2)
    const stopped = await importText(stop.ctx, lines, {
      name,
      batchRows: 50,
      onProgress: stop.onProgress,
    })
    expect(stopped.state).toBe('stopped')
    expect(stopped.finishedAt).toBeNull()
    expect(stopped.rowsRead).toBeGreaterThanOrEqual(100)
    expect(stopped.rowsRead).toBeLessThan(400)
    expect(stopped.inserted).toBe(stopped.rowsRead)
    const done = await importText(ctx, lines, { name })
    expect(done).toMatchObject({ id: stopped.id, state: 'done', error: null })
    expect(outcomeOf(done)).toEqual(outcome({ inserted: 400 }))
    expect(done.finishedAt).not.toBeNull()
    expect(done.bytesRead).toBe(done.bytesTotal)
    // A third time it is another import.
    const again = await importText(ctx, lines, { name })
    expect(again.id).not.toBe(done.id)
    expect(outcomeOf(again)).toEqual(outcome({ unchanged: 400 }))
  })

  it('begins anew when it is told to, and when the file is another one', async () => {
    const { name, lines } = features(200)
    const stop = stopAfter(1)
    const stopped = await importText(stop.ctx, lines, {
      name,
      batchRows: 50,
      onProgress: stop.onProgress,
    })
    const longer = await importText(ctx, [...lines, `${next * 1_000 + 900},1,Cut,Loose`], { name })
    expect(longer.id).not.toBe(stopped.id)
    expect(longer.inserted).toBe(201 - stopped.inserted)
    const anew = await importText(ctx, lines, { name, restart: true })
    expect(anew.id).not.toBe(stopped.id)
    expect(outcomeOf(anew)).toEqual(outcome({ unchanged: 200 }))
  })

  it('counts the row that decided about others before the stop', async () => {
    const { name, lines } = features(100)
    const id = lines[1]?.split(',')[0]
    const repeated = [...lines, `${id},2,Fabric,Brass`]
    const stop = stopAfter(1)
    await importText(stop.ctx, repeated, { name, batchRows: 50, onProgress: stop.onProgress })
    const done = await importText(ctx, repeated, { name, batchRows: 50 })
    expect(outcomeOf(done)).toEqual(
      outcome({ inserted: 100, quarantined: 1, codes: { DUPLICATE_ID: 1 } }),
    )
  })

  it('before its first row has done nothing', async () => {
    const { name, lines } = features(10)
    const run = await importText({ ...ctx, signal: AbortSignal.abort() }, lines, { name })
    expect(run).toMatchObject({ state: 'stopped', rowsRead: 0 })
  })

  it('ends the files behind it', async () => {
    const [one, two] = [features(100), features(100)]
    const stop = stopAfter(1)
    const sources = [one, two].map(({ name, lines }) => textSource(name, lines.join('\n')))
    const { runs } = await importFiles(stop.ctx, {
      sources,
      kind: null,
      batchRows: 20,
      onProgress: stop.onProgress,
    })
    expect(runs.map(({ state }) => state)).toEqual(['stopped'])
  })
})

describe('a dataset', () => {
  it('is imported by one at a time', async () => {
    const [one, two] = [features(300), features(300)]
    const held = Promise.withResolvers<void>()
    const begun = Promise.withResolvers<void>()
    const source = textSource(one.name, one.lines.join('\n'))
    const slow: ImportSource = {
      ...source,
      async *open(onBytes) {
        yield* source.open(onBytes)
        begun.resolve()
        await held.promise
      },
    }
    const first = importFile(ctx, { source: slow, kind: null })
    await begun.promise
    const error = await importText(ctx, two.lines, { name: two.name }).catch((reason) => reason)
    expect(codeOf(error)).toBe('IMPORT_RUNNING')
    // Others are not in the way.
    const other = await importText(ctx, [HEADERS.characteristics, '1,1,Fit'])
    expect(other.state).toBe('done')
    held.resolve()
    expect((await first).state).toBe('done')
    expect((await importText(ctx, two.lines, { name: two.name })).inserted).toBe(300)
  })
})

describe('an import that fails', () => {
  const cut = (lines: readonly string[], name: string): ImportSource => {
    const bytes = gzipSync(lines.join('\n'))
    const source = textSource(name, 'x')
    return {
      ...source,
      async *open() {
        const { createGunzip } = await import('node:zlib')
        const { Readable } = await import('node:stream')
        yield* Readable.from([bytes.subarray(0, bytes.length - 20)]).pipe(createGunzip())
      },
    }
  }

  it('keeps what it has, says why, and can be gone on with', async () => {
    const { name, lines } = features(5_000)
    const failed = importFile(ctx, { source: cut(lines, name), kind: null, batchRows: 100 })
    await expect(failed).rejects.toThrow('unexpected end of file')
    const { items } = await listImports(
      ctx,
      importsContract.listImportsInput.parse({ state: 'failed' }),
    )
    expect(items[0]).toMatchObject({ file: name, error: 'unexpected end of file' })
    const run = await getImport(ctx, { id: items[0]?.id ?? 0 })
    expect(run.inserted).toBe(run.rowsRead)
    expect(run.rowsRead).toBeLessThan(5_000)
    const whole = { ...cut(lines, name), open: textSource(name, lines.join('\n')).open }
    const done = await importFile(ctx, { source: whole, kind: null })
    expect(done).toMatchObject({ id: run.id, state: 'done', error: null, inserted: 5_000 })
  })

  it.each([
    ['of another kind', [HEADERS.questions, '1,1,Why?,0,me,,0,0']],
    ['of no kind', ['a,b,c', '1,2,3']],
    ['that is empty', ['']],
    ['that is a JSON array', ['[{"id":1}]']],
  ])('is none for a file %s: it is refused', async (_, lines) => {
    const error = await importText(ctx, lines, { kind: 'reviews' }).catch((reason) => reason)
    expect(codeOf(error)).toBe('BAD_INPUT')
  })

  it('closes the file', async () => {
    let open = 0
    const source: ImportSource = {
      ...textSource('x.csv', 'x'),
      async *open() {
        open += 1
        try {
          yield new TextEncoder().encode('a,b,c\n1,2,3\n')
          yield new TextEncoder().encode('4,5,6\n')
        } finally {
          open -= 1
        }
      },
    }
    await importFile(ctx, { source, kind: null }).catch(() => {})
    await importFiles(ctx, { sources: [source, source], kind: null }).catch(() => {})
    expect(open).toBe(0)
  })
})

describe('several files', () => {
  it('are imported in the order in which they build on each other, whatever they are called', async () => {
    const sources = [
      textSource('1-last.csv', `${HEADERS.answers}\n1,1,Because,0,me,,0,0\n`),
      textSource('2.csv', `${HEADERS.questions}\n1,11,Why?,0,me,,0,0\n`),
      textSource('3-first.csv', `${HEADERS.product}\n11,New,,,Kicks,1\n`),
      textSource('notes.csv', 'what,who\n1,2\n'),
    ]
    const begun: string[] = []
    const { runs, skipped } = await importFiles(ctx, {
      sources,
      kind: null,
      onFile: ({ name }) => begun.push(name),
    })
    expect(begun).toEqual(['3-first.csv', '2.csv', '1-last.csv'])
    expect(runs.map(({ dataset }) => dataset)).toEqual(['product', 'questions', 'answers'])
    expect(runs.map(({ inserted }) => inserted)).toEqual([1, 1, 1])
    expect(skipped).toEqual(['notes.csv'])
  })

  it('are only those of the kind, of a folder that has everything', async () => {
    const names = Object.entries(HEADERS)
    const sources = names.map(([name, header]) => textSource(`${name}.csv`, `${header}\n`))
    const { runs, skipped } = await importFiles(ctx, { sources, kind: 'reviews' })
    const taken = ['reviews', 'characteristics', 'characteristicReviews']
    expect(runs.map(({ file }) => file)).toEqual(taken.map((name) => `${name}.csv`))
    expect(skipped).toHaveLength(names.length - taken.length)
  })

  it('are read once when there is only one, which may be all that can be', async () => {
    const lines = [HEADERS.features, '99000,1,Fabric,Canvas']
    const piped = streamSource('stdin', new Blob([`${lines.join('\n')}\n`]).stream())
    const { runs } = await importFiles(ctx, { sources: [piped], kind: 'products' })
    expect(runs.map(outcomeOf)).toEqual([outcome({ inserted: 1 })])
  })

  it('are refused when the only one is of no kind', async () => {
    const sources = [textSource('notes.csv', 'what,who\n1,2\n')]
    const error = await importFiles(ctx, { sources, kind: null }).catch((reason) => reason)
    expect(codeOf(error)).toBe('BAD_INPUT')
  })
})

describe('files', () => {
  const text = productLines(10).join('\r\n')

  it.each([
    ['UTF-8 with a mark and lines of DOS', new TextEncoder().encode(`\ufeff${text}`)],
    ['UTF-16', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['NDJSON', Buffer.from(productLines(10).slice(1).map(jsonOf).join('\n'))],
  ])('may be %s', async (_, bytes) => {
    const source: ImportSource = {
      ...textSource('product', ''),
      async *open() {
        for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7)
      },
    }
    const run = await importFile(ctx, { source, kind: 'products', restart: true })
    expect(outcomeOf(run)).toEqual(outcome({ unchanged: 10 }))
  })

  function jsonOf(line: string): string {
    const [id, name, slogan, , category, price] = line.split(',')
    return JSON.stringify({
      id: Number(id),
      name,
      slogan,
      category,
      description: null,
      defaultPrice: price,
    })
  }
})

describe('who has no right to', () => {
  it('imports nothing', async () => {
    const stranger: Ctx = { ...ctx, actor: { kind: 'anonymous' } }
    const weak: Ctx = { ...ctx, actor: { kind: 'api-key', keyId: 'x', scopes: ['catalog:write'] } }
    const error = (who: Ctx) => importText(who, productLines(1)).catch((reason) => codeOf(reason))
    expect(await error(stranger)).toBe('UNAUTHENTICATED')
    expect(await error(weak)).toBe('FORBIDDEN')
  })
})

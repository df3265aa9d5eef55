import { describe, expect, it } from 'vitest'
import { readFastCalls } from './fast-calls.ts'
import type { ProcedureMeta } from './meta.ts'
import { readCall } from './read-call.ts'

const SHARED: ProcedureMeta = {
  rest: 'GET /for-tests',
  auth: 'public',
  rate: 'read',
  cache: { maxAge: 1, staleWhileRevalidate: 10 },
  revision: 'stats',
  errors: [],
  docs: { summary: 'For tests.', example: {} },
}
const { revision: _, ...OWN } = SHARED
const metas = new Map<string, ProcedureMeta>([
  ['a', SHARED],
  ['b', SHARED],
  ['own', OWN],
])

function read(path: string, init?: RequestInit) {
  const request = new Request(`http://api/trpc/${path}`, init)
  return readFastCalls(request, readCall(request), metas)
}

/** Path and input text of every call, or null. */
function texts(path: string, init?: RequestInit) {
  return read(path, init)?.map((call) => [call.path, call.inputText]) ?? null
}

const json = (value: unknown) => encodeURIComponent(JSON.stringify(value))

describe('readFastCalls', () => {
  it('reads a single call with its input as it came', () => {
    expect(texts('a')).toEqual([['a', '']])
    expect(texts('a?input=')).toEqual([['a', '']])
    expect(texts('a?input=%7B%20%22x%22%3A1%7D')).toEqual([['a', '{ "x":1}']])
    expect(read('a')).toMatchObject([{ source: 'stats', meta: SHARED }])
  })

  it('does not look into the input of a single call', () => {
    expect(texts('a?input={')).toEqual([['a', '{']])
    expect(texts('a?input=null')).toEqual([['a', 'null']])
  })

  it('gives every call of a batch its part of the input', () => {
    const input = json({ 0: { x: 1 }, 2: ['y'] })
    expect(texts(`a,b,a?batch=1&input=${input}`)).toEqual([
      ['a', '{"x":1}'],
      ['b', ''],
      ['a', '["y"]'],
    ])
    expect(texts('a,b?batch=1')).toEqual([
      ['a', ''],
      ['b', ''],
    ])
    expect(texts(`a?input=${input}&batch=1`)).toEqual([['a', '{"x":1}']])
  })

  it('names a call alike whether it comes alone or in a batch', () => {
    const input = { queue: 'competitive', top: 3 }
    expect(texts(`a?input=${json(input)}`)).toEqual(texts(`a?batch=1&input=${json({ 0: input })}`))
  })

  it.each([
    ['a procedure that is not shared', 'own'],
    ['one such procedure in a batch', 'a,own?batch=1'],
    ['an unknown procedure', 'nothing'],
    ['a name of the prototype', '__proto__'],
    ['a trailing slash', 'a/'],
    ['a batch without the parameter', 'a,b'],
    ['another parameter', 'a?input={}&connectionParams={}'],
    ['a parameter twice', 'a?input={}&input={}'],
    ['batch twice', 'a?batch=1&batch=1'],
    ['batch with another value', 'a?batch=0'],
    ['a batch input that is not JSON', 'a?batch=1&input={'],
    ['a batch input that is a list', 'a?batch=1&input=[{}]'],
    ['a batch input that is null', 'a?batch=1&input=null'],
    ['null in a batch', `a?batch=1&input=${json({ 0: { x: null } })}`],
    ['a number that JSON cannot print', 'a?batch=1&input={"0":{"x":1e999}}'],
  ])('leaves %s to stock', (_what, path) => {
    expect(read(path)).toBeNull()
  })

  it.each([
    ['a streamed batch', { 'trpc-accept': 'application/jsonl' }],
    ['a stream asked for in the standard way', { accept: 'text/html, application/jsonl' }],
    ['a form', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['a content type in capitals', { 'content-type': 'Application/JSON' }],
  ])('leaves %s to stock', (_what, headers) => {
    expect(read('a,b?batch=1', { headers })).toBeNull()
  })

  it('takes the headers that clients send', () => {
    const headers = { 'content-type': 'application/json', accept: '*/*', authorization: 'Bearer x' }
    expect(texts('a', { headers })).toEqual([['a', '']])
  })

  it('leaves POST to stock', () => {
    const headers = { 'content-type': 'application/json' }
    expect(read('a', { method: 'POST', headers, body: '{}' })).toBeNull()
  })

  it('does not run out of stack on a deep input', () => {
    const deep = `${'['.repeat(3_900)}${']'.repeat(3_900)}`
    expect(() => read(`a?batch=1&input={"0":${deep}}`)).not.toThrow()
  })
})

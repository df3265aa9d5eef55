import { describe, expect, it } from 'vitest'
import { MAX_BATCH, MAX_URL_LENGTH, readCall } from './read-call.ts'

const call = (path: string, init?: RequestInit) => readCall(new Request(`http://api${path}`, init))
const names = (count: number) => Array.from({ length: count }, () => 'a').join()

describe('readCall', () => {
  it('reads a single call', () => {
    const { paths, isBatch, query } = call('/trpc/stats.maps?input=%7B%7D')
    expect({ paths, isBatch }).toEqual({ paths: ['stats.maps'], isBatch: false })
    expect([...query]).toEqual([['input', '{}']])
  })

  it('reads a batch, plain or percent-encoded', () => {
    const expected = { paths: ['stats.maps', 'stats.agents'], isBatch: true }
    expect(call('/trpc/stats.maps,stats.agents?batch=1')).toMatchObject(expected)
    expect(call('/trpc/stats.maps%2Cstats.agents?b%61tch=1')).toMatchObject(expected)
  })

  it('counts the calls before anything else', () => {
    expect(call(`/trpc/${names(MAX_BATCH)}?batch=1`).paths).toHaveLength(MAX_BATCH)
    expect(() => call(`/trpc/${names(MAX_BATCH + 1)}?batch=1`)).toThrow('at most 20')
    expect(() => call(`/trpc/${names(7_900)}?batch=1`)).toThrow('at most 20')
  })

  it('does not count commas of the input', () => {
    expect(call(`/trpc/stats.maps?input=${names(100)}`).paths).toEqual(['stats.maps'])
  })

  it.each([
    [`/trpc/a?input=${'x'.repeat(MAX_URL_LENGTH)}`, {}, 'URL_TOO_LONG'],
    ['/trpc/a', { method: 'PUT' }, 'METHOD_NOT_ALLOWED'],
    ['/trpc/a', { method: 'HEAD' }, 'METHOD_NOT_ALLOWED'],
    ['/trpc/a', { method: 'POST', body: '{}' }, 'UNSUPPORTED_MEDIA_TYPE'],
    [
      '/trpc/a',
      { method: 'POST', headers: { 'content-type': 'application/json-x' } },
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['/trpc/%ff', {}, 'BAD_INPUT'],
  ])('refuses %.20s with %o', (path, init, code) => {
    expect(() => call(path, init)).toThrow(expect.objectContaining({ code }))
  })

  it('takes JSON with a charset', () => {
    const headers = { 'content-type': 'Application/JSON; charset=utf-8' }
    expect(call('/trpc/a', { method: 'POST', headers }).paths).toEqual(['a'])
  })
})

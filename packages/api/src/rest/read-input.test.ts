import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { inputShape } from './input-shape.ts'
import { readBody, readInput } from './read-input.ts'

const shape = inputShape(
  z.object({
    subject: z.object({ kind: z.enum(['post', 'match']), id: z.union([z.int(), z.string()]) }),
    tags: z.array(z.string()),
    ids: z.array(z.int()),
    limit: z.int(),
    share: z.number(),
    name: z.string(),
    on: z.boolean(),
  }),
)
const read = (query: string, params: Record<string, string> = {}) =>
  readInput(shape, new Map(Object.entries(params)), new URLSearchParams(query))
const body = (text: string, params: Record<string, string> = {}) =>
  readBody(shape, new Map(Object.entries(params)), text)
const refusal = (work: () => unknown) => {
  try {
    return work()
  } catch (error) {
    return error
  }
}

describe('readInput', () => {
  it('makes of text what the input has there', () => {
    expect(read('limit=5&share=0.25&name=007&on=true&subject.kind=post&subject.id=12')).toEqual({
      limit: 5,
      share: 0.25,
      name: '007',
      on: true,
      subject: { kind: 'post', id: 12 },
    })
    expect(read('subject.id=0f8fad5b&on=false&limit=-1')).toEqual({
      subject: { id: '0f8fad5b' },
      on: false,
      limit: -1,
    })
  })

  it('makes an array of what may be one, however often it is there', () => {
    expect(read('tags=a')).toEqual({ tags: ['a'] })
    expect(read('tags=a&ids=1&tags=b,c&ids=2')).toEqual({ tags: ['a', 'b,c'], ids: [1, 2] })
  })

  it('takes the places of the path as well', () => {
    expect(read('limit=1', { 'subject.kind': 'match', 'subject.id': '1e9' })).toEqual({
      limit: 1,
      subject: { kind: 'match', id: '1e9' },
    })
  })

  it.each([
    'limit=five',
    `limit=${'9'.repeat(400)}`,
    'limit=0x10',
    'limit=1e3',
    'limit= 5',
    'limit=',
    'on=yes',
    'ids=a',
  ])('leaves to the input what it cannot be: %j', (query) => {
    const [name = '', text = ''] = query.split('=')
    expect(read(query)).toEqual({ [name]: name === 'ids' ? [text] : text })
  })

  it.each([
    ['other=1', '/other', 'is no parameter of this'],
    ['__proto__=1', '/__proto__', 'is no parameter of this'],
    ['subject.constructor=1', '/subject/constructor', 'is no parameter of this'],
    ['limit=1&limit=2', '/limit', 'must be there once'],
  ])('refuses %j', (query, pointer, message) => {
    expect(refusal(() => read(query))).toMatchObject({
      code: 'BAD_INPUT',
      fields: [{ pointer, message }],
    })
  })

  it('refuses to be told again what the path says', () => {
    expect(refusal(() => read('limit=1', { limit: '1' }))).toMatchObject({
      fields: [{ pointer: '/limit', message: 'is no parameter of this' }],
    })
  })

  it('leaves the prototypes of objects alone', () => {
    refusal(() => read('__proto__.polluted=1'))
    expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('polluted')
  })
})

describe('readBody', () => {
  it('is what the body says, and what the path says', () => {
    expect(body('{"name":"a","limit":2}', { 'subject.id': '7' })).toEqual({
      name: 'a',
      limit: 2,
      subject: { id: 7 },
    })
    expect(body('', { limit: '3' })).toEqual({ limit: 3 })
    expect(body('{"subject":{"kind":"post"}}', { 'subject.id': '7' })).toEqual({
      subject: { kind: 'post', id: 7 },
    })
  })

  it('may say the same as the path, and nothing else', () => {
    expect(body('{"limit":3}', { limit: '3' })).toEqual({ limit: 3 })
    for (const other of ['4', '"3"', 'null']) {
      expect(refusal(() => body(`{"limit":${other}}`, { limit: '3' }))).toMatchObject({
        code: 'BAD_INPUT',
        fields: [{ pointer: '/limit', message: 'is another one than in the path' }],
      })
    }
    expect(refusal(() => body('{"subject":7}', { 'subject.id': '7' }))).toMatchObject({
      code: 'BAD_INPUT',
      fields: [{ pointer: '/subject', message: 'must be an object' }],
    })
  })

  it('may not be nested without end', () => {
    const deep = `{"name":${'['.repeat(200_000)}${']'.repeat(200_000)}}`
    expect(refusal(() => body(deep))).toMatchObject({
      code: 'BAD_INPUT',
      fields: [{ message: expect.stringMatching(/nested deeper/) }],
    })
  })

  it.each(['[]', '1', 'null', '"a"', '{', 'a=1', '\u0000'])('is no object in %j', (text) => {
    expect(refusal(() => body(text))).toMatchObject({ code: 'BAD_INPUT' })
  })
})

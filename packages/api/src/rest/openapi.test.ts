import { describe, expect, it } from 'vitest'
import { appRouter } from '../routers/index.ts'
import { procedureMetas } from '../trpc/procedures.ts'
import { openApi } from './openapi.ts'

interface Operation {
  readonly operationId: string
  readonly security: readonly Readonly<Record<string, unknown>>[]
  readonly parameters: readonly {
    readonly name: string
    readonly in: string
    readonly required: boolean
  }[]
  readonly requestBody?: {
    readonly content: {
      readonly 'application/json': { readonly schema: unknown; readonly example: unknown }
    }
  }
  readonly responses: Readonly<Record<string, { readonly description: string }>>
}

interface Document {
  readonly openapi: string
  readonly tags: readonly { readonly name: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: {
    readonly schemas: Readonly<Record<string, unknown>>
    readonly securitySchemes: Readonly<Record<string, unknown>>
  }
}

const text = JSON.stringify(openApi(appRouter, { version: '1.2.3', prefix: '/api' }))
const document: Document = JSON.parse(text)
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
)
const operation = (id: string) => {
  const found = operations.find(({ operationId }) => operationId === id)
  if (found === undefined) throw new Error(`no operation ${id}`)
  return found
}

describe('the OpenAPI document', () => {
  it('has every procedure once', () => {
    const ids = operations.map(({ operationId }) => operationId)
    expect(ids.toSorted()).toEqual([...procedureMetas(appRouter).keys()].toSorted())
    expect(document.openapi).toBe('3.1.1')
  })

  it('tells streams apart', () => {
    const { security, responses } = operation('live.events')
    expect(security).toEqual([{ bearer: [] }, { session: [] }, { guest: [] }])
    expect(responses[200]).toMatchObject({
      content: { 'text/event-stream': { schema: { $ref: '#/components/schemas/LiveEvent' } } },
    })
  })

  it('names nothing that is not in it', () => {
    const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(
      ([, reference = '']) => reference,
    )
    expect(references.length).toBeGreaterThan(100)
    for (const reference of new Set(references)) {
      const name = /^#\/components\/schemas\/(.+)$/.exec(reference)?.[1] ?? reference
      expect(Object.keys(document.components.schemas), reference).toContain(name)
    }
    const schemes = operations.flatMap(({ security }) => security.flatMap(Object.keys))
    const known = Object.keys(document.components.securitySchemes)
    expect(new Set(schemes)).toEqual(new Set(known))
    expect(text).not.toContain('$defs')
  })

  it.each(operations.map((one) => [one.operationId, one] as const))(
    'says where each place of a path comes from: %s',
    (_, { path, parameters }) => {
      const places = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name)
      const inPath = parameters.filter((one) => one.in === 'path')
      expect(inPath.map(({ name }) => name).toSorted()).toEqual(places.toSorted())
      expect(inPath.every(({ required }) => required)).toBe(true)
      const names = parameters.map(({ name }) => name)
      expect(new Set(names).size).toBe(names.length)
    },
  )

  it('says what a query takes', () => {
    const { parameters, requestBody } = operation('comments.list')
    expect(requestBody).toBeUndefined()
    expect(parameters).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'subject.kind', in: 'query', required: true }),
        expect.objectContaining({ name: 'sort', in: 'query', required: false }),
      ]),
    )
  })

  it('says what a write takes, but for what its path says', () => {
    const media = operation('votes.set').requestBody?.content['application/json']
    expect(media?.schema).toMatchObject({
      properties: { value: expect.anything() },
      required: ['value'],
    })
    expect(JSON.stringify(media)).not.toContain('subject')
    expect(operation('posts.remove').requestBody).toBeUndefined()
    expect(
      operation('posts.create').requestBody?.content['application/json'].example,
    ).toMatchObject({ title: expect.any(String) })
  })

  it('says of which writes an Idempotency-Key keeps the answer', () => {
    const takes = (id: string) =>
      operation(id).parameters.some(({ name }) => name === 'idempotency-key')
    const ids = ['posts.create', 'posts.remove', 'auth.login', 'posts.get']
    expect(ids.map(takes)).toEqual([true, true, false, false])
  })

  it('says who may call, and what may go wrong', () => {
    expect(operation('stats.maps').security).toEqual([{}])
    expect(operation('posts.get').security).toContainEqual({ guest: [] })
    expect(operation('account.me').security).toEqual([{ bearer: [] }, { session: [] }])
    expect(operation('posts.get').responses.default?.description).toContain('POST_NOT_FOUND')
  })
})

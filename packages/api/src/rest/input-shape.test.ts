import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { inputShape, type JsonSchema, parametersOf } from './input-shape.ts'

const subject = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('post'), id: z.int() }),
  z.object({ kind: z.literal('match'), id: z.uuid(), note: z.string().optional() }),
])
const named = z.object({ deep: z.boolean() }).meta({ id: 'NamedInTest' })
const input = z
  .object({
    subject,
    tags: z.array(z.string()).default([]),
    ids: z.array(z.int()).optional(),
    limit: z.coerce.number().optional(),
    sort: z.enum(['new', 'top']).default('new'),
    on: z.boolean().optional(),
    either: z.union([z.int(), z.string()]).optional(),
    trimmed: z
      .string()
      .transform((text) => text.trim())
      .pipe(z.string().min(1))
      .optional(),
    named: named.optional(),
    again: named.optional(),
  })
  .prefault({ subject: { kind: 'post', id: 1 } })

describe('the shape of an input', () => {
  const shape = inputShape(input)

  it.each([
    ['subject.kind', ['string']],
    ['subject.id', ['integer', 'string']],
    ['subject.note', ['string']],
    ['tags', ['array']],
    ['limit', ['number']],
    ['sort', ['string']],
    ['on', ['boolean']],
    ['either', ['integer', 'string']],
    ['trimmed', ['string']],
    ['named.deep', ['boolean']],
    ['again.deep', ['boolean']],
    ['subject', ['object']],
  ])('has at %s %j', (path, types) => {
    expect([...shape.typesAt(path)].toSorted()).toEqual(types)
  })

  it('goes by what has been said of an object', () => {
    const typesOf = (kind: string) => [
      ...shape.typesAt('subject.id', (path) => (path === 'subject.kind' ? kind : undefined)),
    ]
    expect(typesOf('post')).toEqual(['integer'])
    expect(typesOf('match')).toEqual(['string'])
    expect(typesOf('other')).toEqual([])
  })

  it('knows what arrays are of', () => {
    expect([...shape.itemTypesAt('ids')]).toEqual(['integer'])
    expect([...shape.itemTypesAt('tags')]).toEqual(['string'])
    expect([...shape.itemTypesAt('sort')]).toEqual([])
  })

  it.each(['other', 'subject.other', 'sort.length', '__proto__', 'constructor', 'tags.0', '', '.'])(
    'has nothing at %j',
    (path) => {
      expect([...shape.typesAt(path)]).toEqual([])
    },
  )
})

describe('the parameters of an input', () => {
  const schema = z.toJSONSchema(input, { io: 'input' }) as JsonSchema
  const parameters = parametersOf(schema, schema.$defs ?? {})

  it('are its properties one by one', () => {
    expect(parameters.map(({ name }) => name)).toEqual([
      ...['subject.kind', 'subject.id', 'subject.note', 'tags', 'ids', 'limit', 'sort', 'on'],
      ...['either', 'trimmed', 'named.deep', 'again.deep'],
    ])
  })

  it('are required where every way to write the input has them', () => {
    expect(parameters.filter(({ required }) => required).map(({ name }) => name)).toEqual([
      'subject.kind',
      'subject.id',
    ])
  })

  it('may be one or the other', () => {
    const id = parameters.find(({ name }) => name === 'subject.id')
    expect(id?.schema.anyOf).toMatchObject([{ type: 'integer' }, { type: 'string' }])
  })
})

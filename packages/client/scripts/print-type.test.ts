import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { docOf, printDoc, printType } from './print-type.ts'

function print(schema: z.ZodType, io: 'input' | 'output' = 'output'): string {
  return printType(z.toJSONSchema(schema, { io })).replaceAll(/\s+/g, ' ')
}

describe('printType', () => {
  it.each([
    [z.string(), 'string'],
    [z.iso.datetime(), 'string'],
    [z.int().min(1), 'number'],
    [z.boolean(), 'boolean'],
    [z.null(), 'null'],
    [z.unknown(), 'unknown'],
    [z.never(), 'never'],
    [z.literal('a'), '"a"'],
    [z.literal([1, 2]), '1 | 2'],
    [z.enum(['a', 'b']), '"a" | "b"'],
    [z.string().nullable(), 'string | null'],
    [z.union([z.string(), z.int(), z.number()]), 'string | number'],
    [z.array(z.enum(['a', 'b'])), '("a" | "b")[]'],
    [z.array(z.string()), 'string[]'],
    [z.array(z.string().nullable()), '(string | null)[]'],
    [z.array(z.object({ a: z.string() })), '{ a: string }[]'],
    [z.array(z.object({ a: z.string().nullable() })), '{ a: string | null }[]'],
    [z.array(z.union([z.object({}), z.null()])), '({ } | null)[]'],
    [z.tuple([z.string(), z.int()]), '[string, number]'],
    [z.tuple([z.string()]).rest(z.int()), '[string, ...number[]]'],
    [z.record(z.string(), z.int()), 'Record<string, number>'],
    [z.record(z.enum(['a', 'b']), z.int()), 'Record<"a" | "b", number>'],
    [z.partialRecord(z.enum(['a', 'b']), z.int()), 'Partial<Record<"a" | "b", number>>'],
    [z.intersection(z.object({ a: z.int() }), z.object({ b: z.int() })), '{ a: number b: number }'],
    [z.object({ 'content-type': z.string() }), '{ "content-type": string }'],
  ])('%#: %s', (schema, text) => {
    expect(print(schema)).toBe(text)
  })

  it('tells the two sides of a schema apart', () => {
    const schema = z.object({ a: z.int().default(1), b: z.int().optional() })
    expect(print(schema, 'input')).toBe(
      '{ /** Default: `1`. */ a?: number | undefined b?: number | undefined }',
    )
    expect(print(schema, 'output')).toBe(
      '{ /** Default: `1`. */ a: number b?: number | undefined }',
    )
  })

  it('names schemas that have an id', () => {
    const rate = z.object({ n: z.number() }).meta({ id: 'PrintTypeRate' })
    expect(print(z.array(rate.describe('a share')))).toBe('PrintTypeRate[]')
  })

  it('refuses names that are no type names', () => {
    const odd = z.object({}).meta({ id: 'not a name' })
    expect(() => print(z.array(odd))).toThrow('does not name a type')
  })

  it('refuses what JSON cannot carry', () => {
    expect(() => print(z.date())).toThrow()
    expect(() => print(z.bigint())).toThrow()
  })
})

describe('docOf', () => {
  it.each([
    [z.string().describe('A name.'), 'A name.'],
    [z.int().min(1).max(9).default(3), '1 to 9. Default: `3`.'],
    [z.int(), ''],
    [z.iso.datetime().nullable().describe('When.'), 'When. ISO 8601, UTC.'],
    [z.uuid(), 'A UUID.'],
  ])('%#: %s', (schema, text) => {
    expect(docOf(z.toJSONSchema(schema, { io: 'input' }))).toBe(text)
  })
})

describe('printDoc', () => {
  it('fits on one line or is wrapped', () => {
    expect(printDoc('Short.')).toBe('/** Short. */\n')
    const lines = printDoc('word '.repeat(40).trim()).trimEnd().split('\n')
    expect(lines).toHaveLength(5)
    expect(lines.every((line) => line.length <= 100)).toBe(true)
  })

  it('cannot be closed by its text', () => {
    expect(printDoc('a */ b')).toBe('/** a *\\/ b */\n')
  })

  it('is nothing without text', () => {
    expect(printDoc('') + printDoc(undefined)).toBe('')
  })
})

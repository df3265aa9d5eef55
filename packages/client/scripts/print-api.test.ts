import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { printApi } from './print-api.ts'
import type { ProcedureSource } from './procedures.ts'

function procedure(path: string, parts: Partial<ProcedureSource> = {}): ProcedureSource {
  return { path, kind: 'query', input: undefined, output: z.string(), docs: undefined, ...parts }
}

function print(...procedures: ProcedureSource[]): string {
  return printApi(procedures, { NOT_FOUND: { status: 404, message: 'Nothing here' } })
}

describe('printApi', () => {
  it('nests procedures by their path, with their docs', () => {
    const text = print(
      procedure('a.one', { docs: 'The first.' }),
      procedure('b.two', { kind: 'mutation' }),
      procedure('a.c.three'),
    )
    expect(text).toContain(
      [
        'export interface Loadout {',
        'a: {',
        '/** The first. */',
        'one: Query<undefined, AOneOutput>',
        'c: {',
        'three: Query<undefined, ACThreeOutput>',
        '}',
        '}',
        'b: {',
        'two: Mutation<undefined, BTwoOutput>',
        '}',
        '}',
      ].join('\n'),
    )
    expect(text).toContain('export type AOneOutput = string\n')
  })

  it('names inputs after their procedure and outputs after their id', () => {
    const output = z.object({ n: z.int() }).meta({ id: 'PrintApiCount', description: 'A count.' })
    const text = print(procedure('a.count', { input: z.object({ q: z.string() }), output }))
    expect(text).toContain('count: Query<ACountInput, PrintApiCount>')
    expect(text).toContain('export interface ACountInput {\nq: string\n}')
    expect(text).toContain('/** A count. */\nexport interface PrintApiCount {\nn: number\n}')
  })

  it('prints a page of items as a list', () => {
    const item = z.object({ id: z.string() })
    const output = z.object({ items: z.array(item), nextCursor: z.string().nullable() })
    const input = z.object({ cursor: z.string().optional() })
    const text = print(procedure('a.list', { input, output }))
    expect(text).toContain('list: List<AListInput, Page<AListItem>>')
    expect(text).toContain('export interface AListItem {\nid: string\n}')
  })

  it('prints a subscription with its events', () => {
    const output = z.discriminatedUnion('type', [z.object({ type: z.literal('start') })])
    const input = z.object({ channels: z.array(z.string()) })
    const text = print(procedure('live.events', { kind: 'subscription', input, output }))
    expect(text).toContain('events: Subscription<LiveEventsInput, LiveEventsEvent>')
    expect(text).toContain('export type LiveEventsEvent = {')
    const named = output.meta({ id: 'PrintApiEvent' })
    expect(print(procedure('a.b', { kind: 'subscription', output: named }))).toContain(
      'b: Subscription<undefined, PrintApiEvent>',
    )
  })

  it('prints the error codes with status and message', () => {
    expect(print()).toContain("SERVER_ERROR_CODES = [\n/** 404: Nothing here. */\n'NOT_FOUND',\n]")
  })

  it('refuses one name for two types', () => {
    const shared = z.object({ a: z.int().default(1) }).meta({ id: 'PrintApiShared' })
    expect(() => print(procedure('a.b', { input: shared, output: shared }))).toThrow(
      'PrintApiShared names two types',
    )
  })

  it('refuses a procedure that has the name of a verb', () => {
    expect(() => print(procedure('search.query'))).toThrow('cannot be called query')
    expect(() => print(procedure('subscribe.me'))).toThrow('cannot be called subscribe')
  })
})

import { initTRPC } from '@trpc/server'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { proceduresOf } from './procedures.ts'

const t = initTRPC.meta<object>().create()
const meta = { auth: 'public', errors: [], docs: { summary: 'Counts.' } }
const input = z.object({ n: z.int() })
const output = z.int()
const noEvents = () => undefined

describe('proceduresOf', () => {
  it('walks a router', () => {
    const router = t.router({
      a: t.router({
        count: t.procedure
          .meta(meta)
          .input(input)
          .output(output)
          .query(() => 1),
        add: t.procedure
          .meta({ ...meta, auth: 'things:write', errors: ['CONFLICT', 'FORBIDDEN'] })
          .output(output)
          .mutation(() => 1),
      }),
    })
    expect(proceduresOf(router, noEvents)).toEqual([
      { path: 'a.count', kind: 'query', input, output, docs: 'Counts.' },
      {
        path: 'a.add',
        kind: 'mutation',
        input: undefined,
        output,
        docs: 'Counts. Needs the scope `things:write`. Errors of its own: `CONFLICT`, `FORBIDDEN`.',
      },
    ])
  })

  it('knows a subscription by the schema of its events', () => {
    const events = z.object({ type: z.literal('tick') })
    const stream = z.custom<AsyncIterable<unknown>>()
    const router = t.router({
      ticks: t.procedure
        .meta(meta)
        .output(stream)
        .subscription(async function* () {}),
    })
    const eventSchemaOf = (schema: z.ZodType) => (schema === stream ? events : undefined)
    expect(proceduresOf(router, eventSchemaOf)).toEqual([
      { path: 'ticks', kind: 'subscription', input: undefined, output: events, docs: 'Counts.' },
    ])
    expect(() => proceduresOf(router, noEvents)).toThrow('ticks: its events have no schema')
  })

  it('names the procedure that declares no output', () => {
    const router = t.router({ bare: t.procedure.meta(meta).query(() => 1) })
    expect(() => proceduresOf(router, noEvents)).toThrow(/^bare: .*\n.*output/s)
  })
})

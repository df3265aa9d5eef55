import { ERRORS, SCOPES } from '@loadout/core'
import { describe, expect, it } from 'vitest'
import { createShapes } from '../rest/input-shape.ts'
import { COMMON_ERRORS } from '../trpc/meta.ts'
import { procedureMetas } from '../trpc/procedures.ts'
import { appRouter, routerOf } from './index.ts'

interface Definition {
  readonly type: string
  readonly inputs: readonly { safeParse(input: unknown): { readonly success: boolean } }[]
  readonly output?: unknown
}

const definitions = Object.entries(appRouter._def.procedures).flatMap(([path, procedure]) =>
  '_def' in procedure ? [[path, procedure._def as Definition] as const] : [],
)
const metas = procedureMetas(appRouter)

const shapeOf = createShapes(appRouter)

/** What stands at a path such as `subject.kind`. */
const at = (value: unknown, path: string) =>
  path
    .split('.')
    .reduce<unknown>(
      (of, name) => (typeof of === 'object' && of ? Reflect.get(of, name) : undefined),
      value,
    )

describe('the paths of REST', () => {
  it('are one for each procedure', () => {
    const shapes = [...metas.values()].map(({ rest }) => rest.replace(/\{[^}]+\}/g, '{}'))
    expect(shapes.filter((shape, index) => shapes.indexOf(shape) !== index)).toEqual([])
  })
})

describe.each(definitions)('%s', (procedure, definition) => {
  const meta = metas.get(procedure)

  it('declares who may call it, how often, and how long it may be cached', () => {
    expect(meta).toBeDefined()
    expect(['public', 'guest', 'user', ...SCOPES]).toContain(meta?.auth)
    expect(meta?.rate !== 'read').toBe(definition.type === 'mutation')
    if (definition.type === 'mutation' || meta?.auth !== 'public')
      expect(meta?.cache).toBe('private')
  })

  it('declares the errors of its own, and only those', () => {
    const codes = meta?.errors ?? ['nothing declared']
    for (const code of codes) {
      expect(Object.keys(ERRORS)).toContain(code)
      expect(COMMON_ERRORS).not.toContain(code)
    }
    expect(codes.some((code) => code === 'FORBIDDEN')).toBe(meta?.auth !== 'public')
  })

  it('checks what comes in and what goes out', () => {
    expect(definition.inputs).toHaveLength(1)
    expect(definition.output).toBeDefined()
  })

  it('has a path below /api whose places its input cannot do without', () => {
    const { rest = 'GET /' } = meta ?? {}
    const [method = '', path = ''] = rest.split(' ')
    expect(method === 'GET').toBe(definition.type !== 'mutation')
    expect(path).toMatch(/^(?:\/(?:[a-z0-9-]+|\{[a-zA-Z.]+\}))+$/)
    const places = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name)
    const shape = shapeOf(procedure)
    for (const place of places) {
      expect(shape.typesAt(place), place).not.toEqual(new Set())
      expect(at(meta?.docs.example, place), place).toBeDefined()
    }
  })

  it('is documented with an example that its input takes', () => {
    expect(meta?.docs.summary).toMatch(/^[A-Z].{20,}\.$/)
    expect(definition.inputs[0]?.safeParse(meta?.docs.example).success).toBe(true)
  })
})

describe('routerOf', () => {
  it('mounts some domains only', () => {
    const paths = [...procedureMetas(routerOf(['stats'])).keys()]
    expect(paths).toContain('stats.roleBoard')
    expect(paths.filter((path) => !path.startsWith('stats.'))).toEqual([])
  })
})

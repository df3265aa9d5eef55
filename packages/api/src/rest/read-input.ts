import { AppError } from '@loadout/core'
import { assertInputDepth } from '../trpc/input-depth.ts'
import type { InputShape, Said } from './input-shape.ts'
import type { Params } from './route-table.ts'

type Input = Record<string, unknown>

/**
 * The input that a path and a query string state: `subject.kind=post&subject.id=1&tags=a&tags=b`. Numbers and
 * booleans are those that the input has there; what is not one stays text, and the input says what is wrong with it.
 * Throws BAD_INPUT for a parameter that there is none of, or that is there twice.
 */
export function readInput(shape: InputShape, params: Params, query: URLSearchParams): Input {
  const input: Input = {}
  const said = (name: string) => params.get(name) ?? query.get(name) ?? undefined
  for (const [name, text] of params) put(input, name, typed(text, shape.typesAt(name, said)))
  for (const name of new Set(query.keys())) {
    const types = shape.typesAt(name)
    if (types.size === 0 || params.has(name)) throw badParameter(name, 'is no parameter of this')
    put(input, name, stated(query.getAll(name), { shape, name, said }))
  }
  return input
}

/** The input of a body and the path. Throws BAD_INPUT for a body that is no JSON object, or says another thing. */
export function readBody(shape: InputShape, params: Params, body: string): Input {
  const input = body === '' ? {} : parseObject(body)
  for (const [name, text] of params) {
    const value = typed(
      text,
      shape.typesAt(name, (other) => params.get(other)),
    )
    const other = at(input, name)
    if (other !== undefined && other !== value) {
      throw badParameter(name, 'is another one than in the path')
    }
    put(input, name, value)
  }
  return input
}

function stated(
  texts: readonly string[],
  { shape, name, said }: { readonly shape: InputShape; readonly name: string; readonly said: Said },
): unknown {
  const types = shape.typesAt(name, said)
  if (types.has('array')) {
    const of = shape.itemTypesAt(name)
    return texts.map((text) => typed(text, of))
  }
  const [text = ''] = texts
  if (texts.length > 1) throw badParameter(name, 'must be there once')
  return typed(text, types)
}

const NUMBER = /^-?\d+(?:\.\d+)?$/

function typed(text: string, types: ReadonlySet<string>): unknown {
  const isNumeric = types.has('integer') || types.has('number')
  // What is too large to be one would be sent on as null.
  if (isNumeric && NUMBER.test(text) && Number.isFinite(Number(text))) return Number(text)
  if (types.has('boolean') && (text === 'true' || text === 'false')) return text === 'true'
  return text
}

function parseObject(text: string): Input {
  const value = parse(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw badBody('must be a JSON object')
  }
  // It is printed again, which would run out of stack.
  assertInputDepth(value)
  return value as Input
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw badBody('is not valid JSON', cause)
  }
}

function at(input: Input, path: string): unknown {
  let value: unknown = input
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = Reflect.get(value, name)
  }
  return value
}

/** Names are those of a schema, never a caller's own. Throws BAD_INPUT where something else stands in the way. */
function put(input: Input, path: string, value: unknown): void {
  const names = path.split('.')
  const last = names.pop() ?? path
  let object = input
  for (const name of names) {
    const inner = object[name] ?? {}
    if (typeof inner !== 'object' || inner === null) throw badParameter(name, 'must be an object')
    object[name] = inner
    object = inner as Input
  }
  object[last] = value
}

const badParameter = (name: string, message: string) =>
  new AppError('BAD_INPUT', { fields: [{ pointer: `/${name.replaceAll('.', '/')}`, message }] })

/** An error of the body as a whole. */
export const badBody = (message: string, cause?: unknown) =>
  new AppError('BAD_INPUT', {
    message: `The body ${message}`,
    fields: [{ pointer: '', message }],
    cause,
  })

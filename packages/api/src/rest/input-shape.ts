import type { AnyRouter } from '@trpc/server'
import { type ZodType, z } from 'zod'
import { procedureSchemas } from './procedure-schemas.ts'

export interface JsonSchema {
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, JsonSchema>>
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly allOf?: readonly JsonSchema[]
}

/** What references name, by the last part of each. */
type Shared = Readonly<Record<string, JsonSchema>>

/** What has been said at a path, if anything: of `{kind: 'tag', id}` or `{kind: 'account', id}` only one is meant. */
export type Said = (path: string) => string | undefined

/** What JSON types the input of a procedure has where. */
export interface InputShape {
  /** The types that may stand at a path such as `subject.id`; empty when the input has no such property. */
  typesAt(path: string, said?: Said): ReadonlySet<string>
  /** The types of the elements of the array there. */
  itemTypesAt(path: string): ReadonlySet<string>
}

/** The shapes of the inputs of a router, each made when it is first asked for. */
export function createShapes(router: AnyRouter): (procedure: string) => InputShape {
  const schemas = procedureSchemas(router)
  const made = new Map<string, InputShape>()
  return (procedure) => {
    const shape = made.get(procedure) ?? inputShape(schemas.get(procedure)?.input ?? z.object({}))
    made.set(procedure, shape)
    return shape
  }
}

/** Made from the JSON Schema of what an input takes. */
export function inputShape(input: ZodType): InputShape {
  const root = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as JsonSchema
  const shared = root.$defs ?? {}
  const top = alternatives(root, shared)
  const at = (path: string, said: Said = () => undefined): readonly JsonSchema[] => {
    let schemas = top
    let prefix = ''
    for (const name of path.split('.')) {
      schemas = schemas
        .filter((schema) => isMeant(schema, (sibling) => said(`${prefix}${sibling}`)))
        .flatMap(({ properties }) =>
          properties !== undefined && Object.hasOwn(properties, name)
            ? alternatives(properties[name] ?? {}, shared)
            : [],
        )
      prefix += `${name}.`
    }
    return schemas
  }
  return {
    typesAt: (path, said) => typesOf(at(path, said)),
    itemTypesAt: (path) =>
      typesOf(at(path).flatMap(({ items }) => (items ? alternatives(items, shared) : []))),
  }
}

/** Whether nothing that has been said contradicts what the schema states. */
function isMeant({ properties = {} }: JsonSchema, said: Said): boolean {
  return Object.entries(properties).every(([name, { const: stated }]) => {
    const text = said(name)
    return stated === undefined || text === undefined || String(stated) === text
  })
}

/** The schema without references and choices: all that may be meant. */
function alternatives(schema: JsonSchema, shared: Shared): readonly JsonSchema[] {
  const { $ref, anyOf, oneOf, allOf } = schema
  if ($ref !== undefined) {
    const found = shared[$ref.slice($ref.lastIndexOf('/') + 1)]
    return found === undefined ? [] : alternatives(found, shared)
  }
  const choices = anyOf ?? oneOf ?? allOf
  return choices === undefined ? [schema] : choices.flatMap((one) => alternatives(one, shared))
}

function typesOf(schemas: readonly JsonSchema[]): ReadonlySet<string> {
  return new Set(
    schemas.flatMap(({ type, const: value, enum: values = [] }) => {
      if (type !== undefined) return type
      const stated = value === undefined ? values : [value]
      // A schema that states nothing takes anything; text is what a URL has.
      return stated.length === 0 ? ['string'] : stated.map((one) => typeof one)
    }),
  )
}

export interface Parameter {
  /** E.g. `subject.kind`. */
  readonly name: string
  readonly schema: JsonSchema
  readonly required: boolean
}

/** The properties of an input one by one, those of objects by their paths. `shared` has what references name. */
export function parametersOf(input: JsonSchema, shared: Shared): readonly Parameter[] {
  return leaves(alternatives(input, shared), { shared, prefix: '', isRequired: true })
}

function leaves(
  schemas: readonly JsonSchema[],
  of: {
    readonly shared: Shared
    readonly prefix: string
    readonly isRequired: boolean
  },
): readonly Parameter[] {
  const { shared, prefix, isRequired } = of
  const names = new Set(schemas.flatMap(({ properties = {} }) => Object.keys(properties)))
  return [...names].flatMap((name) => {
    const found = schemas.flatMap(({ properties = {} }) => properties[name] ?? [])
    const required = isRequired && schemas.every((one) => one.required?.includes(name) ?? false)
    const inner = found.flatMap((one) => alternatives(one, shared))
    if (inner.some(({ properties }) => properties !== undefined)) {
      return leaves(inner, { shared, prefix: `${prefix}${name}.`, isRequired: required })
    }
    const [only] = found
    const schema = found.length === 1 && only !== undefined ? only : { anyOf: found }
    return [{ name: `${prefix}${name}`, schema, required }]
  })
}

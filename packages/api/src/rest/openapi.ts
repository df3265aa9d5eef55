import type { AnyRouter } from '@trpc/server'
import { type ZodType, z } from 'zod'
import { COMMON_ERRORS, type ProcedureMeta } from '../trpc/meta.ts'
import { procedureMetas } from '../trpc/procedures.ts'
import { type JsonSchema, parametersOf } from './input-shape.ts'
import {
  IDEMPOTENCY_PARAMETER,
  PROBLEM_SCHEMA,
  SECURITY_SCHEMES,
  securityOf,
} from './openapi-parts.ts'
import { type ProcedureSchemas, procedureSchemas } from './procedure-schemas.ts'
import { createRouteTable, type RestRoute } from './route-table.ts'

type Json = Readonly<Record<string, unknown>>

/** The REST surface of a router as OpenAPI 3.1 has it. `prefix` stands before every path. */
export function openApi(
  router: AnyRouter,
  { version, prefix }: { readonly version: string; readonly prefix: string },
): Json {
  const { routes } = createRouteTable(procedureMetas(router))
  const schemas = procedureSchemas(router)
  const shared = new SharedSchemas()
  const paths: Record<string, Record<string, Json>> = {}
  for (const route of routes) {
    const of = schemas.get(route.procedure)
    if (of === undefined) continue
    const path = `${prefix}${route.path}`
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route, of, shared) }
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Loadout',
      version,
      description: 'Every procedure of the API. Errors are problems (RFC 9457) with a code.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(routes.map(tagOf))].map((name) => ({ name })),
    paths,
    components: {
      schemas: { ...shared.all(), Problem: PROBLEM_SCHEMA },
      securitySchemes: SECURITY_SCHEMES,
    },
  }
}

const tagOf = ({ procedure }: RestRoute): string => procedure.split('.', 1)[0] ?? procedure

function operation(
  route: RestRoute,
  { type, input, output }: ProcedureSchemas,
  shared: SharedSchemas,
): Json {
  const { meta, procedure, method, segments } = route
  const names = segments.flatMap((segment) => ('name' in segment ? [segment.name] : []))
  const given = shared.add(input, { io: 'input', of: procedure })
  const hasBody = method !== 'GET' && method !== 'DELETE'
  const parameters = parametersOf(given, shared.all()).filter(
    ({ name }) => !hasBody || names.includes(name),
  )
  return {
    operationId: procedure,
    tags: [tagOf(route)],
    summary: meta.docs.summary,
    security: securityOf(meta.auth, { isStream: type === 'subscription' }),
    parameters: [
      ...parameters.map(({ name, schema, required }) => ({
        name,
        in: names.includes(name) ? 'path' : 'query',
        required: required || names.includes(name),
        schema,
      })),
      ...headersOf(route),
    ],
    ...(hasBody ? { requestBody: bodyOf(given, meta, names) } : {}),
    responses: {
      200: answerOf(type, shared.add(output, { io: 'output', of: procedure })),
      default: {
        description: `A problem: ${[...meta.errors, ...COMMON_ERRORS].join(', ')}.`,
        content: {
          'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
        },
      },
    },
  }
}

const answerOf = (type: ProcedureSchemas['type'], schema: JsonSchema): Json =>
  type === 'subscription'
    ? {
        description:
          'Server-sent events: the `data` of each is of this schema, its `id` a place to go on after.',
        content: { 'text/event-stream': { schema } },
      }
    : { description: 'What was asked for.', content: json({ schema }) }

const headersOf = ({ method, meta }: RestRoute) =>
  method === 'GET' || meta.idempotencyKey === 'refused' ? [] : [IDEMPOTENCY_PARAMETER]

/** What the path says need not be said again. */
function bodyOf(schema: JsonSchema, { docs }: ProcedureMeta, names: readonly string[]): Json {
  const isInPath = (name: string) => names.some((one) => one.split('.', 1)[0] === name)
  const { properties, required = [], ...rest } = schema
  const left = Object.entries(properties ?? {}).filter(([name]) => !isInPath(name))
  const stated = required.filter((name) => !isInPath(name))
  const example = Object.entries(docs.example ?? {}).filter(([name]) => !isInPath(name))
  return {
    required: stated.length > 0,
    content: json({
      schema: {
        ...rest,
        ...(properties === undefined ? {} : { properties: Object.fromEntries(left) }),
        ...(stated.length === 0 ? {} : { required: stated }),
      },
      example: Object.fromEntries(example),
    }),
  }
}

const json = (media: Json): Json => ({ 'application/json': media })

/** Schemas with a name of their own stand once for all operations; what is taken and what is answered may differ. */
class SharedSchemas {
  readonly #byName = new Map<string, JsonSchema>()

  add(schema: ZodType, at: { readonly io: 'input' | 'output'; readonly of: string }): JsonSchema {
    const { io, of } = at
    const made = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
    const { $schema: _, $defs = {}, ...root } = made as JsonSchema & { readonly $schema?: string }
    const nameOf = (name: string) => {
      const own = name.startsWith('__') ? `${of}${name}` : name
      return io === 'input' ? `${own}Input` : own
    }
    for (const [name, one] of Object.entries($defs)) {
      this.#byName.set(nameOf(name), renamed(one, nameOf))
    }
    return renamed(root, nameOf)
  }

  all(): Readonly<Record<string, JsonSchema>> {
    return Object.fromEntries(this.#byName)
  }
}

/** The schema with its references into the document. */
function renamed(schema: JsonSchema, nameOf: (name: string) => string): JsonSchema {
  return JSON.parse(JSON.stringify(schema), (key, value: unknown) =>
    key === '$ref' && typeof value === 'string' && value.startsWith('#/$defs/')
      ? `#/components/schemas/${nameOf(value.slice('#/$defs/'.length))}`
      : value,
  )
}

import { z } from 'zod'

/** What the generator knows about one procedure. */
export interface ProcedureSource {
  /** `stats.roleBoard` */
  readonly path: string
  readonly kind: 'query' | 'mutation' | 'subscription'
  readonly input: z.ZodType | undefined
  /** Of a subscription: one of its events. */
  readonly output: z.ZodType
  readonly docs: string | undefined
}

const zodType = z.instanceof(z.ZodType)

/** What a procedure of the API's router carries at run time. */
const definition = z.object({
  type: z.enum(['query', 'mutation', 'subscription']),
  inputs: z.array(zodType).max(1),
  output: zodType,
  meta: z.object({
    auth: z.string(),
    errors: z.array(z.string()),
    docs: z.object({ summary: z.string() }),
  }),
})

/**
 * Every procedure of a tRPC router, in the order of its declaration. `eventSchemaOf` knows the events of the outputs
 * that are streams. Throws for one without contract.
 */
export function proceduresOf(
  router: { readonly _def: { readonly procedures: object } },
  eventSchemaOf: (output: z.ZodType) => z.ZodType | undefined,
): readonly ProcedureSource[] {
  return Object.entries(router._def.procedures).map(([path, procedure]) => {
    const parsed = definition.safeParse(procedure._def)
    if (!parsed.success) throw new Error(`${path}: ${z.prettifyError(parsed.error)}`)
    const { type, inputs, meta } = parsed.data
    const output = type === 'subscription' ? eventSchemaOf(parsed.data.output) : parsed.data.output
    if (output === undefined) throw new Error(`${path}: its events have no schema`)
    return { path, kind: type, input: inputs[0], output, docs: docsOf(meta) }
  })
}

/** Who may call it, where that is no scope. */
const WHO: Readonly<Record<string, string>> = {
  public: '',
  guest: ' For people, guests included.',
  user: ' For people who have signed in.',
}

function docsOf(meta: z.output<typeof definition>['meta']): string {
  return [
    meta.docs.summary,
    WHO[meta.auth] ?? ` Needs the scope \`${meta.auth}\`.`,
    meta.errors.length === 0
      ? ''
      : ` Errors of its own: ${meta.errors.map((code) => `\`${code}\``).join(', ')}.`,
  ].join('')
}

import fc from 'fast-check'
import { appRouter } from '../src/index.ts'
import type { ProcedureMeta } from '../src/trpc/meta.ts'
import { procedureMetas } from '../src/trpc/procedures.ts'
import { VALID } from './valid-inputs.ts'

export interface Procedure {
  readonly path: string
  readonly type: string
  readonly meta: ProcedureMeta | undefined
  readonly input:
    | { readonly safeParse: (input: unknown) => { readonly success: boolean } }
    | undefined
}

interface Definition {
  readonly type: string
  readonly inputs: readonly Procedure['input'][]
}

const metas = procedureMetas(appRouter)

/** Every procedure there is, with what it declares. */
export const PROCEDURES: readonly Procedure[] = Object.entries(appRouter._def.procedures).flatMap(
  ([path, procedure]) => {
    if (!('_def' in procedure)) return []
    const { type, inputs } = procedure._def as Definition
    return [{ path, type, meta: metas.get(path), input: inputs[0] }]
  },
)

/** The same inputs each time. */
const SEED = 20_261_128

/** An input that the schema takes: one of those that the fuzzer sends, or the example of the docs. */
export function validInput({ path, meta }: Procedure): unknown {
  const arbitrary = VALID[path]
  if (arbitrary === undefined) return meta?.docs.example
  return fc.sample(arbitrary, { numRuns: 1, seed: SEED })[0]
}

interface Asked {
  request(path: string, init: RequestInit): Response | Promise<Response>
}

/** What became of a call: `OK` or an error's code, and all of the answer. */
export interface Outcome {
  readonly code: string
  readonly data: unknown
}

interface Answer {
  readonly result?: { readonly data: unknown }
  readonly error?: { readonly data: { readonly appCode: string } }
}

const outcomeOf = ({ result, error }: Answer): Outcome => ({
  code: error?.data.appCode ?? 'OK',
  data: result?.data ?? error,
})

const sent = (headers: Readonly<Record<string, string>>, body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
})

const STREAMS = PROCEDURES.filter(({ type }) => type === 'subscription').map(({ path }) => path)

export async function callOne(
  app: Asked,
  path: string,
  input: unknown,
  headers: Readonly<Record<string, string>>,
): Promise<Outcome> {
  if (STREAMS.includes(path)) return await openStream(app, path, input, headers)
  const response = await app.request(`/trpc/${path}`, sent(headers, input))
  return outcomeOf(JSON.parse(await response.text()))
}

/** `OK` once it is open; nobody listens. */
async function openStream(
  app: Asked,
  path: string,
  input: unknown,
  headers: Readonly<Record<string, string>>,
): Promise<Outcome> {
  const query = `input=${encodeURIComponent(JSON.stringify(input) ?? 'null')}`
  const response = await app.request(`/trpc/${path}?${query}`, { headers })
  if (!response.ok) return outcomeOf(JSON.parse(await response.text()))
  await response.body?.cancel()
  return { code: 'OK', data: undefined }
}

/** One request for all of them, at most 20. A request that is refused as a whole is all there is to say of each. */
export async function callAll(
  app: Asked,
  calls: readonly { readonly path: string; readonly input: unknown }[],
  headers: Readonly<Record<string, string>>,
): Promise<readonly Outcome[]> {
  const paths = calls.map(({ path }) => path).join(',')
  const body = Object.fromEntries(calls.map(({ input }, index) => [index, input]))
  const response = await app.request(`/trpc/${paths}?batch=1`, sent(headers, body))
  const answers: Answer | readonly Answer[] = JSON.parse(await response.text())
  if ('map' in answers) return answers.map(outcomeOf)
  return calls.map(() => outcomeOf(answers))
}

export function chunks<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  const count = Math.ceil(items.length / size)
  return Array.from({ length: count }, (_, n) => items.slice(n * size, (n + 1) * size))
}

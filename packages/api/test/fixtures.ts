import type { Scope, Services } from '@loadout/core'
import { createApiKey } from '@loadout/core/accounts'
import { createSimulator } from '@loadout/simulator'

export const PASSWORD = 'correct horse battery staple'

/** The token of a new key. */
export async function newKey(services: Services, scopes: readonly Scope[]): Promise<string> {
  const ctx = { ...services, actor: { kind: 'system', name: 'test' } } as const
  return (await createApiKey(ctx, { name: 'test', scopes })).token
}

/** Simulated competitive matches as NDJSON lines, without the newline. Same seed, same lines. */
export function matchLines(seed: string, count: number): readonly string[] {
  const simulator = createSimulator({ seed, compact: true, mix: { competitive: 1 } })
  return Array.from({ length: count }, () => JSON.stringify(simulator.next()))
}

/** Reads JSON of a known shape: what a test asserts is what it reads. */
export async function json<Shape>(response: Response): Promise<Shape> {
  return JSON.parse(await response.text())
}

/** The part of a tRPC error answer that tests look at. */
export interface TrpcErrorAnswer {
  readonly error: {
    readonly message: string
    readonly data: {
      readonly appCode: string
      readonly httpStatus: number
      readonly requestId: string
      readonly retryable: boolean
      readonly fields: readonly { readonly pointer: string; readonly message: string }[]
      readonly path?: string
    }
  }
}

export interface ProblemAnswer {
  readonly title: string
  readonly status: number
  readonly code: string
  readonly requestId: string
  readonly fields: readonly { readonly pointer: string; readonly message: string }[]
  readonly report?: { readonly accepted: number; readonly quarantined: number }
}

export interface ReportAnswer {
  readonly accepted: number
  readonly duplicate: number
  readonly excluded: number
  readonly quarantined: number
  readonly rejected: readonly {
    readonly line: number
    readonly code: string
    readonly pointer: string
  }[]
}

/** Fails when an answer tells what only the log may know. */
export function leaks(text: string): readonly string[] {
  const secrets = [
    /\bat .+\.(ts|js):\d+/,
    /"stack"/,
    /select .+ from/i,
    /node_modules/,
    /ldk_/,
    /postgres(ql)?:\/\//,
  ]
  return secrets.filter((secret) => secret.test(text)).map(String)
}

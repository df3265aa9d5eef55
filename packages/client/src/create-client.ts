import { createCaller } from './caller.ts'
import type { Loadout } from './generated/api.ts'
import { type ClientOptions, resolveOptions } from './options.ts'
import { createProxy } from './proxy.ts'

/**
 * A client of the Loadout server at `options.url`. Creating one sends nothing and costs little; share
 * one, because calls are batched and identical queries merged within a client.
 */
export function createClient(options: ClientOptions): Loadout {
  return createProxy(createCaller(resolveOptions(options), options.session)) as Loadout
}

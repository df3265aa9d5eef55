import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { KeyRing } from '@loadout/core/accounts'

type Key = NonNullable<Awaited<ReturnType<KeyRing['verifying']>>>['key']

/** What of the library a floor is made of. */
interface Jose {
  jwtVerify(
    token: string,
    key: Key,
    options: {
      readonly algorithms: readonly string[]
      readonly typ: string
      readonly issuer: string
      readonly audience: string
    },
  ): Promise<unknown>
}

/** `jose` as core has it: the benchmarks depend on no copy of their own. */
export async function loadJose(root: string): Promise<Jose> {
  const { resolve } = createRequire(join(root, 'packages/core/package.json'))
  return await import(resolve('jose'))
}

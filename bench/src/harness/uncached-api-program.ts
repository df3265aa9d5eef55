import { nodeRuntime } from '../../../packages/api/src/server/node-runtime.ts'
import { run } from '../../../packages/api/src/server/run.ts'
import { NO_CACHE } from './no-cache.ts'

/** A program: the API as it is, but all that it would take from the cache comes from the database. */

await run(nodeRuntime, (deps) => ({
  ...deps,
  services: { ...deps.services, sharedCache: NO_CACHE },
}))

import { nodeRuntime } from './server/node-runtime.ts'
import { run } from './server/run.ts'

await run(nodeRuntime)

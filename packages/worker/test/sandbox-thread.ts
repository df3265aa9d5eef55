import { serveSandbox } from '../src/sandbox/serve.ts'
import { testHandlers } from './jobs.ts'

await serveSandbox(() => testHandlers)

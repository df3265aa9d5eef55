import { createHandlers } from '../handlers.ts'
import { serveSandbox } from './serve.ts'

await serveSandbox(createHandlers)

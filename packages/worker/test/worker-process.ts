import { createInfra, infraEnv, parseEnv } from '@loadout/infra'
import { startRuntime } from '../src/runtime.ts'
import { TEST_JOBS, testHandlers } from './jobs.ts'

/** A worker process of the test jobs, to be killed: says `ready`, then runs until it is. */
const config = parseEnv(infraEnv, process.env)
startRuntime({
  services: createInfra(config, { profile: 'worker' }),
  config,
  registry: TEST_JOBS,
  handlers: testHandlers,
})
process.stdout.write('ready\n')

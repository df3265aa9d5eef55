import { Command } from 'commander'
import {
  type Check,
  type CheckResult,
  describeResult,
  type Finding,
  runCheck,
} from '../doctor/check.ts'
import { installationChecks } from '../doctor/checks.ts'
import { EXIT } from '../exit-codes.ts'
import { explainError } from '../explain-error.ts'
import { type CliEnv, readEnv } from '../read-env.ts'
import { surroundings } from '../surroundings.ts'
import { print } from '../terminal.ts'
import { withServices } from '../with-services.ts'

export function doctorCommand(): Command {
  return new Command('doctor').action(async () => {
    const healthy = await examine()
    surroundings().exitCode = healthy ? 0 : EXIT.failure
  })
}

async function examine(): Promise<boolean> {
  const [env, configuration] = readConfiguration()
  print(describeResult(configuration))
  if (env === null) return false
  return withServices(async (ctx) => {
    const results = await Promise.all(
      installationChecks(ctx).map((check: Check) => runCheck(check, failed)),
    )
    for (const result of results) print(describeResult(result))
    return results.every(({ finding }) => finding.state !== 'fail')
  }, env)
}

function readConfiguration(): readonly [CliEnv | null, CheckResult] {
  const name = 'environment'
  try {
    const env = readEnv()
    const detail = env.local ? 'connections of the running `npm start`' : 'valid'
    return [
      { ...env, config: { ...env.config, LOG_LEVEL: 'silent' } },
      { name, finding: { state: 'ok', detail } },
    ]
  } catch (error) {
    return [null, { name, finding: failed(error) }]
  }
}

function failed(error: unknown): Finding {
  const { message, hint } = explainError(error)
  return { state: 'fail', detail: message, remedy: hint ?? 'LOADOUT_DEBUG=1 shows more.' }
}

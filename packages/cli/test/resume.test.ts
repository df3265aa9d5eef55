import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { amplifyText } from '@loadout/simulator'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CliResult, countsOf, runCli, runCliProcess } from './support/cli.ts'
import { documents } from './support/documents.ts'

const COUNT = 400

let infra: TestInfra
let file: string

beforeEach(async () => {
  infra = await createTestInfra({ profile: 'cli' })
  file = join(infra.config.LOADOUT_HOME, 'long.ndjson')
  const [text = ''] = documents(1, 'resume')
  const lines = [...amplifyText(text, COUNT, { seed: 'resume' })]
  const bytes = lines.flatMap((line) => [line, Buffer.from('\n')])
  await writeFile(file, Buffer.concat([...bytes, Buffer.from('not json\n')]))
})

afterEach(() => infra.close())

async function storedMatches(): Promise<number> {
  const rows = await infra.db.selectFrom('match').select('id').execute()
  return rows.length
}

/** Starts an import and sends the signal once the database holds some, not all, of its matches. */
async function interrupt(signal: 'SIGINT' | 'SIGKILL'): Promise<CliResult> {
  return runCliProcess(['import', 'matches', file], {
    env: infra.env,
    onStart(child) {
      const whenBegun = async () => {
        while ((await storedMatches()) === 0) await sleep(5)
        child.kill(signal)
      }
      void whenBegun()
    },
  })
}

const again = (...options: string[]) =>
  runCli(['import', 'matches', file, ...options], { env: infra.env })

const journals = async () =>
  (await readdir(join(infra.config.LOADOUT_HOME, 'import'))).filter((name) => !name.startsWith('.'))

describe('an interrupted import', () => {
  it('stops cleanly on Ctrl-C and goes on where it was', async () => {
    const first = await interrupt('SIGINT')
    expect(first.code, first.stderr).toBe(130)
    expect(first.stderr).toContain('Give the same command again')
    const { accepted = 0 } = countsOf(first)
    expect(accepted).toBeGreaterThan(0)
    expect(accepted).toBeLessThan(COUNT)
    expect(await storedMatches()).toBe(accepted)

    const second = await again()
    expect(second.code, second.stderr).toBe(0)
    expect(countsOf(second)).toMatchObject({ accepted: COUNT - accepted, duplicate: 0 })
    expect(second.stdout, 'lines are counted from the start of the file').toContain(
      `long.ndjson:${COUNT + 1} `,
    )
    expect(await journals()).toEqual([])
  })

  it('begins again with --restart, which only costs time', async () => {
    const { accepted = 0 } = countsOf(await interrupt('SIGINT'))
    const second = await again('--restart')
    expect(countsOf(second)).toMatchObject({ accepted: COUNT - accepted, duplicate: accepted })
  })

  it('loses and doubles nothing when it was killed', async () => {
    expect(await interrupt('SIGKILL')).toMatchObject({ code: 'SIGKILL' })
    expect(await storedMatches()).toBeLessThan(COUNT)
    const second = await again()
    expect(second.code, second.stderr).toBe(0)
    expect(await storedMatches()).toBe(COUNT)
  })
})

import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { Infra } from '@loadout/infra'
import { sql } from 'kysely'
import { type FingerprintOf, fingerprint } from './fingerprint.ts'
import type { Bench } from './scenario.ts'
import { type Services, startServices } from './services.ts'

export interface Filling {
  readonly name: string
  /** What the data is made by: when it changes, the data is made anew. */
  readonly of: FingerprintOf
  readonly fill: (bench: Bench, infra: Infra) => Promise<void>
}

/**
 * Services whose database holds what `fill` makes. It is made once and kept below `.loadout/bench/data`; every
 * call starts from a copy, so that nothing a scenario does is left for the next one.
 */
export async function startKept(bench: Bench, filling: Filling): Promise<Services> {
  const folder = join(bench.root, '.loadout/bench/data')
  const kept = join(folder, `${filling.name}-${fingerprint(bench.root, filling.of)}`)
  const own = { ...bench, dir: join(bench.dir, filling.name) }
  mkdirSync(own.dir, { recursive: true })
  const data = join(own.dir, 'postgres')
  if (!existsSync(kept)) await make(own, filling, kept)
  else if (!existsSync(data)) await copy(bench, kept, data)
  return startServices(own)
}

async function make(bench: Bench, { name, fill }: Filling, kept: string): Promise<void> {
  const started = performance.now()
  {
    await using services = await startServices(bench)
    await fill(bench, services.infra)
    await sql`vacuum (analyze)`.execute(services.infra.db)
    await sql`checkpoint`.execute(services.infra.db)
  }
  const folder = dirname(kept)
  mkdirSync(folder, { recursive: true })
  const older = readdirSync(folder).filter((one) => one.startsWith(`${name}-`))
  for (const one of older) rmSync(join(folder, one), { recursive: true })
  await copy(bench, join(bench.dir, 'postgres'), `${kept}.new`)
  renameSync(`${kept}.new`, kept)
  bench.say(`${name}: filled in ${((performance.now() - started) / 1_000).toFixed(0)} s`)
}

/** A whole cluster that nobody runs, with its owners; where the file system can, without its bytes. */
async function copy({ signal }: Bench, from: string, to: string): Promise<void> {
  rmSync(to, { recursive: true, force: true })
  await promisify(execFile)('cp', ['-a', '--reflink=auto', from, to], { signal })
}

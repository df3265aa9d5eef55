import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Bench } from './scenario.ts'

/** 70 MB, wanted by one benchmark: installed when it runs, so that nobody's `npm start` waits for it. */
const PACKAGE = '@duckdb/node-api'
const VERSION = '1.5.6-r.1'

/** What of the package is used. */
interface DuckDbModule {
  readonly DuckDBInstance: {
    create(path: string): Promise<{ connect(): Promise<DuckDb> }>
  }
}

export interface DuckDb {
  /** Runs a statement to its end. */
  run(statement: string): Promise<unknown>
  closeSync(): void
}

/** An empty database in memory; null, with the reason said, where the package cannot be had. */
export async function openDuckDb(bench: Bench): Promise<DuckDb | null> {
  const folder = join(bench.dir, 'duckdb')
  mkdirSync(folder)
  try {
    const flags = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix', folder]
    execFileSync('npm', ['install', ...flags, `${PACKAGE}@${VERSION}`], {
      cwd: folder,
      env: bench.env.inherited,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const entry = createRequire(join(folder, 'index.js')).resolve(PACKAGE)
    const duckdb: DuckDbModule = await import(pathToFileURL(entry).href)
    const instance = await duckdb.DuckDBInstance.create(':memory:')
    return await instance.connect()
  } catch (error) {
    bench.say(`without DuckDB: ${error instanceof Error ? error.message : error}`)
    return null
  }
}

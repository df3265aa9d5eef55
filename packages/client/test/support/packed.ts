import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const PACKAGE = fileURLToPath(new URL('../..', import.meta.url))
const BIN = fileURLToPath(new URL('../../../../node_modules/.bin/', import.meta.url))

export interface Packed {
  /** The tarball as it would be published. */
  readonly tarball: string
  /** An otherwise empty project with the tarball installed. */
  readonly project: string
  /** The installed package. */
  readonly installed: string
  remove(): void
}

/** Builds and packs the package and installs it, without a registry, into a project of its own. */
export function packAndInstall(): Packed {
  const root = mkdtempSync(join(tmpdir(), 'loadout-client-'))
  const installed = join(root, 'project/node_modules/@loadout/client')
  rmSync(join(PACKAGE, 'dist'), { recursive: true, force: true })
  run('tsc', ['-p', 'tsconfig.build.json'], PACKAGE)
  execFileSync('pnpm', ['pack', '--pack-destination', root], { cwd: PACKAGE, stdio: 'pipe' })
  const tarball = join(root, readdirSync(root).find((name) => name.endsWith('.tgz')) ?? '')
  mkdirSync(installed, { recursive: true })
  execFileSync('tar', ['-xzf', tarball, '-C', installed, '--strip-components=1'])
  return {
    tarball,
    project: join(root, 'project'),
    installed,
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}

/** Runs a tool of the workspace; throws with its output when it fails. */
export function run(tool: string, args: readonly string[], cwd: string): string {
  try {
    return execFileSync(join(BIN, tool), args, { cwd, encoding: 'utf8', stdio: 'pipe' })
  } catch (error) {
    const { stdout, stderr } = { stdout: '', stderr: '', ...Object(error) }
    throw new Error(`${tool} ${args.join(' ')}\n${stdout}${stderr}`, { cause: error })
  }
}

import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { environment } from './env.mjs'
import { ensureInstalled, pnpmFolder } from './install.mjs'
import { runWithNode } from './run.mjs'

const ROOT = resolve(fileURLToPath(import.meta.url), '../../..')

/**
 * Makes sure that the packages are installed, then hands over to the script. Progress goes to stderr, so that
 * stdout holds the command's own output only; `npm run --silent` hides it.
 * @param {readonly string[]} args options of Node, the script, relative to the root, and its arguments
 */
export async function boot(args) {
  const at = args.findIndex((arg) => !arg.startsWith('-'))
  const options = args.slice(0, at)
  const [script = '', ...rest] = args.slice(at)
  const started = performance.now()
  const quiet = environment.npm_config_loglevel === 'silent'
  try {
    const say = quiet ? () => {} : (/** @type {string} */ line) => process.stderr.write(`${line}\n`)
    await ensureInstalled(ROOT, say)
  } catch (error) {
    process.stderr.write(`\n${error instanceof Error ? error.message : error}\n`)
    process.exitCode = 1
    return
  }
  const env = {
    ...environment,
    PATH: [join(ROOT, 'node_modules/.bin'), pnpmFolder(ROOT), environment.PATH].join(':'),
    NODE_COMPILE_CACHE: environment.NODE_COMPILE_CACHE ?? join(ROOT, 'node_modules/.cache/node'),
    LOADOUT_BOOT_MS: String(Math.round(performance.now() - started)),
  }
  const watchParent = environment.npm_lifecycle_event !== undefined
  const node = join(ROOT, 'node_modules/.bin/node')
  runWithNode(node, [...options, join(ROOT, script), ...rest], { env, watchParent })
}

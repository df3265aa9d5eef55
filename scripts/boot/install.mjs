import { spawn } from 'node:child_process'
import {
  accessSync,
  constants,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { environment } from './env.mjs'
import { tryLock } from './lock.mjs'
import { identify } from './process-identity.mjs'
import { isInstalled, markInstalled } from './stamp.mjs'

/** @typedef {(line: string) => void} Say */

/**
 * Installs the packages unless they are there: fetches the pinned pnpm into the checkout (nothing global is
 * touched), then installs exactly what the lock file says. Several boots at once take turns.
 * @param {string} root
 * @param {Say} say
 * @throws Error with the end of the log when a step fails
 */
export async function ensureInstalled(root, say) {
  if (isInstalled(root)) return
  const toolchain = join(root, '.loadout/toolchain')
  mkdirSync(toolchain, { recursive: true })
  const lock = join(toolchain, 'install.lock')
  await takeLock(lock, say)
  try {
    if (isInstalled(root)) return
    const env = installEnvironment(toolchain)
    const pnpm = await ensurePnpm(root, toolchain, { env, say })
    await timed('packages', say, () =>
      run(pnpm, ['install', '--frozen-lockfile', '--reporter=append-only'], {
        cwd: root,
        env,
        log: join(toolchain, 'packages.log'),
      }),
    )
    if (!existsSync(join(root, 'node_modules/.bin/node'))) {
      throw new Error(`There is no Node 24 for ${process.platform}-${process.arch} on npm.`)
    }
    markInstalled(root)
  } finally {
    rmSync(lock, { force: true })
  }
}

/**
 * @param {string} lock
 * @param {Say} say
 */
async function takeLock(lock, say) {
  const owner = identify(process.pid) ?? { pid: process.pid, startTime: '' }
  let holder = tryLock(lock, owner)
  if (holder) say(`[toolchain] waiting for the installation that process ${holder.pid} runs`)
  while (holder) {
    await sleep(200)
    holder = tryLock(lock, owner)
  }
}

/**
 * Where the pinned pnpm is, for PATH: scripts and tests call it like any other tool.
 * @param {string} root
 */
export function pnpmFolder(root) {
  return join(root, '.loadout/toolchain', pinnedPnpm(root), 'node_modules/.bin')
}

/**
 * @param {string} root
 * @returns {string} name and version, as package.json pins it
 */
function pinnedPnpm(root) {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return String(packageManager).split('+')[0] ?? ''
}

/**
 * @param {string} root
 * @param {string} toolchain
 * @param {{ env: NodeJS.ProcessEnv, say: Say }} options
 * @returns {Promise<string>} the path of pnpm
 */
async function ensurePnpm(root, toolchain, { env, say }) {
  const pinned = pinnedPnpm(root)
  const folder = join(toolchain, pinned)
  const pnpm = join(pnpmFolder(root), 'pnpm')
  if (existsSync(pnpm)) return pnpm
  const draft = `${folder}.new`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft)
  const [npm, ...prefix] = npmCommand()
  const flags = ['--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error']
  await timed(pinned, say, () =>
    run(npm, [...prefix, 'install', '--prefix', draft, ...flags, pinned], {
      cwd: draft,
      env,
      log: join(toolchain, 'pnpm.log'),
    }),
  )
  rmSync(folder, { recursive: true, force: true })
  renameSync(draft, folder)
  return pnpm
}

/**
 * The npm that runs this, else the one on PATH.
 * @returns {[string, ...string[]]}
 */
function npmCommand() {
  const running = environment.npm_execpath
  return running?.endsWith('npm-cli.js') ? [process.execPath, running] : ['npm']
}

// What `npm start` or the caller says about their own run; an installation inside it must not inherit that.
const NOT_INHERITED =
  /^(node_env|npm_(command|lifecycle_.*|package_.*|config_(dry_run|global|ignore_scripts|include|local_prefix|location|loglevel|omit|only|prefix|production|workspace|workspaces)))$/i

/**
 * Without a home directory that can be written (a service account, a read-only container), the caches move
 * into the checkout.
 * @param {string} toolchain
 * @returns {NodeJS.ProcessEnv}
 */
function installEnvironment(toolchain) {
  const kept = Object.entries(environment).filter(([name]) => !NOT_INHERITED.test(name))
  const env = { ...Object.fromEntries(kept), CI: 'true' }
  if (isWritable(homedir())) return env
  const home = join(toolchain, 'home')
  mkdirSync(home, { recursive: true })
  return { ...env, HOME: home, XDG_CACHE_HOME: home, XDG_DATA_HOME: home, npm_config_cache: home }
}

/** @param {string} folder */
function isWritable(folder) {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}

/**
 * @param {string} what
 * @param {Say} say
 * @param {() => Promise<void>} action
 */
async function timed(what, say, action) {
  const started = performance.now()
  say(`[toolchain] installing ${what} ...`)
  await action()
  say(`[toolchain] ${what} in ${((performance.now() - started) / 1000).toFixed(1)} s`)
}

/**
 * Runs a command with its output in a log.
 * @param {string} file
 * @param {readonly string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv, log: string }} options
 * @returns {Promise<void>}
 */
function run(file, args, { cwd, env, log }) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    const stream = createWriteStream(log)
    const stop = () => child.kill('SIGTERM')
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, stop)
    child.stdout.pipe(stream, { end: false })
    child.stderr.pipe(stream, { end: false })
    child.once('error', reject)
    child.once('close', (code, signal) => {
      for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeListener(name, stop)
      stream.end(() => {
        if (code === 0) return resolve()
        const end = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-20).join('\n')
        reject(
          new Error(`${file} ${args.join(' ')} failed (${signal ?? code}). End of ${log}:\n${end}`),
        )
      })
    })
  })
}

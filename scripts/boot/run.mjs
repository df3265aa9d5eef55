import { spawn } from 'node:child_process'

const FORWARDED = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])

/**
 * Runs the command in the place of this process: same streams, same signals, same end. The open channel tells
 * the child when this process was killed and cannot forward anything any more.
 * @param {string} node
 * @param {readonly string[]} args
 * @param {{ env: NodeJS.ProcessEnv, watchParent: boolean }} options
 */
export function runWithNode(node, args, { env, watchParent }) {
  const child = spawn(node, args, { env, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
  for (const signal of FORWARDED) process.on(signal, () => child.kill(signal))
  if (watchParent) endWithParent(() => child.kill('SIGTERM'))
  child.once('error', (error) => {
    process.stderr.write(`Cannot run ${node}: ${error.message}\n`)
    process.exitCode = 1
  })
  child.once('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1)
    for (const forwarded of FORWARDED) process.removeAllListeners(forwarded)
    process.kill(process.pid, signal)
  })
}

/**
 * npm that is killed hard forwards nothing; its child then gets another parent.
 * @param {() => void} end
 */
function endWithParent(end) {
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    end()
  }, 250)
  timer.unref()
}

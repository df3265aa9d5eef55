import { relative } from 'node:path'
import { OPERATOR_EMAIL, type StartOptions } from './options.ts'

/** What a person needs after the start: where everything answers, and how it is stopped. */
export function welcome({ home, port, workerPort, operatorPassword }: StartOptions): string {
  const base = `http://localhost:${port}`
  const shown = relative(process.cwd(), home) || '.'
  const folder = shown.startsWith('..') ? home : shown
  const password = operatorPassword ? 'OPERATOR_PASSWORD' : `in ${folder}/operator-password`
  const rows = [
    ['API', base],
    ['Health', `${base}/readyz   (worker: http://localhost:${workerPort}/readyz)`],
    ['Jobs', `${base}/ops/jobs   (${OPERATOR_EMAIL}, password: ${password})`],
    ['Databases', `connection strings in ${folder}/env`],
    ['Logs', `${folder}/logs`],
  ]
  const lines = rows.map(([name = '', value]) => `  ${name.padEnd(10)} ${value}`)
  return ['', 'Loadout is ready.', ...lines, '  Ctrl-C stops everything; the data stays.', ''].join(
    '\n',
  )
}

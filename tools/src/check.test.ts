import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

function check(...args: readonly string[]) {
  const script = join(import.meta.dirname, 'check.ts')
  return spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' })
}

describe('check', () => {
  it('runs the gates it is asked for, and says how each went', () => {
    const { status, stdout } = check('--only', 'supply', '--only', 'licences')
    const lines = stdout.split('\n').filter((line) => !line.startsWith('  '))
    expect(lines[0]).toMatch(/^(?:ok {4}|failed) {2}supply +\d+\.\d s$/)
    expect(lines[1]).toMatch(/^(?:ok {4}|failed) {2}licences +\d+\.\d s$/)
    expect(status).toBe(stdout.includes('failed') ? 1 : 0)
  })

  it('prints the table of the budgets', () => {
    const { stdout } = check('--only', 'budgets')
    expect(stdout).toMatch(/^ {2}file lines, median +\d+ {2}<= 70$/m)
    expect(stdout).toMatch(/^ {2}test : source lines +[\d.]+ {2}>= 1.2$/m)
  })

  it('refuses a gate that does not exist, and names those that do', () => {
    const { status, stderr } = check('--only', 'grammar')
    expect(status).toBe(2)
    expect(stderr).toContain('No gate is called grammar.')
    expect(stderr).toContain('boundaries')
  })
})

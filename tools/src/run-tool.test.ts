import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runTool } from './run-tool.ts'

let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'loadout-tools-'))
  await mkdir(join(root, 'node_modules/.bin'), { recursive: true })
})

afterEach(() => rm(root, { recursive: true }))

async function install(tool: string, script: string) {
  const path = join(root, 'node_modules/.bin', tool)
  await writeFile(path, `#!/bin/sh\n${script}\n`)
  await chmod(path, 0o755)
}

describe('runTool', () => {
  it('collects both outputs and the exit code', async () => {
    await install('lint', 'echo "out $1"; echo err >&2; exit 3')
    const { exitCode, output } = await runTool(root, 'lint', ['here'])
    expect(exitCode).toBe(3)
    expect(output).toContain('out here\n')
    expect(output).toContain('err\n')
  })

  it('runs in the root it is given', async () => {
    await install('where', 'pwd -P')
    const { exitCode, output } = await runTool(root, 'where', [])
    expect(exitCode).toBe(0)
    expect(output.trim().endsWith(root)).toBe(true)
  })

  it('takes a tool that was killed for one that failed', async () => {
    await install('killed', 'kill -9 $$')
    expect((await runTool(root, 'killed', [])).exitCode).toBe(1)
  })

  it('rejects when the tool is not installed', async () => {
    await expect(runTool(root, 'gone', [])).rejects.toThrow('ENOENT')
  })
})

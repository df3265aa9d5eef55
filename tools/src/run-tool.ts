import { spawn } from 'node:child_process'
import { join } from 'node:path'

export interface ToolResult {
  readonly exitCode: number
  /** Standard output and standard error, in the order they came. */
  readonly output: string
}

/** Runs a program of the workspace's own node_modules in `root`; rejects when it cannot start. */
export function runTool(root: string, tool: string, args: readonly string[]): Promise<ToolResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(root, 'node_modules/.bin', tool), args, { cwd: root })
    let output = ''
    const collect = (chunk: Buffer) => {
      output += chunk.toString('utf8')
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.on('error', reject)
    child.on('close', (code) => resolve({ exitCode: code ?? 1, output }))
  })
}

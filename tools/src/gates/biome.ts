import { relative } from 'node:path'
import type { Finding, Gate } from '../gate.ts'
import { runTool } from '../run-tool.ts'

/** Formatting, import order and every lint rule of biome.json; a warning counts as an error. */
export const biome: Gate = {
  name: 'biome',
  async check({ root }) {
    // Without the flag biome stops at twenty diagnostics and hides the rest.
    const args = ['ci', '--reporter=github', '--max-diagnostics=none', '.']
    const { exitCode, output } = await runTool(root, 'biome', args)
    const findings = parseBiomeReport(output, root)
    if (exitCode === 0 || findings.length > 0) return { findings }
    return { findings: [{ path: 'biome.json', rule: 'biome/run', message: output.trim() }] }
  },
}

const DIAGNOSTIC = /^::(?:error|warning) title=([^,]+),file=([^,]+),line=(\d+)[^:]*::(.*)$/gm

/** Reads biome's GitHub annotations: `::error title=<rule>,file=<path>,line=<n>,...::<message>`. */
export function parseBiomeReport(output: string, root: string): readonly Finding[] {
  return [...output.matchAll(DIAGNOSTIC)].map(([, title = '', file = '', line, message = '']) => ({
    path: file.startsWith('/') ? relative(root, file) : file,
    line: Number(line),
    rule: `biome/${title.split('/').at(-1)}`,
    message: message.replaceAll('%0A', ' ').replaceAll('%25', '%'),
  }))
}

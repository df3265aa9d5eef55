import { posix } from 'node:path'
import type { Finding, Gate } from '../gate.ts'
import type { Repo } from '../repo.ts'
import { runTool } from '../run-tool.ts'

/** Every tsconfig of every workspace project, one after the other: tsc itself uses all cores. */
export const types: Gate = {
  name: 'types',
  async check(repo) {
    const findings: Finding[] = []
    for (const config of typeCheckConfigs(repo)) {
      const { exitCode, output } = await runTool(repo.root, 'tsc', [
        '--noEmit',
        '--pretty',
        'false',
        '-p',
        config,
      ])
      if (exitCode !== 0) findings.push(...parseTscReport(output, config))
    }
    return { findings: distinct(findings) }
  },
}

/** A folder may have several, e.g. core's `tsconfig.src.json`, which hides Node's types. */
export function typeCheckConfigs({ texts, sources }: Repo): readonly string[] {
  return [...texts.keys()].filter((path) => {
    // A base is extended, and a build configuration compiles again what tsconfig.json covers.
    if (!/^tsconfig(?!\.(?:base|build))[\w.-]*\.json$/.test(posix.basename(path))) return false
    return sources.some((file) => file.path.startsWith(`${posix.dirname(path)}/`))
  })
}

/** A file is checked again with every project that imports it; its errors are told once. */
function distinct(findings: readonly Finding[]): readonly Finding[] {
  const keyOf = ({ path, line, message }: Finding) => `${path}:${line} ${message.split(' (')[0]}`
  return [...new Map(findings.toReversed().map((f) => [keyOf(f), f])).values()].toReversed()
}

const DIAGNOSTIC = /^(.+?)\((\d+),\d+\): error (TS\d+): (.*)$/gm

/** Reads `path(line,column): error TSn: message`; an error without a place belongs to the config. */
export function parseTscReport(output: string, config: string): readonly Finding[] {
  const findings = [...output.matchAll(DIAGNOSTIC)].map(([, path = '', line, code, message]) => ({
    path,
    line: Number(line),
    rule: 'types/tsc',
    message: `${code}: ${message} (${config})`,
  }))
  if (findings.length > 0) return findings
  return [{ path: config, rule: 'types/tsc', message: output.trim() || 'tsc failed' }]
}

import type { Repo } from './repo.ts'

/** One broken rule at one place. */
export interface Finding {
  /** Path from the repository root; a folder where a rule speaks about all of its files. */
  readonly path: string
  /** 1-based. */
  readonly line?: number
  /** `<gate>/<rule>`, the name an exception has to give. */
  readonly rule: string
  readonly message: string
}

/** One row of the table a gate prints. */
export interface Metric {
  readonly name: string
  readonly measured: string
  readonly budget: string
}

export interface GateReport {
  readonly findings: readonly Finding[]
  readonly metrics?: readonly Metric[]
}

export interface Gate {
  readonly name: string
  readonly check: (repo: Repo) => GateReport | Promise<GateReport>
}

/** `path:line message [rule]`, which editors and terminals make clickable. */
export function formatFinding({ path, line, rule, message }: Finding): string {
  const place = line === undefined ? path : `${path}:${line}`
  return `${place} ${message} [${rule}]`
}

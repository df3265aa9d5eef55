/** What one check found. `remedy` is the next thing to do. */
export type Finding =
  | { readonly state: 'ok'; readonly detail: string }
  | { readonly state: 'warn' | 'fail'; readonly detail: string; readonly remedy: string }

export interface Check {
  readonly name: string
  readonly run: () => Promise<Finding>
}

export interface CheckResult {
  readonly name: string
  readonly finding: Finding
}

/** Longest time one check may take before it counts as failed. */
const PATIENCE_MS = 5_000

/** Runs a check; one that throws has failed with the reason it threw. */
export async function runCheck(
  { name, run }: Check,
  onError: (error: unknown) => Finding,
): Promise<CheckResult> {
  const tooSlow = new Promise<Finding>((resolve) => {
    const finding: Finding = {
      state: 'fail',
      detail: `no answer within ${PATIENCE_MS / 1000} s`,
      remedy: 'Check the address and what is in between.',
    }
    setTimeout(() => resolve(finding), PATIENCE_MS).unref()
  })
  return { name, finding: await Promise.race([run().catch(onError), tooSlow]) }
}

const NAME_WIDTH = 12

export function describeResult({ name, finding }: CheckResult): string {
  const line = `${finding.state.padEnd(5)} ${name.padEnd(NAME_WIDTH)} ${finding.detail}`
  return finding.state === 'ok' ? line : `${line}\n${' '.repeat(6)}-> ${finding.remedy}`
}

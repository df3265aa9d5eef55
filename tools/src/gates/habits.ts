import type { Finding, Gate } from '../gate.ts'
import { findDeadComments } from '../habits/comments.ts'
import { findIdleTests } from '../habits/idle-tests.ts'
import { findSecrets } from '../habits/secrets.ts'

/** Tests that do not run, comments that hold code or vague plans, secrets in files. */
export const habits: Gate = {
  name: 'habits',
  check({ sources, texts }) {
    const findings: Finding[] = sources.flatMap((file) => [
      ...findIdleTests(file),
      ...findDeadComments(file),
    ])
    return { findings: [...findings, ...findSecrets(texts)] }
  },
}

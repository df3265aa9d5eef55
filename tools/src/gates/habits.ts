import type { Finding, Gate } from '../gate.ts'
import { findDeadComments } from '../habits/comments.ts'
import { findIdleTests } from '../habits/idle-tests.ts'
import { findSecrets } from '../habits/secrets.ts'
import { findSharedExpect } from '../habits/shared-expect.ts'

/** Tests that do not run or share an `expect`, comments that hold code or vague plans, secrets in files. */
export const habits: Gate = {
  name: 'habits',
  check({ sources, texts }) {
    const findings: Finding[] = sources.flatMap((file) => [
      ...findIdleTests(file),
      ...findSharedExpect(file),
      ...findDeadComments(file),
    ])
    return { findings: [...findings, ...findSecrets(texts)] }
  },
}

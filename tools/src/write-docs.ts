import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** `npm run docs`: writes everything that is generated and committed. Tests fail while it is out of date. */
const GENERATORS = [
  'packages/client/scripts/generate-api.ts',
  'packages/api/src/docs/write-errors.ts',
  'tools/src/docs/write-readme.ts',
]

for (const generator of GENERATORS) {
  execFileSync(process.execPath, [fileURLToPath(new URL(`../../${generator}`, import.meta.url))], {
    stdio: 'inherit',
  })
}
